import type { Did, IpnsName, ObjectId } from '../protocol/brand.ts';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** CIDv1, libp2p-key, identity multihash of 36 bytes, protobuf of an Ed25519 key: what stands before the key in an IPNS name. */
const namePrefix = 0x0172002408011220n;
const keyBits = 256n;

/** The people of a timeline are the same few, again and again. */
const mostNames = 500;
const names = new Map<Did, IpnsName>();

/**
 * The IPNS name of an account (bridge-spec section 2), in plain arithmetic: the first paint needs names and must not wait for a
 * multiformats library. `did` has been parsed before; the result of anything else has no meaning.
 */
export function nameOfDid(did: Did): IpnsName {
  let name = names.get(did);
  if (name === undefined) {
    name = computeName(did);
    if (names.size >= mostNames) names.clear();
    names.set(did, name);
  }
  return name;
}

function computeName(did: Did): IpnsName {
  let number = 0n;
  for (const character of did.slice('did:key:z'.length)) number = number * 58n + BigInt(base58.indexOf(character));
  const publicKey = BigInt.asUintN(Number(keyBits), number);
  return `k${((namePrefix << keyBits) | publicKey).toString(36)}` as IpnsName;
}

/** True for a Pollen account's id; https ids of others are not. */
export function isDid(id: string): id is Did {
  return id.startsWith('did:key:z');
}

/** The account under whose key an already canonical id stands; undefined for https ids. */
export function authorOf(id: ObjectId): Did | undefined {
  if (!id.startsWith('ap://did:key:')) return undefined;
  const end = id.indexOf('/', 'ap://'.length);
  return (end === -1 ? id.slice('ap://'.length) : id.slice('ap://'.length, end)) as Did;
}

/** `ipns://k51…`: what people copy. */
export function addressOf(id: Did | ObjectId): string {
  return isDid(id) ? `ipns://${nameOfDid(id)}` : id;
}

/** Link that opens the account in the app at `appBase`; `via` are gateway origins that may know it, at most three are named. */
export function linkOf(id: Did | ObjectId, appBase: string, via: readonly string[]): string {
  if (!isDid(id)) return id;
  const hints = via.slice(0, 3).map((origin) => `via=${encodeURIComponent(origin)}`);
  return `${appBase}#/@${nameOfDid(id)}${hints.length === 0 ? '' : `?${hints.join('&')}`}`;
}

/** What to call somebody whose profile has not been read: `k51qzi5…4xq9`, or the host of an https id. */
export function shortName(id: Did | ObjectId): string {
  if (isDid(id)) {
    const name = nameOfDid(id);
    return `${name.slice(0, 7)}…${name.slice(-4)}`;
  }
  return URL.canParse(id) ? new URL(id).host : id.slice(0, 40);
}
