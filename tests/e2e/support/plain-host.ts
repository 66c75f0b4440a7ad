import { createHash } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

export interface PlainHost {
  readonly port: number;
  /** What is on the host, by path without leading slash. Replaced as a whole by an upload. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Paths asked for so far, with the query. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface PlainHostOptions {
  /** With a certificate the host speaks https. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Heeds the `_headers` file among the files, as Netlify and Cloudflare Pages do; else it sends nothing but a type by name. */
  readonly headersFile: boolean;
}

/** What any static host knows. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  svg: 'image/svg+xml',
  xml: 'text/xml',
  json: 'application/json',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
};

/** A static web host that knows nothing of accounts: files, index pages, ETag, conditional requests. Listens on loopback. */
export async function startPlainHost(options: PlainHostOptions): Promise<PlainHost> {
  const asked: string[] = [];
  let rules: readonly HeaderRule[] = [];
  let files: ReadonlyMap<string, Uint8Array> = new Map();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    asked.push(request.url ?? '/');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://host.invalid');
    const path = decodeURIComponent(pathname).replace(/^\//, '');
    const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    const bytes = files.get(name);
    for (const [header, value] of rules.filter((rule) => rule.matches(pathname)).flatMap((rule) => rule.headers))
      response.setHeader(header, value);
    if (bytes === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end(files.get('404.html') ?? '<h1>Not found</h1>');
      return;
    }
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
    response.setHeader('ETag', etag);
    if (!response.hasHeader('Content-Type'))
      response.setHeader('Content-Type', types[/\.(\w+)$/.exec(name)?.[1] ?? ''] ?? 'application/octet-stream');
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { 'Content-Length': bytes.length }).end(request.method === 'HEAD' ? undefined : bytes);
  }

  const server: Server = options.tls === undefined ? createHttpServer(answer) : createHttpsServer(options.tls, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the host has no port');
  return {
    port: address.port,
    asked,
    get files() {
      return files;
    },
    set files(next) {
      files = next;
      rules = options.headersFile ? parseHeadersFile(new TextDecoder().decode(next.get('_headers'))) : [];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface HeaderRule {
  matches(pathname: string): boolean;
  readonly headers: (readonly [string, string])[];
}

/** The format of Netlify and Cloudflare Pages: a path, `*` for the rest of it, and below it indented headers. */
function parseHeadersFile(text: string): HeaderRule[] {
  const found: HeaderRule[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const header = /^\s+([\w-]+):\s*(.*)$/.exec(line);
    if (header === null) {
      const path = line.trim();
      const matches = (pathname: string): boolean =>
        path.endsWith('*') ? pathname.startsWith(path.slice(0, -1)) : pathname === path;
      found.push({ matches, headers: [] });
    } else {
      found.at(-1)?.headers.push([header[1] ?? '', header[2] ?? '']);
    }
  }
  return found;
}
