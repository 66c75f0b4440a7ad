// Renews the pictures that tests/e2e/visual.e2e.ts compares screens with. Look at what changed before you commit it.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSampleApp } from '../tests/e2e/support/build-sample-app.ts';
import { baselines, packed, pictureNames, takePictures } from '../tests/e2e/support/pictures.ts';
import { startSampleApp } from '../tests/e2e/support/sample-app.ts';

await buildSampleApp();
mkdirSync(baselines, { recursive: true });
const app = await startSampleApp();
await takePictures(app, (name, picture) => {
  const bytes = packed(picture);
  writeFileSync(join(baselines, `${name}.png`), bytes);
  console.log(`${name}: ${(bytes.length / 1000).toFixed(1)} kB`);
});
await app.close();
const names = new Set(pictureNames.map((name) => `${name}.png`));
for (const file of readdirSync(baselines)) if (!names.has(file)) rmSync(join(baselines, file));
