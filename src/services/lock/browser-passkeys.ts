import { err, ok } from '../../protocol/result.ts';
import type { RandomBytes } from '../account-keys.ts';
import type { PasskeyPort } from './passkeys.ts';

const timeoutMs = 120_000;
/** EdDSA, ES256, RS256: what authenticators sign with does not matter here, only that they have something. */
const algorithms = [-8, -7, -257];

/** Members that the type library does not know yet (WebAuthn level 3). */
interface CapabilityReader {
  getClientCapabilities?(): Promise<Readonly<Record<string, boolean>>>;
}

/** Passkeys of this browser (WebAuthn level 3, extension `prf`), always with user verification. */
export function createBrowserPasskeys(parts: {
  readonly random: RandomBytes;
  readonly credentials: CredentialsContainer | undefined;
}): PasskeyPort {
  const { random, credentials } = parts;

  async function isAvailable(): Promise<boolean> {
    if (credentials === undefined || typeof PublicKeyCredential === 'undefined') return false;
    const reader = PublicKeyCredential as CapabilityReader;
    try {
      return (await reader.getClientCapabilities?.())?.['extension:prf'] === true;
    } catch {
      return false;
    }
  }

  const get: PasskeyPort['get'] = async (known) => {
    const evalByCredential = Object.fromEntries(
      known.map(({ credentialId, salt }) => [base64url(credentialId), { first: salt.slice() }]),
    );
    const answer = await ask(() =>
      credentials?.get({
        publicKey: {
          challenge: random(32),
          allowCredentials: known.map(({ credentialId }) => ({ type: 'public-key' as const, id: credentialId.slice() })),
          userVerification: 'required',
          timeout: timeoutMs,
          extensions: { prf: { evalByCredential } },
        },
      }),
    );
    if (answer === undefined) return err({ type: 'passkey-refused' });
    const secret = secretOf(answer);
    return secret === undefined
      ? err({ type: 'passkey-unfit' })
      : ok({ credentialId: new Uint8Array(answer.rawId.slice(0)), secret });
  };

  return {
    isAvailable,
    get,
    async create({ name, salt }) {
      const made = await ask(() =>
        credentials?.create({
          publicKey: {
            rp: { name: 'Pollen' },
            user: { id: random(16), name, displayName: name },
            challenge: random(32),
            pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
            authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
            attestation: 'none',
            timeout: timeoutMs,
            extensions: { prf: { eval: { first: salt.slice() } } },
          },
        }),
      );
      if (made === undefined) return err({ type: 'passkey-refused' });
      const credentialId = new Uint8Array(made.rawId.slice(0));
      const secret = secretOf(made);
      if (secret !== undefined) return ok({ credentialId, secret });
      // Many compute only when they are used, not when they are made.
      return made.getClientExtensionResults().prf?.enabled === true
        ? get([{ credentialId, salt }])
        : err({ type: 'passkey-unfit' });
    },
  };
}

/** Undefined when it was refused, took too long, or is not possible here: browsers do not say which, and for good reason. */
async function ask(run: () => Promise<Credential | null> | undefined): Promise<PublicKeyCredential | undefined> {
  try {
    const answer = await run();
    return answer instanceof PublicKeyCredential ? answer : undefined;
  } catch {
    return undefined;
  }
}

function secretOf(credential: PublicKeyCredential): Uint8Array | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return undefined;
  const bytes = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer, first.byteOffset);
  return bytes.length >= 32 ? bytes.slice(0, 32) : undefined;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
