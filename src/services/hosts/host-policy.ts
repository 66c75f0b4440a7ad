import type { ObjectId } from '../../protocol/brand.ts';

/** Under which a host is blocked: its origin. Also of one of its people, who are blocked with it. */
export const originOf = (id: string): ObjectId => (URL.canParse(id) ? new URL(id).origin : id) as ObjectId;
