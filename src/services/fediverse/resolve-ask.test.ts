import { expect, it } from 'vitest';
import { activityTypes, anyTypes, feedTypes, jrdTypes, pageTypes } from './resolve-ask.ts';

it.each([activityTypes, anyTypes, feedTypes, jrdTypes, pageTypes])(
  'no server is asked for permission first because of what is accepted: %s',
  (accept) => {
    // Fetch standard, "CORS-safelisted request-header": at most 128 bytes, none of them unsafe.
    expect(accept.length).toBeLessThanOrEqual(128);
    expect(accept).not.toMatch(/["():<>?@[\\\]{}\u007f]|[^\x20-\x7e]/);
  },
);
