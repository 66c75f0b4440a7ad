// A static host as plain as the one that the peers were measured with: files from folders, gzip -9, nothing else.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};
const compressed = new Set(['.css', '.html', '.js', '.json', '.svg', '.webmanifest']);

export interface Served {
  readonly path: string;
  /** On the wire, headers not counted. */
  readonly bytes: number;
  /** What the browser wants it for (Sec-Fetch-Dest); `empty` for what a service worker stores. */
  readonly wantedAs: string;
}

export interface StaticServer {
  readonly origin: string;
  /** What has been answered since it was emptied. */
  readonly log: Served[];
  close(): void;
}

/** `folders`: first part of the path -> folder; `''` is the root. */
export async function startStaticServer(folders: Readonly<Record<string, string>>): Promise<StaticServer> {
  const cache = new Map<string, { readonly body: Uint8Array; readonly gzipped: boolean; readonly type: string }>();
  const log: Served[] = [];
  const find = (path: string): string | undefined => {
    const first = path.split('/')[1] ?? '';
    const mounted = first !== '' && folders[first] !== undefined;
    const rest = mounted ? path.slice(first.length + 1) : path;
    const file = join(folders[mounted ? first : ''] ?? '', normalize(rest.endsWith('/') ? `${rest}index.html` : rest));
    return existsSync(file) && statSync(file).isFile() ? file : undefined;
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = find(path);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    let entry = cache.get(file);
    if (entry === undefined) {
      const extension = extname(file);
      const gzipped = compressed.has(extension);
      const bytes = readFileSync(file);
      entry = {
        body: gzipped ? gzipSync(bytes, { level: 9 }) : bytes,
        gzipped,
        type: types[extension] ?? 'application/octet-stream',
      };
      cache.set(file, entry);
    }
    log.push({ path, bytes: entry.body.length, wantedAs: String(request.headers['sec-fetch-dest']) });
    response.writeHead(200, {
      'Content-Type': entry.type,
      'Content-Length': entry.body.length,
      'Cache-Control': path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(entry.gzipped ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(entry.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    log,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
