import { urlToAsk } from '../../protocol/identity/host-to-ask.ts';
import type { FediverseWeb, WebAnswer, WebError, WebRequest } from '../../protocol/ports/fediverse.ts';
import { err, type Result } from '../../protocol/result.ts';
import { type Environment, plainEnvironment } from '../environment.ts';
import type { GatewayTokens } from '../gateways/gateway-tokens.ts';
import { askDirectly } from './ask-directly.ts';
import { createHostMemory, type HostState, kindOfAddress, remember } from './host-memory.ts';
import { createHostTurns, type Lane, type LaneRoom, type Turn } from './host-turns.ts';
import { createGatewayFetch } from './through-gateway.ts';

export interface FediverseWebOptions {
  /** Origin and path that the app was loaded from. */
  readonly appBase: string;
  /** Origins of one's own gateways, for what the browser is not allowed to read. */
  gateways(): readonly string[];
  /** The same as the gateway client's: it learns the passes. */
  readonly tokens: GatewayTokens;
  nowMs(): number;
  readonly timers: { after(delayMs: number, run: () => void): () => void };
  readonly environment?: Environment;
  readonly fetch?: typeof fetch;
}

const lanes: Readonly<Record<Lane, LaneRoom>> = {
  lookup: { most: 6, mostSlow: 6 },
  import: { most: 12, mostSlow: 24 },
  // For a phone's connection: 4 in all, slow or not.
  refresh: { most: 4, mostSlow: 0 },
};
const perHost = 2;
const mostWaiting = 20_000;
const timeoutMs = 15_000;
/** From then on a question counts as slow. */
const slowMs = 3_000;
/** How long a question waits for a server that asked for a pause; longer pauses are told. */
const patienceMs: Readonly<Record<Lane, number>> = { lookup: 3_000, import: 10_000, refresh: 0 };
const failuresUntilDead = 2;
const firstDeadMs = 2 * 60_000;
const longestDeadMs = 60 * 60_000;

/** `FediverseWeb` over `fetch`, and one's own gateways where the browser is not allowed to read (CORS). */
export function createFediverseWeb(options: FediverseWebOptions): FediverseWeb {
  const { appBase, timers, nowMs, environment = plainEnvironment, fetch } = options;
  const hosts = createHostMemory();
  const gateway = createGatewayFetch({ gateways: options.gateways, tokens: options.tokens, nowMs, fetch });
  const turns = createHostTurns({
    lanes,
    perHost,
    mostWaiting,
    isOpen: (origin) => hosts.of(origin).pausedUntilMs <= nowMs(),
  });
  environment.onChange(() => {
    if (environment.isOnline()) hosts.forgetDead();
  });

  /** Why this host is not asked now; undefined: it is, or soon enough. Who looks somebody up may try one that was dead. */
  const refusal = (state: HostState, lane: Lane): WebError | undefined => {
    if (state.deadUntilMs > nowMs() && lane !== 'lookup') return { type: 'unreachable', reason: 'did not answer a moment ago' };
    const pauseMs = state.pausedUntilMs - nowMs();
    return pauseMs > patienceMs[lane] ? { type: 'refused', status: 429, retryAfterMs: pauseMs } : undefined;
  };

  const pause = (origin: string, state: HostState, delayMs: number): void => {
    state.pausedUntilMs = Math.max(state.pausedUntilMs, nowMs() + delayMs);
    turns.dismiss(origin, (lane) => refusal(state, lane));
    goOnAfter(state);
  };

  /** A timer may come before its time by the clock, and would then find the server still paused. */
  const goOnAfter = (state: HostState): void => {
    const leftMs = state.pausedUntilMs - nowMs();
    if (leftMs <= 0) turns.pump();
    else timers.after(leftMs, () => goOnAfter(state));
  };

  const countFailure = (origin: string, state: HostState): void => {
    if (!environment.isOnline()) return;
    state.failures += 1;
    if (state.failures < failuresUntilDead) return;
    const deadMs = Math.min(firstDeadMs * 2 ** Math.min(state.failures - failuresUntilDead, 10), longestDeadMs);
    state.deadUntilMs = nowMs() + deadMs;
    turns.dismiss(origin, (lane) => refusal(state, lane));
  };

  const learn = (origin: string, kind: string, answer: Result<WebAnswer, WebError>): void => {
    const state = hosts.of(origin);
    if (answer.ok) {
      state.failures = 0;
      state.deadUntilMs = 0;
      return;
    }
    const { error } = answer;
    if (error.type === 'timed-out') countFailure(origin, state);
    // A browser says the same of a closed door and of an answer that it must not show: it was the latter if the host is known to answer
    // and this kind of address never did.
    if (error.type === 'unreachable' && (state.answered.size === 0 || state.answered.has(kind))) countFailure(origin, state);
    if (error.type !== 'refused') return;
    if (isDown(error.status)) countFailure(origin, state);
    else state.failures = 0;
    if (error.retryAfterMs !== undefined) pause(origin, state, error.retryAfterMs);
  };

  const askNow = async (request: WebRequest, url: URL, signal: AbortSignal | undefined): Promise<Result<WebAnswer, WebError>> => {
    const state = hosts.of(url.origin);
    const kind = kindOfAddress(url);
    const mayUseGateway = request.allowGateway && request.body === undefined && gateway.isThere();
    if (mayUseGateway && state.needsGateway.has(kind)) {
      const answer = await gateway.ask(request, { signal });
      if (answer !== undefined) return answer;
    }
    const direct = await askDirectly(request, { appBase, timeoutMs, nowMs, signal, fetch });
    if (direct.ok || direct.error.type === 'refused') {
      remember(state.answered, kind);
      return direct;
    }
    if (!mayUseGateway || direct.error.type !== 'unreachable' || state.needsGateway.has(kind)) return direct;
    const answer = await gateway.ask(request, { signal });
    if (answer === undefined || (!answer.ok && answer.error.type === 'not-allowed')) return direct;
    if (answer.ok || answer.error.type === 'refused') remember(state.needsGateway, kind);
    return answer;
  };

  const ask = async (request: WebRequest, url: URL, signal: AbortSignal | undefined): Promise<Result<WebAnswer, WebError>> => {
    const refused = refusal(hosts.of(url.origin), request.lane);
    if (refused !== undefined) return err(refused);
    const turn = await turns.wait(request.lane, url.origin, signal);
    if (!turn.ok) return turn;
    const answer = await runTurn(turn.value, () => askNow(request, url, signal));
    learn(url.origin, kindOfAddress(url), answer);
    turn.value.done();
    return answer;
  };

  const runTurn = async <T>(turn: Turn, task: () => Promise<T>): Promise<T> => {
    const stop = timers.after(slowMs, turn.slow);
    try {
      return await task();
    } catch (error) {
      turn.done();
      throw error;
    } finally {
      stop();
    }
  };

  return {
    async ask(request, { signal } = {}) {
      const url = urlToAsk(request.url, appBase);
      if (url === undefined) return err({ type: 'not-allowed' });
      if (signal?.aborted === true) return err({ type: 'aborted' });
      const answer = await ask({ ...request, url: url.href }, url, signal);
      const waits = answer.ok || answer.error.type !== 'refused' ? 0 : (answer.error.retryAfterMs ?? 0);
      // Once more after a short pause; `ask` says no by itself when it is a long one.
      return waits > 0 && waits <= patienceMs[request.lane] ? ask({ ...request, url: url.href }, url, signal) : answer;
    },
  };
}

/** The server before the server has nobody behind it (RFC 9110 section 15.6; 52x are Cloudflare's). */
const isDown = (status: number): boolean => status === 502 || status === 504 || (status >= 520 && status <= 530);
