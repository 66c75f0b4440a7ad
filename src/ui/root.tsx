import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PollenApp } from '../services/app-api.ts';
import { App } from './app/app.tsx';
import { createInterface, type LoadFrame } from './app/interface.tsx';
import { keepInstallPrompt } from './installed/install-prompt.ts';
import { startTranslations } from './text/translate.ts';
import './styles/base.css';

/**
 * Draws the interface into `element` and keeps it true to `app`. Starts no network: the caller does, when the first screen shows what
 * it is for, which the promise tells.
 */
export function renderApp(app: PollenApp, element: HTMLElement, loadFrame: LoadFrame): Promise<void> {
  startTranslations(async () => (await loadFrame()).shellMessages);
  keepInstallPrompt();
  history.scrollRestoration = 'manual';
  const value = createInterface(app, loadFrame);
  createRoot(element).render(
    <StrictMode>
      <App value={value} />
    </StrictMode>,
  );
  return value.stands;
}
