import { basePath } from '../../../src/protocol/identity/paths.ts';
import { ipnsNameToDid, parseIpnsName } from '../../../src/protocol/identity/ids.ts';

interface PublishedPage {
  readonly next?: string;
  readonly orderedItems: readonly { readonly type: string; readonly object?: { readonly content?: string } }[];
}

/** Texts of all Creates in an account's outbox as any poller reads it from the gateway, newest first; undefined before there is one. */
export async function publishedPosts(gateway: string, address: string): Promise<string[] | undefined> {
  const name = parseIpnsName(address.slice('ipns://'.length));
  const did = name === undefined ? undefined : ipnsNameToDid(name);
  if (did === undefined) throw new Error(`no address: ${address}`);
  const read = async (id: string): Promise<unknown> => {
    const answer = await fetch(`${gateway}${basePath(did)}${id.slice(`ap://${did}`.length)}`);
    return answer.ok ? answer.json() : undefined;
  };
  const outbox = (await read(`ap://${did}/outbox.jsonld`)) as { readonly first: string } | undefined;
  if (outbox === undefined) return undefined;
  const texts: string[] = [];
  for (let id: string | undefined = outbox.first; id !== undefined;) {
    const page = (await read(id)) as PublishedPage | undefined;
    if (page === undefined) return undefined;
    for (const { type, object } of page.orderedItems) if (type === 'Create') texts.push(object?.content ?? '');
    id = page.next;
  }
  return texts.map((html) => html.replaceAll(/<[^>]+>/g, ''));
}
