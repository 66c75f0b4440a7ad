import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './pages/page.ts';
import { stylesheet } from './stylesheet.ts';

const tokens = readFileSync(join(import.meta.dirname, '../ui/styles/tokens.css'), 'utf8');
const declared = (css: string): Map<string, string> =>
  new Map(
    [...css.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name = '', value = '']) => [name, value.replaceAll(/\s+/g, ' ')]),
  );

describe('the stylesheet of websites', () => {
  it('has the tokens of the app, with their values', () => {
    const app = declared(tokens);
    const site = declared(stylesheet);
    expect(site.size).toBeGreaterThan(20);
    for (const [name, value] of site) expect(app.get(name), name).toBe(value);
  });

  it('uses no token that it does not have, loads nothing, and fits into a style element', () => {
    const site = declared(stylesheet);
    for (const [, name = ''] of stylesheet.matchAll(/var\((--[\w-]+)/g)) expect(site.has(name), name).toBe(true);
    expect(stylesheet).not.toMatch(/url\(|@import|<\//);
  });

  it('is allowed by the policy by its hash, and nothing else is', () => {
    expect(contentSecurityPolicy(true)).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}=';/);
    expect(contentSecurityPolicy(true) + contentSecurityPolicy(false)).not.toContain('unsafe');
  });
});
