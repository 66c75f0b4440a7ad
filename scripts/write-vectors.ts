// `node scripts/write-vectors.ts`: writes the test vectors of bridge-spec that this project makes itself, and the example in its text. Same bytes every time.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withAppendix } from './vectors/appendix.ts';
import { vectorText } from './vectors/vector-file.ts';
import { makers } from './vectors/write.ts';

const folder = join(import.meta.dirname, '../bridge-spec/vectors');
for (const [name, make] of Object.entries(makers)) {
  const file = await make();
  await writeFile(join(folder, name), vectorText(file));
  console.log(`${name}: ${file.cases.length} cases`);
}

const text = join(folder, '../README.md');
await writeFile(text, await withAppendix(await readFile(text, 'utf8')));
