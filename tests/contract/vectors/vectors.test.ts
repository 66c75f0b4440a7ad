import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkDocumentCase } from './run-documents.ts';
import { checkExample } from './run-example.ts';
import { checkFoundRecords, checkHead } from './run-heads.ts';
import { checkAddress, checkDate, checkMedia, checkName, checkPath, checkRecordKey } from './run-names.ts';
import { checkPollCase } from './run-polls.ts';
import { checkResponses } from './run-responses.ts';
import { checkSuccessionCase, checkSuccessionReader } from './run-succession.ts';
import { checkMerge, checkStory } from './run-trees.ts';
import { checkWalk } from './run-walks.ts';
import { eachCase, readVectors, vectorFiles } from './vector-file.ts';
import type { VectorCase } from './vector-file.ts';

/** What is done with each case of a file. */
const runners: Readonly<Record<string, (vector: never) => void | Promise<void>>> = {
  'addresses.json': checkAddress,
  'dates.json': checkDate,
  'edits-and-deletes.json': checkStory,
  'example.json': checkExample,
  'gaps.json': checkWalk,
  'heads.json': checkHead,
  'limits.json': checkDocumentCase,
  'media-digests.json': checkMedia,
  'merge.json': checkMerge,
  'names.json': checkName,
  'outbox-walk.json': checkWalk,
  'pages.json': checkDocumentCase,
  'paths.json': checkPath,
  'polls.json': checkPollCase,
  'proofs.json': checkDocumentCase,
  'record-keys.json': checkRecordKey,
  'responses.json': checkResponses,
  'rollback.json': checkWalk,
  'succession-readers.json': checkSuccessionReader,
  'succession.json': checkSuccessionCase,
};

/** Files of other shapes, and the test beside the source that reads each. */
const readElsewhere: Readonly<Record<string, string>> = {
  'did-key-ed25519.json': 'src/protocol/identity/ids.test.ts',
  'digest-multibase.json': 'src/protocol/identity/paths.test.ts',
  'documents.json': 'src/protocol/activity-streams/vectors.test.ts',
  'ed25519-strict.json': 'src/protocol/proof/verifier.test.ts',
  'fep-521a-multikey.json': 'src/protocol/identity/ids.test.ts',
  'fep-8b32-c390-ef61.json': 'src/protocol/proof/proof.test.ts',
  'multibase.json': 'src/protocol/identity/base58.test.ts',
  'portable-ids.json': 'src/protocol/identity/paths.test.ts',
  'private-state.json': 'src/services/private-state/vectors.test.ts',
  'rfc8785-jcs.json': 'src/protocol/proof/canonical-json.test.ts',
  'signed-json.json': 'src/protocol/proof/signed-json.test.ts',
  'w3c-eddsa-jcs-2022.json': 'src/protocol/proof/proof.test.ts',
};

describe('bridge-spec/vectors', () => {
  it.each(vectorFiles())('%s', { timeout: 120_000 }, async (name) => {
    const test = readElsewhere[name];
    if (test !== undefined) {
      expect(readFileSync(new URL(`../../../${test}`, import.meta.url), 'utf8')).toContain(`'${name}'`.slice(1, -1));
      return;
    }
    if (name === 'ipns-records.json') {
      await checkFoundRecords();
      return;
    }
    const run = runners[name];
    if (run === undefined) throw new Error(`nothing reads ${name}`);
    const { cases } = readVectors<{ cases: readonly VectorCase[] }>(name);
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map((vector) => vector.name)).size).toBe(cases.length);
    await eachCase(cases, run as (vector: VectorCase) => void | Promise<void>);
  });
});
