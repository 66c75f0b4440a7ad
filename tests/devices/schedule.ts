import fc from 'fast-check';

/** What somebody, or the world, does to one of the devices. `nth` picks among what there is. */
export type Action =
  | { readonly do: 'post' | 'edit' | 'delete' | 'like' | 'follow' | 'unfollow' | 'block' | 'unblock'; readonly nth: number }
  | { readonly do: 'list' | 'unlist' | 'member' | 'bookmark' | 'unbookmark' | 'setting'; readonly nth: number }
  | { readonly do: 'read' | 'offline' | 'online' | 'publish' | 'restart'; readonly nth: number }
  /** Publishes after having heard of an older head only. */
  | { readonly do: 'stale'; readonly nth: number }
  /** Publishes, and is killed at the `nth` call. */
  | { readonly do: 'crash'; readonly nth: number; readonly when: 'before' | 'after' }
  /** All devices publish at once. */
  | { readonly do: 'together'; readonly nth: number }
  | { readonly do: 'wait'; readonly nth: number };

export interface Step {
  readonly device: number;
  readonly action: Action;
}

export interface Schedule {
  readonly devices: 2 | 3;
  /** How far each clock is off, ms. */
  readonly clocks: readonly number[];
  readonly steps: readonly Step[];
}

const yearMs = 365 * 86_400_000;
const clock = fc.constantFrom(0, 0, 0, 5_000, -90_000, 3 * yearMs, -4 * yearMs);
const nth = fc.nat({ max: 5 });
const simple = (weight: number, ...names: readonly Exclude<Action['do'], 'crash'>[]) => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...names), nth }) as fc.Arbitrary<Action>,
});

const action: fc.Arbitrary<Action> = fc.oneof(
  simple(6, 'post', 'post', 'edit', 'delete'),
  simple(6, 'follow', 'unfollow', 'block', 'unblock', 'list', 'unlist', 'member', 'bookmark', 'unbookmark', 'setting'),
  simple(1, 'like', 'read'),
  simple(4, 'publish'),
  simple(2, 'offline', 'online', 'wait', 'restart'),
  simple(1, 'stale', 'together'),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      nth: fc.nat({ max: 90 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
);

/** Schedules of two or three devices. */
export const schedules = (longest: number): fc.Arbitrary<Schedule> =>
  fc.record({
    devices: fc.constantFrom(2 as const, 2 as const, 3 as const),
    clocks: fc.tuple(clock, clock, clock),
    steps: fc.array(fc.record({ device: fc.nat({ max: 2 }), action }), { minLength: 2, maxLength: longest }),
  });
