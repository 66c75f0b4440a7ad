import { renderApp } from '../root.tsx';
import { failing } from './failing.ts';
import { createFakeApp } from './fake-app.ts';
import { hurry, isBusy } from './fake-listing.ts';
import { addPseudoLocales } from './pseudo-locales.ts';

// The address says what to show: ?phase=welcome&accounts=2&posts=0&connection=few&theme=dark&saved&locked&jobs=mixed&language=de&latin&fails&quick
// Languages to try a layout with: en-XA (accented, 40 % longer), ar-XB (from right to left).
const query = new URLSearchParams(location.search);
const states = ['offline', 'looking', 'only-this-device', 'few', 'well'] as const;
const imports = ['running', 'mixed'] as const;
const themes = ['light', 'dark'] as const;

addPseudoLocales();
if (query.has('quick')) hurry();
const app = createFakeApp({
  phase: query.get('phase') === 'welcome' ? 'welcome' : 'ready',
  accountsHere: Number(query.get('accounts') ?? 0),
  posts: Number(query.get('posts') ?? 500),
  connection: states.find((state) => state === query.get('connection')) ?? 'well',
  theme: themes.find((theme) => theme === query.get('theme')) ?? 'system',
  ...(query.has('language') ? { locale: query.get('language') ?? 'system' } : {}),
  saved: query.has('saved'),
  latin: query.has('latin'),
  locked: query.has('locked'),
  jobs: imports.find((name) => name === query.get('jobs')) ?? 'none',
});

const element = document.getElementById('app');
if (element !== null) void renderApp(query.has('fails') ? failing(app) : app, element, () => import('../app/frame.ts'));
// For tests, which wait until all answers have come.
Object.assign(globalThis, { isSampleBusy: isBusy });
// For trying out what comes in from others: `dispatchEvent(new Event('sample-arrival'))` in the console.
addEventListener('sample-arrival', () => app.arrive());
