import type { ReactNode } from 'react';

/** Strokes on a 24 px grid. */
const paths = {
  home: 'M4 11.2 12 4l8 7.2V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z',
  follow: 'M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 20c.4-3.6 3-6 6.5-6s6.1 2.4 6.5 6M18.5 8v6M15.5 11h6',
  compose: 'M4 20h4.2L19.3 8.9a2 2 0 0 0 0-2.8l-1.4-1.4a2 2 0 0 0-2.8 0L4 15.8zM13.5 6.3l4.2 4.2',
  at: 'M15.5 12a3.5 3.5 0 1 0-7 0 3.5 3.5 0 0 0 7 0Zm0-3.5v5a2.5 2.5 0 0 0 5 0V12a8.5 8.5 0 1 0-3.4 6.8',
  bell: 'M6 10.5a6 6 0 0 1 12 0c0 4.5 2 5.5 2 6.5H4c0-1 2-2 2-6.5ZM10 20a2.2 2.2 0 0 0 4 0',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.4 3.6-5.5 7.5-5.5s6.9 2.1 7.5 5.5',
  settings:
    'M4 7h9M17.5 7H20M4 17h2.5M11 17h9M15.2 9.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM8.8 19.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  reply: 'M9.5 6 4 11.5 9.5 17M4.5 11.5H14c3.5 0 6 2 6 6.5',
  boost: 'M16.5 3.5 20 7l-3.5 3.5M4 11.5V10a3 3 0 0 1 3-3h13M7.5 20.5 4 17l3.5-3.5M20 12.5V14a3 3 0 0 1-3 3H4',
  like: 'M12 20s-8-4.7-8-10.4A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8 2.6C20 15.3 12 20 12 20Z',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  picture:
    'M5 4.5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM4.5 17l4.7-5 3.6 3.6 2.4-2.3 4.3 4M15.5 9.5h.01',
  warning: 'M12 4 3 19.5h18zM12 10v4.5M12 17h.01',
  globe: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
  quiet: 'M4 9.5h3.5L12 5.5v13l-4.5-4H4zM16 10l4.5 4.5M20.5 10 16 14.5',
  copy: 'M9 9h10v11H9zM15 9V4.5H5V15.5h4',
  device: 'M8 3.5h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1ZM11 17.5h2',
  people:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3.5 18.5c.3-3 2.5-5 5.5-5s5.2 2 5.5 5M15.5 11a2.5 2.5 0 1 0-.6-4.9M17 14c2 .3 3.3 2 3.5 4.5',
  seedling: 'M12 20v-8M12 13c0-4-2.5-6.5-7.5-6.5C4.5 11 7 13 12 13ZM12 11.5c0-3.2 2.3-5.5 7.5-5.5 0 4-2.3 5.5-7.5 5.5Z',
  signed: 'M12 3.5 19 6v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6zM8.8 12l2.3 2.3 4.2-4.6',
  scan: 'M4 8.5V5a1 1 0 0 1 1-1h3.5M15.5 4H19a1 1 0 0 1 1 1v3.5M20 15.5V19a1 1 0 0 1-1 1h-3.5M8.5 20H5a1 1 0 0 1-1-1v-3.5M4 12h16',
  up: 'M12 19V5.5M6 11l6-6 6 6',
  play: 'M8 5.5v13l10.5-6.5z',
  quote: 'M4.5 17.5V12c0-3.2 1.6-5.2 4.5-6M4.5 12h4.5v5.5H4.5ZM13.5 17.5V12c0-3.2 1.6-5.2 4.5-6M13.5 12H18v5.5h-4.5Z',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fold: 'm7 9.5 5 5 5-5',
  filter: 'M4 6.5h16M7 12h10M10 17.5h4',
  search: 'M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM16 16l4 4',
  bookmark: 'M7 4h10v16l-5-4-5 4z',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words; never the only name of anything. `filled` marks what is on. */
export function Icon(props: { readonly name: IconName; readonly size?: number; readonly filled?: boolean }): ReactNode {
  const { name, size = 22, filled = false } = props;
  return (
    <svg
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 24 24"
      className={`icon${filled ? ' filled' : ''}${name === 'back' || name === 'reply' ? ' turns' : ''}`}
      strokeWidth={name === 'more' ? 3 : 1.75}
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
