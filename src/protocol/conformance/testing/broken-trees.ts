import { brokenBytes } from './broken-bytes.ts';
import { brokenDocuments } from './broken-documents.ts';
import { brokenObjects } from './broken-objects.ts';
import { brokenPages } from './broken-pages.ts';
import type { BrokenTree } from './tree-edits.ts';

export const brokenTrees: readonly BrokenTree[] = [...brokenDocuments, ...brokenBytes, ...brokenPages, ...brokenObjects];
