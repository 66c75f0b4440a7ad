import type { IpnsName } from '../../protocol/brand.ts';
import type { AccountLookUp } from '../../protocol/ports/network.ts';
import { fetchBounded } from '../bounded-fetch.ts';
import { checkRecord, largestRecordBytes, recordMediaType } from './ipns-head.ts';

const answerMs = 8_000;

/** Asks gateways over HTTP which accounts they know of (delegated routing), each name at each gateway. Records are checked. */
export const lookUpAccounts: AccountLookUp = async (names, gateways, { signal, fetch }) => {
  const found = new Set<IpnsName>();
  const answered = new Set<string>();
  const ask = async (origin: string, name: IpnsName): Promise<void> => {
    const answer = await fetchBounded(
      `${origin}/routing/v1/ipns/${name}`,
      { headers: { accept: recordMediaType } },
      { maxBytes: largestRecordBytes, timeoutMs: answerMs, signal, fetch },
    );
    if (!answer.ok) return;
    const { status, bytes } = answer.value;
    if (status === 200 || status === 404) answered.add(origin);
    if (status === 200 && (await checkRecord(name, bytes)).ok) found.add(name);
  };
  await Promise.all(gateways.flatMap((origin) => names.map((name) => ask(origin, name))));
  return { found, answered: [...answered] };
};
