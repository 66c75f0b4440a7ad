import { readdirSync, readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { DocumentKind } from '../../../src/protocol/activity-streams/check.ts';
import { kindOf } from '../../../src/protocol/activity-streams/inspect.ts';
import { responsesCollection } from '../../../src/gateway/letter-box/collection.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import { serialize } from '../../../src/protocol/proof/proof.ts';
import { signedSamples } from '../../fixtures/sample-documents.ts';
import { textOfCase } from './run-documents.ts';
import type { DocumentCase } from './run-documents.ts';
import type { ExampleCase } from './run-example.ts';
import type { SuccessionCase } from './run-succession.ts';
import type { MergeCase, StoryCase } from './run-trees.ts';
import { readVectors } from './vector-file.ts';

const folder = new URL('../../../bridge-spec/schemas/', import.meta.url);
const ajv = new Ajv2020({ strict: true, strictTuples: false, strictTypes: false, strictRequired: false, allErrors: false });
addFormats.default(ajv, ['date-time']);
const schemaFiles = readdirSync(folder).filter((name) => name.endsWith('.json'));
for (const name of schemaFiles) ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as JsonObject);

/** Refused for their shape, for reasons that no schema of this kind can give. */
const beyondSchemas = new Set(['totalItems below what is on the page']);

function schemaOf(kind: DocumentKind, document: JsonObject): ValidateFunction {
  const name = kind === 'object' && document['type'] === 'Tombstone' ? 'tombstone' : kind;
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`no schema for ${name}`);
  return validate as ValidateFunction;
}

function problemOf(kind: DocumentKind, document: JsonObject): ErrorObject | undefined {
  const validate = schemaOf(kind, document);
  return validate(document) ? undefined : (validate.errors?.[0] ?? undefined);
}

const documentCases = (['documents.json', 'proofs.json', 'pages.json', 'limits.json'] as const).flatMap((name) => {
  const file = readVectors<{ cases?: DocumentCase[]; documents?: (DocumentCase & { error?: string })[] }>(name);
  return (file.cases ?? file.documents ?? []).map((vector) => ({
    ...vector,
    reason: vector.reason ?? errorOf(vector),
    file: name,
  }));
});

function errorOf(vector: object): string | undefined {
  return 'error' in vector && typeof vector.error === 'string' ? vector.error : undefined;
}

describe('schemas', () => {
  it('compile, every one', () => {
    for (const name of schemaFiles) expect(ajv.getSchema(name), name).toBeDefined();
  });

  it('take every valid document of the vectors, and refuse those that are refused for their shape', () => {
    const verdicts = { valid: 0, refused: 0 };
    for (const vector of documentCases) {
      if (beyondSchemas.has(vector.name) || vector.reason === 'too-large') continue;
      const document = JSON.parse(textOfCase(vector)) as JsonObject;
      const problem = problemOf(vector.kind, document);
      if (vector.valid) expect(problem, `${vector.file}: ${vector.name}`).toBeUndefined();
      if (vector.reason === 'bad-schema') expect(problem, `${vector.file}: ${vector.name}`).toBeDefined();
      verdicts[vector.valid ? 'valid' : 'refused']++;
      if (vector.kind !== 'page' || !vector.valid) continue;
      for (const [index, activity] of (document['orderedItems'] as JsonObject[]).entries()) {
        const verdict = vector.activities?.[index];
        const found = problemOf('activity', activity);
        if (verdict === 'valid') expect(found, `${vector.name}, activity ${index}`).toBeUndefined();
        if (verdict === 'bad-schema') expect(found, `${vector.name}, activity ${index}`).toBeDefined();
      }
    }
    expect(verdicts.valid).toBeGreaterThan(80);
    expect(verdicts.refused).toBeGreaterThan(80);
  });

  it('take everything that is built here', async () => {
    const trees = [
      ...readVectors<{ cases: StoryCase[] }>('edits-and-deletes.json').cases.map(({ after }) => after),
      ...readVectors<{ cases: MergeCase[] }>('merge.json').cases.map(({ merged }) => merged),
      ...readVectors<{ cases: ExampleCase[] }>('example.json').cases.map(({ files }) => files),
    ];
    const documents = trees
      .flatMap((files) => Object.values(files))
      .flatMap((text) => (text === null ? [] : [JSON.parse(text) as JsonObject]));
    const samples = (await signedSamples()).map(({ document }) => document);
    const kinds = new Set<DocumentKind>();
    for (const document of [...documents, ...samples]) {
      const kind = kindOf(document);
      if (kind === undefined) throw new Error(`no kind: ${String(document['id'])}`);
      kinds.add(kind);
      expect(problemOf(kind, document), String(document['id'])).toBeUndefined();
    }
    expect([...kinds].toSorted()).toEqual(['activity', 'actor', 'collection', 'object', 'outbox', 'page']);
  });

  it('take statements of succession, and refuse those that are refused for their shape', () => {
    const validate = ajv.getSchema('succession.schema.json') as ValidateFunction;
    for (const { name, text, valid, reason } of readVectors<{ cases: SuccessionCase[] }>('succession.json').cases) {
      if (valid) expect(validate(JSON.parse(text)), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
      if (reason === 'bad-schema') expect(validate(JSON.parse(text)), name).toBe(false);
    }
  });

  it('take the letter box that a gateway serves', () => {
    const activity = documentCases.find(({ kind, name }) => kind === 'activity' && name === 'like');
    const letter = serialize(JSON.parse(textOfCase(activity as DocumentCase)) as JsonObject);
    for (const query of [undefined, 'before=9']) {
      const page = { total: 1, letters: [letter], next: 3 };
      const text = responsesCollection(
        'https://gateway.example/pollen/responses',
        (activity as DocumentCase).account,
        page,
        query,
      );
      const validate = ajv.getSchema('responses.schema.json') as ValidateFunction;
      expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    }
  });
});
