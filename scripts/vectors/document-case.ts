import type { DocumentKind } from '../../src/protocol/activity-streams/check.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { alice, text } from './sample.ts';
import type { VectorCase } from './vector-file.ts';

/** Verdict on each activity of a page. */
type Verdicts = readonly string[];

/** A document that is what `kind` says. */
export const good = (
  clause: string,
  kind: DocumentKind,
  name: string,
  document: JsonObject,
  activities?: Verdicts,
): VectorCase => ({
  name,
  clause,
  account: alice.did,
  kind,
  valid: true,
  ...(activities !== undefined && { activities }),
  text: text(document),
});

/** A document that must be refused; `reason` is this project's word. */
export const bad = (clause: string, kind: DocumentKind, name: string, reason: string, document: JsonObject): VectorCase => ({
  name,
  clause,
  account: alice.did,
  kind,
  valid: false,
  reason,
  text: text(document),
});
