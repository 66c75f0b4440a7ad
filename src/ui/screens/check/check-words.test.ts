import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleIds } from '../../../protocol/conformance/rules.ts';
import { messages as screens } from '../../locales/en/screens.po';
import { messages as shell } from '../../locales/en/shell.po';
import { placeName, problemWords, stateWords } from './check-words.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: { ...shell, ...screens } }));

describe('words of a check', () => {
  it('tell every rule in a sentence that people understand', () => {
    for (const rule of ruleIds) {
      const [words, ...more] = problemWords([rule]);
      expect(more).toEqual([]);
      expect(words).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('say the same thing once', () => {
    expect(problemWords(['json-syntax', 'proof', 'owner'])).toHaveLength(1);
    expect(problemWords(['actor-rsa', 'actor-interval', 'tombstone-page'])).toHaveLength(3);
  });

  it('name places, and how the account is there', () => {
    expect(placeName({ kind: 'gateway', origin: 'https://gateway.example', state: 'good' })).toBe(
      'At the gateway gateway.example',
    );
    const states = ['looking', 'good', 'behind', 'limited', 'broken', 'unread', 'nothing-published'] as const;
    for (const kind of ['device', 'gateway', 'website'] as const)
      for (const state of states) expect(stateWords({ kind, state })).toMatch(/^[A-Z].+[.…]/);
  });
});
