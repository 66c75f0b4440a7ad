// `node scripts/write-vectors.ts`: writes the test vectors of bridge-spec that this project makes itself. Same bytes every time.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vectorText } from './vectors/vector-file.ts';
import { makers } from './vectors/write.ts';

const folder = join(import.meta.dirname, '../bridge-spec/vectors');
for (const [name, make] of Object.entries(makers)) {
  const file = await make();
  await writeFile(join(folder, name), vectorText(file));
  console.log(`${name}: ${file.cases.length} cases`);
}
