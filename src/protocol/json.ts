/** JSON as it may appear in a signed document: no null, no floats (bridge-spec section 3). */
export type JsonValue = string | number | boolean | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [member: string]: JsonValue;
}
