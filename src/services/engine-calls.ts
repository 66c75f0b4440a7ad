import type { PollenApp } from './app-api.ts';
import type { Engine } from './engine-api.ts';

/** What screens ask and the engine alone answers. */
const calls = [
  'attach',
  'undoPost',
  'deletePost',
  'setLike',
  'setBoost',
  'loadOlder',
  'refresh',
  'recovery',
  'succession',
  'restoreProgress',
  'lookForOutbox',
  'hosting',
  'website',
  'collections',
  'reading',
  'files',
  'linked',
  'devices',
  'addresses',
  'polls',
  'checkAccount',
] as const satisfies readonly (keyof Engine & keyof PollenApp)[];

type EngineCalls = {
  readonly [Call in (typeof calls)[number]]: (...request: Parameters<Engine[Call]>) => Promise<Awaited<ReturnType<Engine[Call]>>>;
};

/** Passes these calls on as they are, once the engine is there. */
export const engineCalls = (load: () => Promise<Engine>): EngineCalls =>
  Object.fromEntries(
    calls.map((call) => [
      call,
      async (...request: readonly unknown[]): Promise<unknown> => {
        const engine = await load();
        return Reflect.apply(engine[call], engine, request);
      },
    ]),
  ) as unknown as EngineCalls;
