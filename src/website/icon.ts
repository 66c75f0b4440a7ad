/** The sign of the app, for browser tabs; colours of `--accent` and `--accent-ink` in light and dark. */
export const siteIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><style>g{fill:#f5b32e}.h{fill:#7a4b00}@media (prefers-color-scheme:dark){.h{fill:#fdf6e3}}</style><g>${[
  0, 60, 120, 180, 240, 300,
]
  .map((angle) => `<circle cx="32" cy="14.5" r="8.5" transform="rotate(${angle} 32 32)"/>`)
  .join('')}</g><circle class="h" cx="32" cy="32" r="8"/></svg>
`;
