import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appHeaders } from './app-headers.ts';

it('gives static hosts the same headers as the gateway sends', () => {
  const file = readFileSync(join(import.meta.dirname, '../../../public/_headers'), 'utf8');
  for (const [name, value] of Object.entries(appHeaders)) expect(file).toContain(`  ${name}: ${value}\n`);
});
