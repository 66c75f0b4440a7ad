import { editsAndDeletesVectors } from './edits-and-deletes.ts';
import { exampleVectors } from './example.ts';
import { gapsVectors } from './gaps.ts';
import { headsVectors } from './heads.ts';
import { limitsVectors } from './limits.ts';
import { mergeVectors } from './merge.ts';
import { addressesVectors, datesVectors, namesVectors, recordKeysVectors } from './names.ts';
import { outboxWalkVectors } from './outbox-walk.ts';
import { pagesVectors } from './pages.ts';
import { mediaDigestsVectors, pathsVectors } from './places.ts';
import { pollsVectors } from './polls.ts';
import { privateStateVectors } from './private-state.ts';
import { proofsVectors } from './proofs.ts';
import { responsesVectors } from './responses.ts';
import { rollbackVectors } from './rollback.ts';
import { successionReadersVectors } from './succession-readers.ts';
import { successionVectors } from './succession.ts';
import type { VectorFile } from './vector-file.ts';

/** Every file that `scripts/write-vectors.ts` writes, by name. */
export const makers: Readonly<Record<string, () => VectorFile | Promise<VectorFile>>> = {
  'addresses.json': addressesVectors,
  'dates.json': datesVectors,
  'edits-and-deletes.json': editsAndDeletesVectors,
  'example.json': exampleVectors,
  'gaps.json': gapsVectors,
  'heads.json': headsVectors,
  'limits.json': limitsVectors,
  'media-digests.json': mediaDigestsVectors,
  'merge.json': mergeVectors,
  'names.json': namesVectors,
  'outbox-walk.json': outboxWalkVectors,
  'pages.json': pagesVectors,
  'paths.json': pathsVectors,
  'polls.json': pollsVectors,
  'private-state.json': privateStateVectors,
  'proofs.json': proofsVectors,
  'record-keys.json': recordKeysVectors,
  'responses.json': responsesVectors,
  'rollback.json': rollbackVectors,
  'succession-readers.json': successionReadersVectors,
  'succession.json': successionVectors,
};
