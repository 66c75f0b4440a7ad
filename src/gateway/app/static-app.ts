import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Answer, etagOf, type GatewayRequest, refuse } from '../http/answer.ts';
import { acceptedEncoding, type Encoding } from '../http/compressor.ts';
import { appHeaders } from './app-headers.ts';

const maxFiles = 2000;
const maxTotalBytes = 100 * 2 ** 20;

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
/** All of the app: 0.2 s and 1.04 MB; 9, the best that is not very slow: 2 s of a small server's processor and 1.03 MB. */
const brotliQuality = 6;
const alreadyCompressed = new Set(['.ico', '.jpg', '.png', '.webp', '.woff2']);

export interface StaticApp {
  /** Answers `/` and the files of the build; 404 for the rest (the app routes behind `#`). */
  handle(request: GatewayRequest): Promise<Answer>;
  /** Whether `path` is one of its files. */
  has(path: string): boolean;
}

interface AppFile {
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly compressible: boolean;
  readonly encoded: Map<Encoding, Promise<Uint8Array>>;
}

/** Reads the built app into memory: names in requests never become names of files. Throws when `directory` cannot be read. */
export async function loadStaticApp(directory: string): Promise<StaticApp> {
  const files = new Map<string, AppFile>();
  let totalBytes = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === '_headers' || entry.name.startsWith('.')) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(directory.length).replaceAll('\\', '/').replace(/^\/*/, '/');
    const bytes = await readFile(file);
    totalBytes += bytes.length;
    if (files.size >= maxFiles || totalBytes > maxTotalBytes) throw new Error(`${directory} is too large for an app`);
    files.set(path, appFile(path, bytes));
  }
  void warmUp(files.values());
  const find = (path: string): AppFile | undefined => files.get(path === '/' ? '/index.html' : path);
  return {
    has: (path) => find(path) !== undefined,
    async handle(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD' });
      const file = find(request.url.pathname);
      if (file === undefined) return refuse(404, 'Not found');
      const encoding = file.compressible ? acceptedEncoding(request.headers['accept-encoding']) : undefined;
      if (encoding === undefined) return { status: 200, headers: file.headers, body: file.bytes, etag: file.etag };
      return {
        status: 200,
        headers: { ...file.headers, 'Content-Encoding': encoding },
        body: await encode(file, encoding),
        etag: file.etag,
        etagSuffix: encoding,
      };
    },
  };
}

function appFile(path: string, bytes: Uint8Array): AppFile {
  const extension = extname(path);
  const compressible = !alreadyCompressed.has(extension) && bytes.length >= 512;
  return {
    bytes,
    etag: etagOf(bytes),
    compressible,
    encoded: new Map(),
    headers: {
      ...appHeaders,
      'Content-Type': contentTypes[extension] ?? 'application/octet-stream',
      // The build puts a hash into the name of everything below assets/.
      'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(compressible ? { Vary: 'Accept-Encoding' } : {}),
    },
  };
}

function encode(file: AppFile, encoding: Encoding): Promise<Uint8Array> {
  const known = file.encoded.get(encoding);
  if (known !== undefined) return known;
  const encoded: Promise<Uint8Array> =
    encoding === 'gzip'
      ? promisify(gzip)(file.bytes, { level: 9 })
      : promisify(brotliCompress)(file.bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.length },
        });
  file.encoded.set(encoding, encoded);
  return encoded;
}

/** One after the other, so that the first visitor does not wait for all. */
async function warmUp(files: Iterable<AppFile>): Promise<void> {
  for (const file of files) if (file.compressible) await encode(file, 'br');
}
