import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

interface AxeWindow {
  readonly axe?: { run(context: Document, options: object): Promise<AxeResults> };
}

export interface BarrierOptions {
  /** Only these rules; absent: all that axe has switched on. */
  readonly only?: readonly string[];
  /** Also whether targets are large enough or stand apart (WCAG 2.2, 2.5.8). */
  readonly targets?: boolean;
}

/** Serious and critical findings of axe on what the page shows now, a line each. */
export async function findBarriers(page: Page, options: BarrierOptions = {}): Promise<string[]> {
  // Evaluated by the debugger: the app's content security policy would not let it in as a script.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const { violations } = await page.evaluate(async ({ only, targets }) => {
    const { axe } = globalThis as AxeWindow;
    if (axe === undefined) throw new Error('axe is not there');
    // axe reads the fill of letters, which Chromium computes past forced colours; nothing here fills letters with another colour.
    const read = CSSStyleDeclaration.prototype.getPropertyValue;
    CSSStyleDeclaration.prototype.getPropertyValue = function getPropertyValue(name: string): string {
      return read.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
    };
    // Colours on their way to others are nobody's choice.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(passing.map((animation) => animation.finished));
    const results = await axe.run(document, {
      // Styles that it would fetch are for rules that are off.
      preload: { assets: ['media'] },
      resultTypes: ['violations'],
      ...(only === undefined ? {} : { runOnly: { type: 'rule', values: only } }),
      ...(targets === true ? { rules: { 'target-size': { enabled: true } } } : {}),
    });
    CSSStyleDeclaration.prototype.getPropertyValue = read;
    return results;
  }, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} — ${node.failureSummary?.replaceAll(/\s+/g, ' ')}`),
    );
}
