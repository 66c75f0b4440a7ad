import type { ReactNode } from 'react';

/** Strokes on a 24 px grid, as those of components/icon.tsx; these come with the composer. */
const paths = {
  add: 'M12 5v14M5 12h14',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2',
  down: 'm6.5 9.5 5.5 5.5 5.5-5.5',
  drafts: 'M6 4.5h8l4 4v11H6zM13.5 4.5V9H18M9 13h6M9 16.5h4',
  later: 'm9.5 5.5 6.5 6.5-6.5 6.5',
  picture:
    'M5 4.5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM4.5 17l4.7-5 3.6 3.6 2.4-2.3 4.3 4M15.5 9.5h.01',
  poll: 'M5 5v14M5 7h9M5 12h13M5 17h6',
  smile: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5h.01M15 9.5h.01',
  warning: 'M12 4 3 19.5h18zM12 10v4.5M12 17h.01',
} as const;

export type ComposerIconName = keyof typeof paths;

/** A picture beside words or in a button that has a name. */
export function ComposerIcon(props: {
  readonly name: ComposerIconName;
  readonly size?: number;
  readonly turns?: boolean;
}): ReactNode {
  const { name, size = 22 } = props;
  return (
    <svg
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 24 24"
      className={props.turns === true ? 'icon turns' : 'icon'}
      strokeWidth={1.75}
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
