/** JSON as other software writes it: nulls, fractions, single values in place of lists. Nobody has checked it. */
export interface LooseObject {
  readonly [member: string]: unknown;
}

export const isLooseObject = (value: unknown): value is LooseObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that is a text, well-formed. */
export function looseText(object: LooseObject, member: string): string | undefined {
  const value = object[member];
  return typeof value === 'string' ? value.toWellFormed() : undefined;
}

/** A member as a list of at most `most`: one value stands for a list of one. */
export function looseList(object: LooseObject, member: string, most: number): readonly unknown[] {
  const value = object[member];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.slice(0, most) : [value];
}

/** The id of what a member names: the id itself, an embedded object, or a list that begins with either. */
export function looseId(object: LooseObject, member: string): string | undefined {
  const [first] = looseList(object, member, 1);
  if (typeof first === 'string') return first;
  return isLooseObject(first) ? looseText(first, 'id') : undefined;
}

/** A whole number from 0 to `most`. */
export function looseCount(object: LooseObject, member: string, most: number): number | undefined {
  const value = object[member];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}
