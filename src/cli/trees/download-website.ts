import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Did } from '../../protocol/brand.ts';
import type { HttpAsker } from '../../protocol/conformance/http-exchange.ts';
import { checkDocument } from '../../protocol/activity-streams/check.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import { accountPaths, idToTreePath, pageNumberOf, pagePath } from '../../protocol/identity/paths.ts';
import type { JsonObject, JsonValue } from '../../protocol/json.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { documentByteLimit, isJsonObject, parseSigned } from '../../protocol/proof/signed-json.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { embeddedObject, textOf } from '../../protocol/tree/documents.ts';
import { maxFileBytes } from '../../protocol/tree/file.ts';
import { isDocumentPath, isMediaPath } from '../../services/website/account-files.ts';
import { treePathOf } from '../../website/site-author.ts';

export interface Download {
  readonly origin: string;
  readonly did: Did;
  readonly folder: string;
  readonly asker: HttpAsker;
  readonly verifier: Verifier;
}

/** Questions under way at once: more would be rude to a small host. */
const atOnce = 6;

/**
 * Copies an account from any web server into a folder: what the outbox leads to, and the media that objects name. Whether it holds is
 * checked afterwards, like every other tree. The error is a sentence.
 */
export async function downloadWebsite(download: Download): Promise<Result<void, string>> {
  const paths = accountPaths(download.did);
  const outbox = await genuine(download, paths.outbox, 'outbox');
  const first = pageNumberOf(textOf(outbox, 'first') ?? '');
  if (first === undefined) return err('it answers with no genuine outbox of that account');
  const media = mediaNamedBy(await document(download, paths.actor));
  for (const path of [paths.inbox, paths.featured]) await document(download, path);
  const seen = new Set<string>();
  for (let page = first; page >= 0; page--) {
    const items = (await genuine(download, pagePath(download.did, page), 'page'))?.['orderedItems'];
    if (!Array.isArray(items)) return err(`page ${page} of the outbox cannot be had, or is not genuine`);
    const objects = items.filter(isJsonObject).flatMap((activity) => objectPathOf(download.did, activity) ?? []);
    const fresh = [...new Set(objects)].filter((path) => !seen.has(path));
    for (const path of fresh) seen.add(path);
    await inTurns(fresh, async (path) => {
      for (const file of mediaNamedBy(await document(download, path))) media.add(file);
    });
  }
  await inTurns([...media], async (path) => void (await copy(download, path, maxFileBytes)));
  return ok(undefined);
}

function objectPathOf(did: Did, activity: JsonObject): string | undefined {
  const id = embeddedObject(activity)?.id;
  if (id === undefined || accountOf(id) !== did) return undefined;
  const path = idToTreePath(id);
  return path !== undefined && isDocumentPath(did, path) && path.includes('/o/') ? path : undefined;
}

function mediaNamedBy(owner: JsonObject | undefined): Set<string> {
  const attached: JsonValue = owner?.['attachment'] ?? [];
  const named = [...(Array.isArray(attached) ? attached : []), owner?.['icon'], owner?.['image']];
  const paths = named.flatMap((item) => {
    if (!isJsonObject(item)) return [];
    const [digestMultibase, mediaType] = [textOf(item, 'digestMultibase'), textOf(item, 'mediaType')];
    if (digestMultibase === undefined || !/^zQm[1-9A-HJ-NP-Za-km-z]{44}$/.test(digestMultibase)) return [];
    return treePathOf({ type: 'Document', digestMultibase, ...(mediaType !== undefined && { mediaType }) }) ?? [];
  });
  return new Set(paths.filter(isMediaPath));
}

async function document(download: Download, path: string): Promise<JsonObject | undefined> {
  const bytes = await copy(download, path, documentByteLimit);
  const parsed = bytes === undefined ? undefined : parseSigned(bytes);
  return parsed?.ok === true ? parsed.value : undefined;
}

/** What leads on to more files: only the account itself may say how many there are. */
async function genuine(download: Download, path: string, kind: 'outbox' | 'page'): Promise<JsonObject | undefined> {
  const bytes = await copy(download, path, documentByteLimit);
  const checked = bytes && (await checkDocument(bytes, download.did, download.verifier, kind));
  return checked?.ok === true ? checked.value.document : undefined;
}

/** Media lie at the top of an own origin; gateways have them below the account. */
async function copy({ origin, did, folder, asker }: Download, path: string, limitBytes: number): Promise<Uint8Array | undefined> {
  const urls = [`${origin}/${path}`];
  if (path.startsWith('m/')) urls.push(`${origin}/.well-known/apgateway/${did}/${path}`);
  for (const url of urls) {
    const { answer } = await asker.ask({ url, method: 'GET', headers: {}, limitBytes });
    if (answer?.status !== 200 || answer.isTooLarge) continue;
    const file = join(folder, ...path.split('/'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, answer.body);
    return answer.body;
  }
  return undefined;
}

async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += atOnce) await Promise.all(items.slice(start, start + atOnce).map(work));
}
