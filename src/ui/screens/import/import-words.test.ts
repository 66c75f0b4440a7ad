import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JobView } from '../../../services/import/files-api.ts';
import { messages as screens } from '../../locales/en/screens.po';
import {
  failedRows,
  jobStateText,
  kindWords,
  leftOutText,
  problemText,
  quarterOf,
  rowStates,
  rowStateText,
} from './import-words.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: screens }));

const job: JobView = {
  id: 'a',
  kind: 'follows',
  fileName: 'following_accounts.csv',
  state: 'running',
  createdAtMs: 0,
  total: 412,
  done: 0,
  counts: {},
};

describe('words of an import', () => {
  it('count people, servers and posts as what they are', () => {
    expect(kindWords('follows').action(412)).toBe('Follow 412 people');
    expect(kindWords('follows').action(1)).toBe('Follow 1 person');
    expect(kindWords('blocked-hosts').action(7)).toBe('Block 7 servers');
    expect(kindWords('archive').action(0)).toBe('Bring it in');
    expect(leftOutText('malformed', 1)).toBe('1 row is no address: left out.');
  });

  it('exist for every state of a row, and no two are alike', () => {
    const texts = rowStates.map((state) => rowStateText(state, 'follows'));
    expect(new Set(texts).size).toBe(rowStates.length);
    expect(texts.filter((text) => text.startsWith('import.'))).toEqual([]);
  });

  it('say that waiting is not running', () => {
    expect(jobStateText(job)).toBe('Under way');
    expect(jobStateText({ ...job, waitsFor: 'network' })).toBe('Waiting');
    expect(jobStateText({ ...job, state: 'paused', waitsFor: 'file' })).toBe('Paused');
  });

  it('pass on why a file cannot be used', () => {
    expect(problemText({ type: 'damaged', fileName: 'a', reason: 'It ends early.' })).toContain('It ends early.');
    expect(problemText({ type: 'too-large', fileName: 'a', limitBytes: 20_000_000 })).toContain('20 MB');
  });
});

describe('an import', () => {
  it('counts what may be tried again, and nothing else', () => {
    expect(failedRows({ ...job, counts: { done: 9, 'not-found': 2, gone: 1, unreachable: 4, 'needs-approval': 8 } })).toBe(7);
  });

  it.each([
    [0, 0, 0],
    [0, 412, 0],
    [102, 412, 0],
    [103, 412, 1],
    [411, 412, 3],
    [412, 412, 4],
  ])('has done %i of %i: %i quarters', (done, total, quarters) => {
    expect(quarterOf({ done, total })).toBe(quarters);
  });
});
