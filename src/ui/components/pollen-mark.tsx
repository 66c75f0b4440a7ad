import type { ReactNode } from 'react';

/** Six grains around one: the sign of the app. */
export function PollenMark(props: { readonly size?: number }): ReactNode {
  const { size = 28 } = props;
  return (
    <svg width={`${size / 16}rem`} height={`${size / 16}rem`} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <g fill="var(--accent)">
        {petals.map((angle) => (
          <circle key={angle} cx="32" cy="14.5" r="8.5" transform={`rotate(${angle} 32 32)`} />
        ))}
      </g>
      <circle cx="32" cy="32" r="8" fill="var(--accent-ink)" />
    </svg>
  );
}

const petals = [0, 60, 120, 180, 240, 300];
