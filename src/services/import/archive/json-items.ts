import { JSONParser } from '@streamparser/json';
import { archiveLimits } from './limits.ts';

/** The text is no JSON from here on, or one entry of it is larger than any honest one. */
export class JsonItemsError extends Error {}

/**
 * The entries of `orderedItems`, a few at a time, while the text goes by; nothing else of it is kept. A second `orderedItems` (a bug of
 * some versions of Mastodon) is read like the first. Throws JsonItemsError after the last entry that could be read.
 */
export async function* jsonItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly unknown[]> {
  const parser = new JSONParser({ paths: ['$.orderedItems.*'], keepStack: false });
  let items: unknown[] = [];
  let readBytes = 0;
  let bytesSinceItem = 0;
  parser.onValue = ({ value }) => {
    items.push(value);
    bytesSinceItem = 0;
  };
  for await (const chunk of pieces(chunks)) {
    readBytes += chunk.length;
    bytesSinceItem += chunk.length;
    const failure = written(parser, chunk);
    if (items.length > 0) yield items;
    items = [];
    if (failure !== undefined) throw failure;
    if (bytesSinceItem > archiveLimits.itemBytes) throw new JsonItemsError('an entry is too large');
    if (readBytes > archiveLimits.jsonBytes) throw new JsonItemsError('the file is too large');
    if (parser.isEnded) return;
  }
  if (!parser.isEnded) throw new JsonItemsError('it ends in the middle');
}

function written(parser: JSONParser, chunk: Uint8Array): JsonItemsError | undefined {
  try {
    parser.write(chunk);
    return undefined;
  } catch (error) {
    return new JsonItemsError(error instanceof Error ? error.message.slice(0, 200) : 'no JSON');
  }
}

const pieceBytes = 32 * 1024;

/** Small enough that parsing one does not keep a screen waiting. */
async function* pieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
}
