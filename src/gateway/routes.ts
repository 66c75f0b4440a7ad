import type { GatewayRequest, Answer } from './http/answer.ts';
import { json, redirect, refuse } from './http/answer.ts';
import { forEverybody, forTrustedOrigin, preflight } from './http/cors.ts';
import type { WriteGuard } from './http/write-guard.ts';
import type { IpnsName } from '../protocol/brand.ts';
import type { Card } from './card.ts';
import type { StaticApp } from './app/static-app.ts';

interface Endpoint {
  handle(request: GatewayRequest): Promise<Answer>;
}

export interface Routes {
  readonly guard: WriteGuard;
  readonly app: StaticApp | undefined;
  readonly content: { handle(request: GatewayRequest, name?: IpnsName): Promise<Answer> };
  readonly apgateway: Endpoint;
  readonly website: Endpoint;
  readonly routing: Endpoint;
  readonly hosting: Endpoint;
  readonly responses: Endpoint;
  readonly hosts: Endpoint;
  readonly successor: Endpoint;
  /** Absent: this gateway reads nothing for anybody. */
  readonly fetch: Endpoint | undefined;
  card(request: GatewayRequest): Card;
}

/** Which endpoint answers what, and to whom (docs/guides/gateway.md). */
export function createRouter(routes: Routes): (request: GatewayRequest) => Promise<Answer> {
  const { guard } = routes;

  /** Everybody reads; trusted pages with the token write. */
  const guarded = async (request: GatewayRequest, endpoint: Endpoint, isForServers = false): Promise<Answer> => {
    if (request.method === 'GET' || request.method === 'HEAD') return forEverybody(await endpoint.handle(request));
    const refusal = isForServers ? guard.serverRefusal(request) : guard.refusal(request);
    return forTrustedOrigin(request, refusal ?? (await endpoint.handle(request)));
  };

  const card = (request: GatewayRequest): Answer => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Read only', { Allow: 'GET, HEAD' });
    if (request.headers.origin !== undefined && request.trustedOrigin === undefined) {
      return refuse(403, 'Not for pages of this origin. See --allow-origin.');
    }
    return forTrustedOrigin(request, json(routes.card(request)));
  };

  const appOrNothing = async (request: GatewayRequest): Promise<Answer> => {
    const { app } = routes;
    if (app === undefined) {
      const isHome = request.url.pathname === '/';
      return isHome ? { ...refuse(200, 'A Pollen gateway. It serves no app here.') } : refuse(404, 'Not found');
    }
    if (request.host.kind === 'app') return app.handle(request);
    // One account, one origin: the app's home is `localhost`, and 127.0.0.1 is where strangers' files are.
    const { url } = request;
    return app.has(url.pathname)
      ? redirect(307, `http://localhost:${url.port || 80}${url.pathname}${url.search}`)
      : refuse(404, 'Not found');
  };

  return async (request) => {
    const path = request.url.pathname;
    if (request.method === 'OPTIONS') return preflight(request);
    if (request.host.kind === 'account') return routes.content.handle(request, request.host.name);
    if (path === '/pollen/gateway.json') return card(request);
    if (path === '/pollen/hosting') return guarded(request, routes.hosting);
    if (path === '/pollen/responses') return guarded(request, routes.responses);
    // Servers announce themselves; they have no origin and no token (bridge-spec section 13.2).
    if (path === '/pollen/hosts') return guarded(request, routes.hosts, true);
    // Whoever goes on for an account may have no gateway's token; the statement proves itself (section 13.4).
    if (path === '/pollen/successor') return guarded(request, routes.successor, true);
    if (path === '/pollen/fetch' && routes.fetch !== undefined) return guarded(request, routes.fetch);
    if (path.startsWith('/routing/v1/')) return guarded(request, routes.routing);
    if (path.startsWith('/ipfs/') || path.startsWith('/ipns/')) return routes.content.handle(request);
    if (path.startsWith('/.well-known/apgateway/')) return routes.apgateway.handle(request);
    if (path.startsWith('/@')) return routes.website.handle(request);
    if (path.startsWith('/pollen/') || path.startsWith('/.well-known/')) return refuse(404, 'Not found');
    return appOrNothing(request);
  };
}
