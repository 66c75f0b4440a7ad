import type { Did } from '../../protocol/brand.ts';

export const successionKeyPrefix = 'succession:';

/** Where the store `values` has what is remembered of an account's successor. */
export const successionValueKey = (did: Did): string => successionKeyPrefix + did;
