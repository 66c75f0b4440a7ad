import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const password = 'Correct-horse-9-battery';
const outOfBand = 'urn:ietf:wg:oauth:2.0:oob';
const startTimeoutMs = 120_000;

export interface GoToSocial {
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** `localhost:<port>` */
  readonly host: string;
  /** Makes an account whose public posts anybody may read as a feed, and signs in. */
  addPerson(username: string, name: string): Promise<GoToSocialPerson>;
  stop(): Promise<void>;
}

export interface GoToSocialPerson {
  /** Returns the post's web address. */
  post(text: string, visibility?: 'public' | 'private'): Promise<string>;
}

/** Runs a real GoToSocial, `program` with its `web` folder beside it as releases have it, on a free port with a database of its own. */
export async function startGoToSocial(program: string): Promise<GoToSocial> {
  const folder = await mkdtemp(join(tmpdir(), 'pollen-gotosocial-'));
  const port = await freePort();
  const host = `localhost:${port}`;
  const origin = `http://${host}`;
  const environment = {
    ...process.env,
    GTS_HOST: host,
    GTS_PROTOCOL: 'http',
    GTS_BIND_ADDRESS: '127.0.0.1',
    GTS_PORT: String(port),
    GTS_DB_TYPE: 'sqlite',
    GTS_DB_ADDRESS: join(folder, 'sqlite.db'),
    GTS_STORAGE_LOCAL_BASE_PATH: join(folder, 'storage'),
    GTS_WEB_TEMPLATE_BASE_DIR: join(dirname(program), 'web/template'),
    GTS_WEB_ASSET_BASE_DIR: join(dirname(program), 'web/assets'),
    GTS_LETSENCRYPT_ENABLED: 'false',
    GTS_LOG_LEVEL: 'warn',
    GTS_ADVANCED_RATE_LIMIT_REQUESTS: '0',
  };
  let output = '';
  const child: ChildProcess = spawn(program, ['server', 'start'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  await waitUntilUp(`${origin}/nodeinfo/2.0`, child, () => output);

  async function signIn(username: string): Promise<string> {
    const email = `${username}@example.org`;
    await run(program, ['admin', 'account', 'create', '--username', username, '--email', email, '--password', password], {
      env: environment,
    });
    await run(program, ['admin', 'account', 'confirm', '--username', username], { env: environment });
    const app = await json(`${origin}/api/v1/apps`, {
      client_name: 'interop',
      redirect_uris: outOfBand,
      scopes: 'read write',
    });
    const visit = browse(origin);
    const query = new URLSearchParams({
      client_id: String(app['client_id']),
      redirect_uri: outOfBand,
      response_type: 'code',
      scope: 'read write',
    });
    await visit(`/oauth/authorize?${query}`);
    await visit('/auth/sign_in', { username: email, password });
    await visit(`/oauth/authorize?${query}`);
    const code = /code=([\w-]+)/.exec(await visit('/oauth/authorize', {}))?.[1];
    if (code === undefined) throw new Error(`no code for ${username}:\n${output}`);
    const token = await json(`${origin}/oauth/token`, {
      client_id: app['client_id'],
      client_secret: app['client_secret'],
      redirect_uri: outOfBand,
      grant_type: 'authorization_code',
      code,
    });
    return String(token['access_token']);
  }

  return {
    origin,
    host,
    async addPerson(username, name) {
      const token = await signIn(username);
      await json(`${origin}/api/v1/accounts/update_credentials`, { display_name: name, enable_rss: true }, token, 'PATCH');
      return {
        async post(text, visibility = 'public') {
          return String((await json(`${origin}/api/v1/statuses`, { status: text, visibility }, token))['url']);
        },
      };
    },
    async stop() {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function json(url: string, body: object, token?: string, method = 'POST'): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

/** Goes from page to page as a browser would, with cookies; returns the address it ends at and what stands there. */
function browse(origin: string): (path: string, form?: Record<string, string>) => Promise<string> {
  const cookies = new Map<string, string>();
  return async (path, form) => {
    let url = new URL(path, origin);
    let body = form === undefined ? undefined : new URLSearchParams(form);
    for (let hop = 0; hop < 5; hop += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(url, { ...(body && { method: 'POST', body }), headers: { cookie }, redirect: 'manual' });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) return `${url.href}\n${await answer.text()}`;
      if (!URL.canParse(location, origin) || location.startsWith('urn:')) return location;
      url = new URL(location, url);
      body = undefined;
    }
    throw new Error(`redirected in circles at ${path}`);
  };
}

async function waitUntilUp(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const untilMs = Date.now() + startTimeoutMs;
  while (Date.now() < untilMs) {
    if (child.exitCode !== null) throw new Error(`GoToSocial ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`GoToSocial did not come up:\n${output()}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
