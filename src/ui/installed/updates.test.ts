import { describe, expect, it } from 'vitest';
import { watchUpdates } from './updates.ts';

class FakeWorker extends EventTarget {
  readonly sent: unknown[] = [];
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  asked = 0;
  async update(): Promise<void> {
    this.asked += 1;
  }
}

function start(options: { readonly controlled?: boolean; readonly mayReload?: boolean; readonly waiting?: boolean } = {}) {
  const registration = new FakeRegistration();
  if (options.waiting === true) registration.waiting = new FakeWorker();
  const container = Object.assign(new EventTarget(), {
    controller: options.controlled === false ? null : new FakeWorker(),
    ready: Promise.resolve(registration),
  });
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const seen = { offers: [] as (() => void)[], replaced: 0, reloads: 0, nowMs: 0 };
  const stop = watchUpdates({
    container: container as unknown as ServiceWorkerContainer,
    document: page as unknown as Document,
    nowMs: () => seen.nowMs,
    offer: (accept) => seen.offers.push(accept),
    replaced: () => (seen.replaced += 1),
    mayReload: () => options.mayReload === true,
    reload: () => (seen.reloads += 1),
  });
  const takeOver = (): void => void container.dispatchEvent(new Event('controllerchange'));
  return { registration, container, page, seen, stop, takeOver };
}

const settled = async (): Promise<void> => {
  await Promise.resolve();
  await Promise.resolve();
};

describe('a newer version', () => {
  it('is offered when it has arrived, and comes in when it is accepted, not before', async () => {
    const { registration, seen, takeOver } = start();
    await settled();
    expect(seen.offers).toHaveLength(0);
    const worker = new FakeWorker();
    registration.installing = worker;
    registration.dispatchEvent(new Event('updatefound'));
    registration.waiting = worker;
    worker.dispatchEvent(new Event('statechange'));
    expect(seen.offers).toHaveLength(1);
    expect([worker.sent, seen.reloads]).toEqual([[], 0]);
    seen.offers[0]?.();
    expect([worker.sent, seen.reloads]).toEqual([['skip-waiting'], 0]);
    takeOver();
    expect([seen.reloads, seen.replaced]).toEqual([1, 0]);
  });

  it('that has waited since the last visit is offered at the start', async () => {
    const { seen } = start({ waiting: true });
    await settled();
    expect(seen.offers).toHaveLength(1);
  });

  it('that another tab brought in is only told of while somebody is at work here', async () => {
    const { seen, takeOver } = start();
    takeOver();
    expect([seen.reloads, seen.replaced]).toEqual([0, 1]);
  });

  it('that another tab brought in is taken where nobody looks and nothing is written', async () => {
    const { seen, takeOver } = start({ mayReload: true });
    takeOver();
    expect([seen.reloads, seen.replaced]).toEqual([1, 0]);
  });

  it('is not what the first worker of a first visit is', async () => {
    const { seen, takeOver } = start({ controlled: false, mayReload: true, waiting: true });
    await settled();
    takeOver();
    expect([seen.offers.length, seen.reloads, seen.replaced]).toEqual([0, 0, 0]);
    takeOver();
    expect(seen.reloads).toBe(1);
  });

  it('is asked for when somebody comes back after an hour, not at every glance', async () => {
    const { registration, page, seen, stop } = start();
    await settled();
    page.dispatchEvent(new Event('visibilitychange'));
    expect(registration.asked).toBe(0);
    seen.nowMs = 3_600_001;
    page.dispatchEvent(new Event('visibilitychange'));
    page.dispatchEvent(new Event('visibilitychange'));
    expect(registration.asked).toBe(1);
    stop();
    seen.nowMs = 10_000_000;
    page.dispatchEvent(new Event('visibilitychange'));
    expect(registration.asked).toBe(1);
  });
});
