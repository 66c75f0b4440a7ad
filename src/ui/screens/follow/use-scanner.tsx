import { type ReactNode, Suspense, useState } from 'react';
import { lazyScreen } from '../../app/lazy-screen.ts';

const Scanner = lazyScreen(async () => (await import('./scanner.tsx')).Scanner);

/** The camera that reads an address. `scan` is undefined where there is none; `scanner` is to be drawn. */
export function useScanner(onFound: (address: string) => void): {
  readonly scan: (() => void) | undefined;
  readonly scanner: ReactNode;
} {
  const [isOpen, setOpen] = useState(false);
  return {
    scan: 'mediaDevices' in navigator ? () => setOpen(true) : undefined,
    scanner: isOpen && (
      <Suspense>
        <Scanner
          onClose={() => setOpen(false)}
          onFound={(found) => {
            setOpen(false);
            onFound(found);
          }}
        />
      </Suspense>
    ),
  };
}
