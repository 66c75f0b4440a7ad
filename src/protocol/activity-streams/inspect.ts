import * as z from 'zod/mini';
import type { Did } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { activitySchema } from './activity.ts';
import { actorSchema, actorTypes } from './actor.ts';
import type { CheckError, Checked, DocumentKind, DocumentKinds } from './checked.ts';
import * as rules from './check-rules.ts';
import { collectionSchema, outboxSchema, pageSchema } from './collection.ts';
import { objectTypes, postSchema, tombstoneSchema } from './object.ts';

const objectSchema = z.discriminatedUnion('type', [postSchema, tombstoneSchema]);

interface Rule<Value> {
  readonly schema: z.ZodMiniType<Value>;
  readonly place: (value: Value, account: Did) => rules.PlacementProblem;
}

const rulesByKind: { readonly [Kind in DocumentKind]: Rule<DocumentKinds[Kind]> } = {
  actor: { schema: actorSchema, place: rules.placeOfActor },
  outbox: { schema: outboxSchema, place: rules.placeOfOutbox },
  page: { schema: pageSchema, place: rules.placeOfPage },
  collection: { schema: collectionSchema, place: rules.placeOfCollection },
  activity: { schema: activitySchema, place: rules.placeOfActivity },
  object: { schema: objectSchema, place: rules.placeOfObject },
};

const activityTypes = new Set<unknown>(activitySchema.def.options.map((option) => [...option.shape.type.def.values][0]));
const postTypes = new Set<unknown>([...objectTypes, 'Tombstone']);
const personTypes = new Set<unknown>(actorTypes);

/** Shape, owner and place of a document of a kind; not its proof. */
export function inspect<Kind extends DocumentKind>(
  document: JsonObject,
  account: Did,
  kind: Kind,
): Result<Checked<Kind>, CheckError> {
  const rule: Rule<DocumentKinds[Kind]> = rulesByKind[kind];
  // Validating without copying; what is wrong is worked out only when something is.
  if (!z.validate(rule.schema, document)) return err({ type: 'bad-schema', detail: firstIssue(rule.schema, document) });
  // No schema transforms anything, so the document itself has the schema's type.
  const value = document as unknown as DocumentKinds[Kind];
  const problem = rule.place(value, account);
  return problem === undefined ? ok({ kind, document, value }) : err(problem);
}

/** What a document claims to be, by its `type`. An OrderedCollection with a `first` page is an outbox. */
export function kindOf(document: JsonObject): DocumentKind | undefined {
  const { type } = document;
  if (postTypes.has(type)) return 'object';
  if (activityTypes.has(type)) return 'activity';
  if (personTypes.has(type)) return 'actor';
  if (type === 'OrderedCollectionPage') return 'page';
  if (type === 'OrderedCollection') return document['first'] === undefined ? 'collection' : 'outbox';
  return undefined;
}

function firstIssue(schema: z.ZodMiniType, document: JsonObject): string {
  const [issue] = z.safeParse(schema, document).error?.issues ?? [];
  if (issue === undefined) return 'unexpected shape';
  return `${issue.path.slice(0, 8).join('.').slice(0, 200) || 'document'}: ${issue.message.slice(0, 200)}`;
}
