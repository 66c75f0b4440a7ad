import { renderApp } from '../root.tsx';
import { createFakeApp } from './fake-app.ts';

// The address says what to show: ?phase=welcome&posts=0&connection=few&theme=dark&saved&locked&jobs=mixed
const query = new URLSearchParams(location.search);
const states = ['offline', 'looking', 'only-this-device', 'few', 'well'] as const;
const imports = ['running', 'mixed'] as const;
const themes = ['light', 'dark'] as const;

const app = createFakeApp({
  phase: query.get('phase') === 'welcome' ? 'welcome' : 'ready',
  posts: Number(query.get('posts') ?? 500),
  connection: states.find((state) => state === query.get('connection')) ?? 'well',
  theme: themes.find((theme) => theme === query.get('theme')) ?? 'system',
  saved: query.has('saved'),
  locked: query.has('locked'),
  jobs: imports.find((name) => name === query.get('jobs')) ?? 'none',
});

const element = document.getElementById('app');
if (element !== null) renderApp(app, element);
// For trying out what comes in from others: `dispatchEvent(new Event('sample-arrival'))` in the console.
addEventListener('sample-arrival', () => app.arrive());
