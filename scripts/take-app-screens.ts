// Takes the pictures that the manifest names (public/screenshots), from the interface over sample data. `node scripts/take-app-screens.ts`
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { settled, startSampleApp } from '../tests/e2e/support/sample-app.ts';

const folder = join(import.meta.dirname, '../public/screenshots');
mkdirSync(folder, { recursive: true });
const app = await startSampleApp('screens');
const now = new Date('2026-11-22T09:30:00Z');
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, now };

const wide = await app.open('?posts=20&theme=light&saved', { viewport: { width: 1280, height: 800 }, now });
await settled(wide);
await wide.screenshot({ path: join(folder, 'wide.png') });

const narrow = await app.open('?posts=20&theme=light&saved', phone);
await settled(narrow);
await narrow.screenshot({ path: join(folder, 'narrow.png') });
await app.close();
