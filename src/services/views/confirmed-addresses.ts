import type { Did } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';

/** What a domain said about a readable address when it was last asked (setting `addressChecks`). */
export interface AddressCheck {
  /** `user@host`, as the actor writes it. */
  readonly address: string;
  readonly given: boolean;
  readonly atMs: number;
}

export type AddressChecks = Readonly<Record<string, AddressCheck>>;

/** Readable addresses that both sides name, by account. */
export async function confirmedAddresses(store: AccountStore): Promise<ReadonlyMap<Did, string>> {
  const checks = (await store.setting<AddressChecks>('addressChecks')) ?? {};
  return new Map(Object.entries(checks).flatMap(([did, { address, given }]) => (given ? [[did as Did, address] as const] : [])));
}
