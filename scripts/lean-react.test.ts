// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as React from 'react';
import type * as ReactDom from 'react-dom';
import type * as ReactDomClient from 'react-dom/client';
import { describe, expect, test } from 'vitest';
import { leanReact, needsWhatIsLeftOut } from './lean-react.ts';

const production: Readonly<Record<string, string>> = {
  react: 'react/cjs/react.production.js',
  'react-dom': 'react-dom/cjs/react-dom.production.js',
  'react-dom/client': 'react-dom/cjs/react-dom-client.production.js',
  scheduler: 'scheduler/cjs/scheduler.production.js',
};

const textOf = (name: string): string => {
  const root = join(createRequire(import.meta.url).resolve('react/package.json'), '../..');
  return readFileSync(join(root, production[name] ?? name), 'utf8');
};

/** React as the build has it: production files, the client lean. */
function loadReact(): typeof React & typeof ReactDom & typeof ReactDomClient {
  const loaded = new Map<string, object>();
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const exported = {};
    loaded.set(name, exported);
    const code = name === 'react-dom/client' ? leanReact(textOf(name)) : textOf(name);
    (new Function('exports', 'require', code) as (...given: readonly unknown[]) => void)(exported, load);
    return exported;
  };
  return Object.assign({}, load('react'), load('react-dom'), load('react-dom/client')) as ReturnType<typeof loadReact>;
}

describe('React without what the app does not use', () => {
  test('is a tenth smaller', () => {
    const client = textOf('react-dom/client');
    const lean = leanReact(client);
    expect(lean.length).toBeLessThan(client.length * 0.9);
    expect(lean).not.toContain('exports.hydrateRoot');
    expect(lean).toContain('exports.createRoot');
    expect(lean).not.toMatch(/FallbackTime \+ \d/);
  });

  test('draws, waits, goes on, catches errors and comes back as ever', async () => {
    const { Component, createElement, createRoot, flushSync, lazy, startTransition, Suspense, useState } = loadReact();
    class Boundary extends Component<{ readonly children?: React.ReactNode }> {
      override state = { broken: false };
      static getDerivedStateFromError = (): { readonly broken: boolean } => ({ broken: true });
      override render(): React.ReactNode {
        return this.state.broken ? 'caught' : this.props.children;
      }
    }
    const Broken = (): never => {
      throw new Error('broken on purpose');
    };
    let arrive: (loaded: { default: () => React.ReactNode }) => void = () => {};
    const Later = lazy(() => new Promise<{ default: () => React.ReactNode }>((resolve) => (arrive = resolve)));
    let setStep: (step: number) => void = () => {};
    function Steps(): React.ReactNode {
      const [step, set] = useState(0);
      setStep = set;
      return createElement(Suspense, { fallback: 'waiting' }, step === 0 ? 'first' : createElement(step === 3 ? Broken : Later));
    }

    const element = document.body.appendChild(document.createElement('div'));
    const caught: unknown[] = [];
    const root = createRoot(element, { onCaughtError: (error) => caught.push(error) });
    flushSync(() => root.render(createElement(Boundary, null, createElement(Steps))));
    expect(element.textContent).toBe('first');
    flushSync(() => setStep(1));
    expect(element.textContent).toBe('waiting');
    arrive({ default: () => createElement('p', null, 'arrived') });
    await expect.poll(() => element.textContent).toBe('arrived');
    // Transitions and retries are what the walks of view transitions run in.
    startTransition(() => setStep(0));
    await expect.poll(() => element.textContent).toBe('first');
    startTransition(() => setStep(2));
    await expect.poll(() => element.textContent).toBe('arrived');
    flushSync(() => setStep(3));
    expect(element.textContent).toBe('caught');
    expect(caught).toEqual([expect.objectContaining({ message: 'broken on purpose' })]);
    flushSync(() => root.unmount());
    expect(element.textContent).toBe('');
  });

  test('does not build when React has changed', () => {
    const changed = textOf('react-dom/client').replace('function startViewTransition(', 'function beginViewTransition(');
    expect(() => leanReact(changed)).toThrow(/startViewTransition/);
  });

  test('nothing in the interface needs what was left out', () => {
    const folder = join(import.meta.dirname, '../src');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.tsx$/.test(file));
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => needsWhatIsLeftOut.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  });
});
