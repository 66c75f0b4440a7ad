import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PollenApp } from '../services/app-api.ts';
import { App } from './app/app.tsx';
import { createInterface } from './app/interface.tsx';
import { keepInstallPrompt } from './installed/install-prompt.ts';
import { startTranslations } from './text/translate.ts';
import './styles/base.css';

/** Draws the interface into `element` and keeps it true to `app`. Starts no network: the caller does, after the first paint. */
export function renderApp(app: PollenApp, element: HTMLElement): void {
  startTranslations();
  keepInstallPrompt();
  history.scrollRestoration = 'manual';
  createRoot(element).render(
    <StrictMode>
      <App value={createInterface(app)} />
    </StrictMode>,
  );
}
