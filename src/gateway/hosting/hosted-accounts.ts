import { CID } from 'multiformats/cid';
import type { Did, IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName, parseDid } from '../../protocol/identity/ids.ts';
import { type Database, decodeRow, encodeRow, type Write } from '../database/database.ts';

/** What the gateway knows of an account that it keeps. */
export interface HostedAccount {
  readonly did: Did;
  readonly name: IpnsName;
  /** Short number that stands for the account in the marks of its blocks; never given twice. */
  readonly number: number;
  readonly quotaBytes: number;
  readonly usedBytes: number;
  /** The root that is served: complete but for pictures, every document checked. */
  readonly root?: CID;
  /** Sequence of the record that `root` came with. */
  readonly sequence?: bigint;
  /** Why the newest head is not what is served; absent when all is well. */
  readonly trouble?: string;
  /** A copy was broken off: there may be blocks that no tree links to. */
  readonly untidy?: boolean;
  /** Pictures of `root` are missing still. */
  readonly mediaMissing?: boolean;
}

export interface HostedAccounts {
  get(did: Did): HostedAccount | undefined;
  byName(name: IpnsName): HostedAccount | undefined;
  all(): IterableIterator<HostedAccount>;
  readonly count: number;
  add(did: Did, quotaBytes: number): Promise<HostedAccount>;
  /** Changes the row in memory and on disk. */
  update(did: Did, change: Partial<HostedAccount>): Promise<HostedAccount>;
  /** The row as it would be after `change`, and the write that makes it so; `apply` once the write is done. */
  prepare(did: Did, change: Partial<HostedAccount>): { readonly write: Write; apply(): void };
  remove(did: Did): Promise<void>;
}

const prefix = '/accounts/';
const counterKey = '/account-counter';

/** Reads the accounts that are kept here into memory. */
export async function openHostedAccounts(database: Database): Promise<HostedAccounts> {
  const accounts = new Map<Did, HostedAccount>();
  const names = new Map<IpnsName, Did>();
  const remember = (account: HostedAccount): void => {
    accounts.set(account.did, account);
    names.set(account.name, account.did);
  };
  for await (const [, value] of database.entries(prefix)) {
    const account = fromRow(decodeRow(value));
    if (account !== undefined) remember(account);
  }
  const stored = await database.level.get(counterKey);
  let counter = stored === undefined ? 0 : Number(decodeRow(stored));

  const prepare = (did: Did, change: Partial<HostedAccount>): { write: Write; apply(): void } => {
    const account = accounts.get(did);
    if (account === undefined) throw new Error(`${did} is not hosted`);
    const changed = { ...account, ...change };
    return {
      write: { type: 'put', key: prefix + did, value: encodeRow(toRow(changed)) },
      apply: () => {
        if (accounts.has(did)) remember(changed);
      },
    };
  };

  return {
    get: (did) => accounts.get(did),
    byName(name) {
      const did = names.get(name);
      return did === undefined ? undefined : accounts.get(did);
    },
    all: () => accounts.values(),
    get count() {
      return accounts.size;
    },
    async add(did, quotaBytes) {
      const account: HostedAccount = { did, name: didToIpnsName(did), number: ++counter, quotaBytes, usedBytes: 0 };
      remember(account);
      await database.write([
        { type: 'put', key: counterKey, value: encodeRow(counter) },
        { type: 'put', key: prefix + did, value: encodeRow(toRow(account)) },
      ]);
      return account;
    },
    prepare,
    async update(did, change) {
      const { write, apply } = prepare(did, change);
      await database.write([write]);
      apply();
      const changed = accounts.get(did);
      if (changed === undefined) throw new Error(`${did} is not hosted`);
      return changed;
    },
    async remove(did) {
      const account = accounts.get(did);
      accounts.delete(did);
      if (account !== undefined) names.delete(account.name);
      await database.write([{ type: 'del', key: prefix + did }]);
    },
  };
}

const toRow = ({ root, sequence, ...rest }: HostedAccount): unknown => ({
  ...rest,
  ...(root === undefined ? {} : { root: root.toString() }),
  ...(sequence === undefined ? {} : { sequence: sequence.toString() }),
});

function fromRow(row: unknown): HostedAccount | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  if (!('did' in row) || typeof row.did !== 'string') return undefined;
  const did = parseDid(row.did);
  if (did === undefined) return undefined;
  const number = (member: unknown): number => (typeof member === 'number' ? member : 0);
  const at = new Map(Object.entries(row));
  const root = at.get('root');
  const sequence = at.get('sequence');
  const trouble = at.get('trouble');
  return {
    did,
    name: didToIpnsName(did),
    number: number(at.get('number')),
    quotaBytes: number(at.get('quotaBytes')),
    usedBytes: number(at.get('usedBytes')),
    untidy: at.get('untidy') === true,
    mediaMissing: at.get('mediaMissing') === true,
    ...(typeof root === 'string' ? { root: CID.parse(root) } : {}),
    ...(typeof sequence === 'string' ? { sequence: BigInt(sequence) } : {}),
    ...(typeof trouble === 'string' ? { trouble } : {}),
  };
}
