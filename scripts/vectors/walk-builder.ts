import { buildActor } from '../../src/protocol/activity-streams/build-actor.ts';
import { buildOutbox, buildPage } from '../../src/protocol/activity-streams/build-collection.ts';
import { accountPaths, pagePath } from '../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { alice, at, sign, text } from './sample.ts';
import type { FileChanges, VectorCase } from './vector-file.ts';

const paths = accountPaths(alice.did);

/** What a host has at one moment: pages of activities, oldest page first, each oldest activity first. */
export interface Shelf {
  readonly pages: readonly (readonly JsonObject[])[];
  /** Second of the outbox; default: as many as there are activities. */
  readonly updated?: number;
}

/** Outbox, actor and pages as files. */
export async function filesOfShelf({ pages, updated }: Shelf): Promise<Record<string, string>> {
  const totalItems = pages.flat().length;
  const unsigned = buildOutbox({
    did: alice.did,
    totalItems,
    newestPage: Math.max(0, pages.length - 1),
    updated: at(updated ?? totalItems),
  });
  const files: Record<string, string> = {
    [paths.actor]: text(await sign(buildActor({ did: alice.did, preferredUsername: 'alice', published: at(0), updated: at(0) }))),
    [paths.outbox]: text(await sign(unsigned)),
  };
  let below = 0;
  for (const [page, activities] of pages.entries()) {
    files[pagePath(alice.did, page)] = text(
      await sign(buildPage({ did: alice.did, page, below, activities: activities.toReversed() })),
    );
    below += activities.length;
  }
  return files;
}

export const outboxPath = paths.outbox;
export const pageFile = (page: number): string => pagePath(alice.did, page);

export interface StepOptions {
  readonly call?: 'poll' | 'older';
  readonly budget?: number;
}

export interface Expectation {
  readonly outcome: string;
  readonly news?: readonly JsonObject[];
  readonly gaps?: readonly number[];
  readonly holes?: readonly number[];
  /** Content by object id so far; null: deleted. */
  readonly objects: Readonly<Record<string, string | null>>;
  readonly reactions?: readonly JsonObject[];
}

/** One step of a case, as it is written. */
export function step(changes: FileChanges, expected: Expectation, { call = 'poll', budget }: StepOptions = {}): unknown {
  const { outcome, news = [], gaps = [], holes = [], objects, reactions = [] } = expected;
  return {
    call,
    ...(budget !== undefined && { budget }),
    changes,
    expect: {
      outcome,
      news: news.map(idOf),
      gaps,
      holes,
      objects: Object.fromEntries(Object.entries(objects).toSorted(([left], [right]) => (left < right ? -1 : 1))),
      reactions: reactions.map(idOf).toSorted(),
    },
  };
}

export const walk = (name: string, clause: string, ...steps: readonly unknown[]): VectorCase => ({
  name,
  clause,
  account: alice.did,
  steps,
});

export const idOf = (document: JsonObject): string => String(document['id']);

/** Content by id of what Creates embed. */
export const contentOf = (...creates: readonly JsonObject[]): Record<string, string> =>
  Object.fromEntries(
    creates.map((create) => {
      const object = create['object'] as JsonObject;
      return [idOf(object), String(object['content'])];
    }),
  );
