import type { Did } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { SuccessionRecord } from '../../protocol/ports/succession.ts';
import type { Succession } from '../../protocol/succession/check-succession.ts';
import { closesCircle } from '../../protocol/succession/chain.ts';
import { withActors, withSuccession } from '../../protocol/succession/succession-state.ts';
import { type Database, decodeRow, encodeRow } from '../database/database.ts';
import { fromRow, toRow } from './succession-row.ts';

/** Whom the accounts that are kept here name as successors, and what those have said (bridge-spec section 7.5). */
export interface Successors {
  pin(did: Did): string | undefined;
  /** The statement that counts; the same object for as long as it does. */
  statement(did: Did): Uint8Array | undefined;
  /** Keeps the digest that a verified actor names, unless there is one. */
  learn(did: Did, actor: JsonObject): Promise<void>;
  /** Keeps a statement that was checked with the pin; `circle`: it would lead back to the account itself. */
  keep(succession: Succession, statement: Uint8Array, nowMs: number): Promise<'kept' | 'known' | 'circle'>;
}

const prefix = '/successors/';

/** Reads them into memory: one small row for each account that was ever served here. */
export async function openSuccessors(database: Database): Promise<Successors> {
  const records = new Map<Did, SuccessionRecord>();
  for await (const [, value] of database.entries(prefix)) {
    const record = fromRow(decodeRow(value));
    if (record !== undefined) records.set(record.did, record);
  }
  const put = async (record: SuccessionRecord): Promise<void> => {
    records.set(record.did, record);
    await database.write([{ type: 'put', key: prefix + record.did, value: encodeRow(toRow(record)) }]);
  };
  return {
    pin: (did) => records.get(did)?.pin,
    statement: (did) => records.get(did)?.accepted?.statement,
    async learn(did, actor) {
      const before = records.get(did);
      if (before?.pin !== undefined) return;
      const after = withActors(before, did, [actor]);
      if (after?.pin !== undefined) await put(after);
    },
    async keep({ account, successor, endMs }, statement, nowMs) {
      const before = records.get(account);
      if (closesCircle(account, successor, (did) => records.get(did)?.accepted?.successor)) return 'circle';
      const next = { successor, statement, acceptedAtMs: nowMs, ...(endMs !== undefined && { endMs }) };
      const after = before === undefined ? undefined : withSuccession(before, next);
      if (after === undefined || after === before) return 'known';
      await put(after);
      return 'kept';
    },
  };
}
