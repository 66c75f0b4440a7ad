/**
 * What other apps share with this one (manifest: `share_target`), kept until a page takes it: the page may have to start first, or
 * the account may have to be made. A cache of its own, since workers and pages both reach it and files may be large. A new share
 * replaces one that was never taken.
 */
const boxName = 'pollen-shared';
const textPath = '/shared/text';
const filePath = '/shared/file/';
const mostFiles = 16;

/** Keys are addresses that no page asks for; nothing answers from this cache. */
const keyOf = (path: string): string => `https://box.invalid${path}`;

type Box = Pick<CacheStorage, 'open' | 'delete'>;

/** Text as shared: apps put links into `text` as well as into `url`. */
export interface SharedText {
  readonly title: string;
  readonly text: string;
  readonly url: string;
}

/** Keeps a share as the manifest describes it: `title`, `text`, `url`, and `files`, of which at most 16 are kept. */
export async function keepShared(form: FormData, box: Box): Promise<void> {
  await box.delete(boxName);
  const cache = await box.open(boxName);
  const value = (name: keyof SharedText): string => {
    const field = form.get(name);
    return typeof field === 'string' ? field : '';
  };
  const text: SharedText = { title: value('title'), text: value('text'), url: value('url') };
  if (`${text.title}${text.text}${text.url}` !== '') await cache.put(keyOf(textPath), Response.json(text));
  const files = form.getAll('files').filter((field) => field instanceof File);
  for (const [index, file] of files.slice(0, mostFiles).entries()) {
    const headers = { 'content-type': file.type, 'x-file-name': encodeURIComponent(file.name) };
    await cache.put(keyOf(`${filePath}${index}`), new Response(file, { headers }));
  }
}

/** Takes the files out: asked again, there are none. */
export async function takeSharedFiles(box: Box | undefined): Promise<File[]> {
  const cache = await box?.open(boxName).catch(() => undefined);
  if (cache === undefined) return [];
  const keys = (await cache.keys()).filter(({ url }) => url.startsWith(keyOf(filePath)));
  const files: File[] = [];
  for (const key of keys) {
    const response = await cache.match(key);
    if (response === undefined) continue;
    const name = decodeURIComponent(response.headers.get('x-file-name') ?? 'file');
    files.push(new File([await response.blob()], name, { type: response.headers.get('content-type') ?? '' }));
    await cache.delete(key);
  }
  return files;
}

/** Types of the files that are in it; they stay. */
export async function sharedFileTypes(box: Box | undefined): Promise<readonly string[]> {
  const cache = await box?.open(boxName).catch(() => undefined);
  const keys = (await cache?.keys())?.filter(({ url }) => url.startsWith(keyOf(filePath))) ?? [];
  return Promise.all(keys.map(async (key) => (await cache?.match(key))?.headers.get('content-type') ?? ''));
}

/** Takes the text out. */
export async function takeSharedText(box: Box | undefined): Promise<SharedText | undefined> {
  const cache = await box?.open(boxName).catch(() => undefined);
  const response = await cache?.match(keyOf(textPath));
  if (cache === undefined || response === undefined) return undefined;
  await cache.delete(keyOf(textPath));
  const value = (await response.json().catch(() => undefined)) as Partial<SharedText> | undefined;
  const read = (name: keyof SharedText): string => (typeof value?.[name] === 'string' ? value[name] : '');
  return { title: read('title'), text: read('text'), url: read('url') };
}
