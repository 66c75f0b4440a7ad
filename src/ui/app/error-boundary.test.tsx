// @vitest-environment jsdom
import { Suspense } from 'react';
import { expect, it, vi } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { lazyScreen } from './lazy-screen.ts';

it('says that a part was never loaded, instead of that something broke', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const Missing = lazyScreen(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  const drawn = await draw(
    <ErrorBoundary>
      <Suspense>
        <Missing />
      </Suspense>
    </ErrorBoundary>,
  );
  await vi.waitFor(() => expect(drawn.element.textContent).toContain('This part is not on this device yet'));
  errors.mockRestore();
});
