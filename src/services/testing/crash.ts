/** Thrown in place of everything that a killed process would still have done. */
export class CrashError extends Error {}

export interface CrashPlan {
  /** Calls so far. */
  count: number;
  /** The call at which everything ends. */
  readonly at: number;
  /** `before`: the call has no effect. `after`: it has, but nobody learns of it. */
  readonly when: 'before' | 'after';
}

const synchronous = new Set([
  'tell',
  'status',
  'holders',
  'watch',
  'unwatch',
  'hold',
  'onStatus',
  'onHead',
  'onLetter',
  'onChange',
  'sources',
  'close',
]);

/** The same object, dead from a planned call on. Only asynchronous methods count; nested objects named in `nested` too. */
export function crashing<T extends object>(target: T, plan: CrashPlan, nested: readonly string[] = []): T {
  return new Proxy(target, {
    get(object, member) {
      const value: unknown = Reflect.get(object, member);
      if (typeof value === 'object' && value !== null && nested.includes(String(member))) return crashing(value, plan);
      if (typeof value !== 'function' || synchronous.has(String(member))) return value;
      return async (...args: unknown[]): Promise<unknown> => {
        if (plan.count >= plan.at) throw new CrashError('dead');
        plan.count += 1;
        const last = plan.count === plan.at;
        if (last && plan.when === 'before') throw new CrashError('killed before');
        const result: unknown = await Reflect.apply(value, object, args);
        if (last) throw new CrashError('killed after');
        return result;
      };
    },
  });
}
