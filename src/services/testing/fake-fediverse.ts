import type { FediverseWeb, WebError, WebRequest } from '../../protocol/ports/fediverse.ts';
import { err, ok } from '../../protocol/result.ts';

/** What a server says when an address is asked for; `refuse` instead of a body. */
export interface FakeAnswer {
  readonly contentType?: string;
  readonly etag?: string;
  readonly link?: string;
  readonly refuse?: WebError;
  /** Answers only when the test calls `release`. */
  readonly isHeld?: boolean;
}

/** A world of servers without any network: what each address answers is the test's to say. */
export interface FakeFediverse {
  readonly web: FediverseWeb;
  /** Addresses asked so far, with the body where there was one. */
  readonly asked: string[];
  /** Requests under way at once, most. */
  readonly mostAtOnce: number;
  /** Text as it is, anything else as JSON. A function sees the request: for servers that answer by what they are asked. */
  serve(url: string, body: unknown, answer?: FakeAnswer): void;
  remove(url: string): void;
  /** Lets held answers go. */
  release(): void;
}

type Served = { readonly body: unknown; readonly answer: FakeAnswer };

export function createFakeFediverse(): FakeFediverse {
  const pages = new Map<string, Served>();
  const asked: string[] = [];
  let waiting: (() => void)[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;

  async function answer({ url, body, etag }: WebRequest, served: Served | undefined): ReturnType<FediverseWeb['ask']> {
    if (served === undefined) return err({ type: 'refused', status: 404 });
    if (served.answer.isHeld === true) await new Promise<void>((resolve) => waiting.push(resolve));
    const { contentType = 'application/json', link, refuse } = served.answer;
    if (refuse !== undefined) return err(refuse);
    if (etag !== undefined && etag === served.answer.etag)
      return ok({ status: 304, url, contentType, bytes: new Uint8Array(), etag });
    const said: unknown = typeof served.body === 'function' ? served.body(body) : served.body;
    const bytes = new TextEncoder().encode(typeof said === 'string' ? said : JSON.stringify(said));
    return ok({
      status: 200,
      url,
      contentType,
      bytes,
      ...(served.answer.etag && { etag: served.answer.etag }),
      ...(link && { link }),
    });
  }

  return {
    asked,
    get mostAtOnce() {
      return mostAtOnce;
    },
    web: {
      async ask(request, options) {
        asked.push(request.url + (request.body === undefined ? '' : ` ${JSON.stringify(request.body)}`));
        if (options?.signal?.aborted === true) return err({ type: 'aborted' });
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        try {
          return await answer(request, pages.get(request.url));
        } finally {
          atOnce -= 1;
        }
      },
    },
    serve: (url, body, served = {}) => pages.set(url, { body, answer: served }),
    remove: (url) => pages.delete(url),
    release() {
      const held = waiting;
      waiting = [];
      for (const run of held) run();
    },
  };
}
