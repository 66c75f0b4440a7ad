import type { Timers } from './timers.ts';

/** The part of BroadcastChannel that is used: everything posted reaches all others, never the sender. */
export interface TabChannel {
  postMessage(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  close(): void;
}

/** A command that only the tab with the network can run; arguments and results are plain, cloneable values. */
export type TabCommand = (argument: unknown) => Promise<unknown>;

type Message =
  | { readonly type: 'request'; readonly id: string; readonly command: string; readonly argument: unknown }
  | { readonly type: 'answer'; readonly id: string; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: string; readonly reason: string }
  /** A tab has just become the leader. */
  | { readonly type: 'leading' }
  | { readonly type: 'state'; readonly state: unknown }
  /** A tab has just come and wants to know the state. */
  | { readonly type: 'hello' };

export interface Tabs {
  /**
   * Runs a command in whichever tab leads. Without a leader it waits for the next one; when the leader dies the request is
   * repeated once. Undefined when nobody answered within `timeoutMs`. Rejects when the command threw.
   */
  call(command: string, argument: unknown, timeoutMs: number): Promise<unknown>;
  /** From now on this tab answers; returns a function that ends it. */
  lead(commands: Readonly<Record<string, TabCommand>>): () => void;
  /** What the leader shows in all tabs; only the leader calls it. */
  publishState(state: unknown): void;
  close(): void;
}

interface Pending {
  readonly command: string;
  readonly argument: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
  repeated: boolean;
}

/** Messages between the tabs of one account. */
export function createTabs(parts: {
  readonly channel: TabChannel;
  readonly timers: Timers;
  /** Unique among tabs and requests. */
  newId(): string;
  onState(state: unknown): void;
}): Tabs {
  const { channel, timers } = parts;
  const pending = new Map<string, Pending>();
  let commands: Readonly<Record<string, TabCommand>> | undefined;
  let state: unknown;

  let closed = false;
  const post = (message: Message): void => {
    // A closed channel throws; what was under way when it was closed is nobody's business any more.
    if (!closed) channel.postMessage(message);
  };
  const ask = (id: string, request: Pending): void => {
    if (commands === undefined) post({ type: 'request', id, command: request.command, argument: request.argument });
    else void run(commands, request.command, request.argument).then(request.resolve, request.reject);
  };
  const repeatPending = (): void => {
    for (const [id, request] of pending) {
      if (request.repeated) continue;
      request.repeated = true;
      ask(id, request);
    }
  };

  async function answer(id: string, command: string, argument: unknown): Promise<void> {
    if (commands === undefined) return;
    try {
      post({ type: 'answer', id, value: await run(commands, command, argument) });
    } catch (error) {
      post({ type: 'failed', id, reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  channel.listen((message) => {
    if (!isMessage(message)) return;
    switch (message.type) {
      case 'request':
        void answer(message.id, message.command, message.argument);
        break;
      case 'answer':
        pending.get(message.id)?.resolve(message.value);
        break;
      case 'failed':
        pending.get(message.id)?.reject(new Error(message.reason));
        break;
      case 'leading':
        repeatPending();
        break;
      case 'state':
        parts.onState(message.state);
        break;
      case 'hello':
        if (commands !== undefined && state !== undefined) post({ type: 'state', state });
        break;
    }
  });
  post({ type: 'hello' });

  return {
    async call(command, argument, timeoutMs) {
      const id = parts.newId();
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const request: Pending = { command, argument, resolve, reject, repeated: false };
      pending.set(id, request);
      const cancel = timers.after(timeoutMs, () => resolve(undefined));
      ask(id, request);
      return promise.finally(() => {
        cancel();
        pending.delete(id);
      });
    },
    lead(available) {
      commands = available;
      post({ type: 'leading' });
      repeatPending();
      return () => {
        commands = undefined;
        state = undefined;
      };
    },
    publishState(next) {
      state = next;
      parts.onState(next);
      post({ type: 'state', state: next });
    },
    close() {
      closed = true;
      for (const request of pending.values()) request.resolve(undefined);
      channel.close();
    },
  };
}

async function run(commands: Readonly<Record<string, TabCommand>>, name: string, argument: unknown): Promise<unknown> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new Error(`no command ${name}`);
  return command(argument);
}

/** Tabs of two versions of the app may be open at once: what is not understood is left alone. */
function isMessage(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string';
}
