import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { i18n } from '@lingui/core';
import type { PollenApp } from '../../services/app-api.ts';
import { createInterface, type Interface, InterfaceProvider } from '../app/interface.tsx';
import { createFakeApp } from '../development/fake-app.ts';
import { messages as first } from '../locales/en/first.po';
import { messages as composer } from '../locales/en/composer.po';
import { messages as reading } from '../locales/en/reading.po';
import { messages as screens } from '../locales/en/screens.po';
import { messages as shell } from '../locales/en/shell.po';

export interface Drawn {
  readonly element: HTMLElement;
  readonly value: Interface;
  readonly places: readonly string[];
  button(name: string | RegExp): HTMLButtonElement;
  press(name: string | RegExp): Promise<void>;
}

class SightlessObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Gives jsdom what it lacks and the interface uses, as far as tests need it. */
export function prepareDocument(): void {
  Object.assign(globalThis, {
    IS_REACT_ACT_ENVIRONMENT: true,
    // jsdom has no layout: nothing scrolls, and nothing comes into view.
    IntersectionObserver: SightlessObserver,
    scrollTo: () => undefined,
    // A phone.
    matchMedia: () => new EventTarget(),
  });
  // jsdom knows no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal(): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false;
  };
}

const drawn = new Set<Root>();

// What goes on by itself must not go on after its test, when the document may be gone.
afterEach(async () => {
  await act(async () => {
    for (const root of drawn) root.unmount();
  });
  drawn.clear();
});

/** Draws a part of the interface without a browser, over the sample app with `changes` to it. */
export async function draw(view: ReactNode, changes: Partial<PollenApp> = {}): Promise<Drawn> {
  prepareDocument();
  i18n.loadAndActivate({ locale: 'en', messages: { ...first, ...shell, ...composer, ...reading, ...screens } });
  const app = createFakeApp({ phase: 'ready', posts: 8, connection: 'well', theme: 'light', saved: true, jobs: 'none' });
  const value = createInterface({ ...app, ...changes }, () => import('../app/frame.ts'));
  const location = memoryLocation({ path: '/', record: true });
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  const root = createRoot(element);
  drawn.add(root);
  await act(async () =>
    root.render(
      <Router hook={location.hook}>
        <InterfaceProvider value={value}>{view}</InterfaceProvider>
      </Router>,
    ),
  );

  function button(name: string | RegExp): HTMLButtonElement {
    const isMeant = (text: string): boolean => (typeof name === 'string' ? text === name : name.test(text));
    const found = [...document.querySelectorAll('button')].find((one) =>
      isMeant((one.getAttribute('aria-label') ?? one.textContent).replaceAll(/\s+/g, ' ').trim()),
    );
    if (found === undefined) throw new Error(`no button ${String(name)} in ${element.textContent}`);
    return found;
  }
  return {
    element,
    value,
    places: location.history,
    button,
    press: (name) => act(async () => button(name).click()),
  };
}
