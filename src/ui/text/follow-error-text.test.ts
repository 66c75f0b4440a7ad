import { i18n } from '@lingui/core';
import { beforeAll, expect, it } from 'vitest';
import type { FollowError } from '../../services/app-api.ts';
import { messages } from '../locales/en/reading.po';
import { followErrorText } from './follow-error-text.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages }));

const host = 'mastodon.example';

it.each<[FollowError, RegExp]>([
  [{ type: 'not-an-address' }, /not an address that Pollen understands/],
  [{ type: 'yourself' }, /your/i],
  [{ type: 'not-found', host }, /^mastodon\.example knows nobody by that name/],
  [{ type: 'gone', host }, /on mastodon\.example is gone/],
  [{ type: 'forbidden', host }, /only to people who are signed in there/],
  [{ type: 'unreachable', host, reason: 'timed out' }, /^mastodon\.example did not answer.+timed out/],
])('says why nobody was found: %j', (error, words) => {
  expect(followErrorText(error)).toMatch(words);
});
