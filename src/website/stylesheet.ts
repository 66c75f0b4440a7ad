/**
 * The look of the site: the app's tokens (src/ui/styles/tokens.css; a test keeps them the same) and a few rules. No script, no web
 * font, no picture. Logical properties only, so that right-to-left names and posts work.
 */
export const stylesheet = `:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(98% 0.01 90), oklch(23.5% 0.014 115));
  --surface: light-dark(oklch(99.6% 0.004 90), oklch(27% 0.016 115));
  --sunken: light-dark(oklch(95.6% 0.014 88), oklch(20% 0.013 115));
  --hover: light-dark(oklch(94.5% 0.018 88), oklch(30.5% 0.018 112));
  --line: light-dark(oklch(89.5% 0.016 85), oklch(35% 0.017 110));
  --control-line: light-dark(oklch(62% 0.02 80), oklch(58% 0.02 105));
  --ink: light-dark(oklch(25% 0.015 70), oklch(93% 0.013 95));
  --quiet: light-dark(oklch(47% 0.02 75), oklch(75% 0.018 100));
  --link: light-dark(oklch(44% 0.1 60), oklch(84% 0.09 85));
  --accent: light-dark(oklch(81% 0.155 80), oklch(79% 0.125 82));
  --accent-hover: light-dark(oklch(77% 0.155 76), oklch(84% 0.12 84));
  --on-accent: light-dark(oklch(25% 0.04 70), oklch(21% 0.03 90));
  --accent-ink: light-dark(oklch(47% 0.11 65), oklch(84% 0.11 84));
  --accent-ground: light-dark(oklch(95% 0.05 90), oklch(31% 0.04 95));
  --focus: light-dark(oklch(52% 0.13 60), oklch(84% 0.12 84));
  --person-1: light-dark(oklch(87% 0.09 80), oklch(42% 0.07 80));
  --person-2: light-dark(oklch(87% 0.07 130), oklch(41% 0.06 130));
  --person-3: light-dark(oklch(86% 0.07 30), oklch(42% 0.08 35));
  --person-4: light-dark(oklch(87% 0.06 200), oklch(41% 0.05 210));
  --person-5: light-dark(oklch(86% 0.06 330), oklch(42% 0.06 335));
  --person-6: light-dark(oklch(87% 0.06 270), oklch(42% 0.06 275));
  --font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  --mono: ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, monospace;
  --size-small: 0.8125rem;
  --size-body: 0.9375rem;
  --size-post: 1.0625rem;
  --size-title: 1.375rem;
  --radius: 0.75rem;
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: var(--size-body)/1.45 var(--font); text-size-adjust: 100%; scroll-padding-block-start: 1.5rem; }
body { margin: 0; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd, pre, blockquote, figure { margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h2 { font-size: var(--size-post); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
img, video { display: block; max-inline-size: 100%; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 0.375rem; }
.skip { position: absolute; inset-block-start: 0; inset-inline-start: 0; padding: 0.75rem 1rem; background: var(--surface); z-index: 1; }
.unseen, .skip:not(:focus) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.page { max-inline-size: 42rem; margin-inline: auto; padding: 0 1rem 3rem; }
.mark { flex: none; }
.mark g { fill: var(--accent); }
.mark circle.heart { fill: var(--accent-ink); }
.quiet { color: var(--quiet); font-size: var(--size-small); }

.profile { padding-block: 2.25rem 1.5rem; }
.person { position: relative; display: flex; align-items: center; gap: 1rem; }
.person::before { content: ''; position: absolute; inset-block-start: -1.75rem; inset-inline-start: 4.75rem; inline-size: 11rem; block-size: 3.5rem; pointer-events: none; opacity: 0.75; background:
  radial-gradient(circle at 6% 82%, var(--accent) 0 4px, transparent 4.6px), radial-gradient(circle at 17% 48%, var(--person-1) 0 6px, transparent 6.6px),
  radial-gradient(circle at 31% 68%, var(--accent) 0 2.5px, transparent 3px), radial-gradient(circle at 44% 26%, var(--accent) 0 3.5px, transparent 4px),
  radial-gradient(circle at 60% 50%, var(--person-1) 0 3px, transparent 3.6px), radial-gradient(circle at 76% 14%, var(--accent) 0 2px, transparent 2.5px),
  radial-gradient(circle at 94% 34%, var(--person-1) 0 2px, transparent 2.5px); }
[dir='rtl'] .person::before { transform: scaleX(-1); }
.person .names { min-inline-size: 0; }
.avatar { flex: none; display: grid; place-items: center; inline-size: 5.5rem; block-size: 5.5rem; border-radius: 50%; overflow: hidden; object-fit: cover; font-size: 2.3rem; font-weight: 600; line-height: 1; color: var(--ink); background: var(--sunken); }
.tone-1 { background: var(--person-1); } .tone-2 { background: var(--person-2); } .tone-3 { background: var(--person-3); }
.tone-4 { background: var(--person-4); } .tone-5 { background: var(--person-5); } .tone-6 { background: var(--person-6); }
.person a { color: inherit; text-decoration: none; }
.person a:hover { text-decoration: underline; }
h1 { font-size: 1.75rem; letter-spacing: -0.01em; }
.handle { color: var(--quiet); margin-block-start: 0.125rem; }
.about { font-size: var(--size-post); line-height: 1.5; margin-block-start: 1.25rem; max-inline-size: 65ch; }
.about p + p { margin-block-start: 0.75rem; }
.fields { margin-block-start: 1rem; display: grid; grid-template-columns: minmax(4rem, max-content) minmax(0, 1fr); gap: 0.375rem 1rem; }
.fields dt { color: var(--quiet); }
.follow { margin-block-start: 1.5rem; display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: start; }
.button, .follow summary { display: inline-flex; align-items: center; gap: 0.5rem; min-block-size: 2.75rem; padding: 0.5rem 1.125rem; border-radius: var(--radius); font-weight: 650; text-decoration: none; cursor: pointer; }
.button { background: var(--accent); color: var(--on-accent); }
.button:hover { background: var(--accent-hover); }
.follow summary { border: 1px solid var(--control-line); background: var(--surface); list-style: none; }
.follow summary::-webkit-details-marker { display: none; }
.follow summary:hover { background: var(--hover); }
.follow details[open] { flex-basis: 100%; }
.address { margin-block-start: 0.75rem; padding: 1rem; background: var(--sunken); border-radius: var(--radius); display: grid; gap: 0.625rem; }
.address code { font: var(--size-small)/1.5 var(--mono); user-select: all; }

.posts > h2, .archive > h2 { padding-block: 1.5rem 1rem; border-block-start: 1px solid var(--line); color: var(--quiet); font-size: var(--size-body); font-weight: 600; }
.post { padding-block: 1.5rem; border-block-start: 1px solid var(--line); }
.posts > h2 + .post { border-block-start: 0; padding-block-start: 0; }
.post:target { background: var(--accent-ground); }
.when { display: flex; flex-wrap: wrap; align-items: center; column-gap: 0.5rem; color: var(--quiet); font-size: var(--size-small); font-variant-numeric: tabular-nums; margin-block-end: 0.5rem; }
.when > a { color: inherit; text-decoration: none; }
.when > a:hover { text-decoration: underline; color: var(--link); }
.when > * + *::before { content: '\\00b7'; margin-inline-end: 0.5rem; }
.post > h2, .post > h1 { font-size: var(--size-title); margin-block-end: 0.5rem; }
.text { font-size: var(--size-post); line-height: 1.5; max-inline-size: 65ch; text-align: start; }
.text > * + * { margin-block-start: 0.75rem; }
.text ul, .text ol { padding-inline-start: 1.5rem; }
.text blockquote { padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--quiet); }
.text code, .text pre { font-family: var(--mono); font-size: 0.9em; }
.text pre { padding: 0.75rem 1rem; background: var(--sunken); border-radius: var(--radius); overflow-x: auto; overflow-wrap: normal; }
.text h3 { font-size: 1em; }
.media { display: grid; gap: 0.25rem; border-radius: var(--radius); overflow: hidden; margin-block-start: 0.875rem; }
.media.several { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.media img { inline-size: 100%; block-size: auto; max-block-size: 40rem; object-fit: cover; background: var(--sunken); }
.media.several img { aspect-ratio: 1; block-size: 100%; }
.media.several > :first-child:nth-last-child(odd) { grid-column: span 2; }
.media.several > :first-child:nth-last-child(odd) img { aspect-ratio: 2; }
.media video { inline-size: 100%; max-block-size: 40rem; background: var(--sunken); }
.media audio { inline-size: 100%; }
.files { margin-block-start: 0.75rem; padding-inline-start: 1.25rem; }
.warning > summary { display: flex; align-items: center; gap: 0.625rem; padding: 0.75rem 1rem; border-radius: var(--radius); background: var(--accent-ground); cursor: pointer; font-size: var(--size-post); list-style: none; }
.warning > summary::-webkit-details-marker { display: none; }
.warning > summary svg { flex: none; color: var(--accent-ink); }
.warning > summary::after { content: 'Show'; margin-inline-start: auto; font-size: var(--size-small); font-weight: 650; color: var(--accent-ink); }
.warning[open] > summary::after { content: 'Hide'; }
.warning[open] > summary { margin-block-end: 0.875rem; }
.tags { display: flex; flex-wrap: wrap; gap: 0.375rem; margin-block-start: 0.875rem; list-style: none; }
.tags li { padding: 0.125rem 0.625rem; border-radius: 1rem; background: var(--sunken); color: var(--quiet); font-size: var(--size-small); }
.byline { display: flex; align-items: center; gap: 0.75rem; padding-block: 1.5rem; }
.byline .avatar { inline-size: 2.75rem; block-size: 2.75rem; font-size: 1.15rem; }
.byline a { color: var(--ink); font-weight: 650; text-decoration: none; }
.byline a:hover { text-decoration: underline; }
.byline .handle { display: block; font-size: var(--size-small); margin: 0; }
.single .post { border-block-start: 0; padding-block-start: 0; }
.empty { padding-block: 3rem; text-align: center; color: var(--quiet); }
.title { padding-block-end: 1.25rem; font-size: 1.5rem; }

.archive { margin-block-start: 1rem; }
.archive dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.5rem 1.25rem; }
.archive dt { font-weight: 650; font-variant-numeric: tabular-nums; }
.archive dd { display: flex; flex-wrap: wrap; column-gap: 1rem; row-gap: 0.25rem; }
.archive .count { color: var(--quiet); font-size: var(--size-small); font-variant-numeric: tabular-nums; }
.pages { display: flex; justify-content: space-between; gap: 1rem; padding-block: 1.25rem; border-block-start: 1px solid var(--line); }
.foot { display: flex; align-items: start; gap: 0.75rem; margin-block-start: 2.5rem; padding-block-start: 1.5rem; border-block-start: 1px solid var(--line); color: var(--quiet); font-size: var(--size-small); }
.foot p + p { margin-block-start: 0.25rem; }

@media (min-width: 60rem) {
  .page.wide { max-inline-size: 66rem; display: grid; grid-template-columns: 20rem minmax(0, 40rem); column-gap: 4rem; align-items: start; padding-inline: 1.5rem; }
  .wide .profile { position: sticky; inset-block-start: 0; max-block-size: 100vh; overflow-y: auto; padding-block: 3.5rem 2rem; }
  .wide .person { display: block; }
  .wide .person::before { inset-block-start: -1.25rem; inset-inline-start: 6.25rem; }
  .wide .person .names { margin-block-start: 1.125rem; }
  .wide .avatar { inline-size: 7rem; block-size: 7rem; font-size: 3rem; }
  .wide .about { font-size: var(--size-body); }
  .wide .content { padding-block-start: 2rem; }
  .wide .posts > h2 { border-block-start: 0; }
}
@media print { .follow, .pages, .skip { display: none; } }
`;
