import { checkRecord, largestRecordBytes, recordMediaType } from '../network/heads/ipns-head.ts';
import type { IpnsName } from '../protocol/brand.ts';
import type { HttpAsker } from '../protocol/conformance/http-exchange.ts';
import type { RecordAnswer } from '../protocol/conformance/record-rules.ts';

/** The record of a name as a gateway hands it out: by delegated routing, or as a trustless gateway (bridge-spec section 7). */
export async function askRecord(asker: HttpAsker, origin: string, name: IpnsName): Promise<RecordAnswer> {
  for (const url of [`${origin}/routing/v1/ipns/${name}`, `${origin}/ipns/${name}?format=ipns-record`]) {
    const question = { url, method: 'GET' as const, headers: { Accept: recordMediaType }, limitBytes: largestRecordBytes };
    const { answer } = await asker.ask(question);
    const isRecord = answer?.status === 200 && answer.headers['content-type']?.startsWith(recordMediaType) === true;
    if (answer === undefined || !isRecord) continue;
    const checked = await checkRecord(name, answer.body);
    if (!checked.ok) return { type: 'invalid', reason: checked.error };
    const { head, expired } = checked.value;
    const { sequence, validUntilMs } = head;
    return { type: 'found', record: { sequence, validUntilMs, isExpired: expired, root: head.root.toString() } };
  }
  return { type: 'missing' };
}

/** Root of the tree that a gateway serves for a name, when it says (`X-Ipfs-Roots`, Path Gateway specification). */
export async function askServedRoot(asker: HttpAsker, origin: string, name: IpnsName, path: string): Promise<string | undefined> {
  const url = `${origin}/ipns/${name}/${path}`;
  const { answer } = await asker.ask({ url, method: 'GET', headers: {}, limitBytes: 2 ** 20 });
  return answer?.status === 200 ? answer.headers['x-ipfs-roots']?.split(',', 1)[0]?.trim() : undefined;
}
