// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { browserLogger } from './browser-logger.ts';

afterEach(() => localStorage.clear());

describe('the logger of nodes in browsers', () => {
  it('says nothing, in any of the ways in which libp2p speaks', () => {
    const logger = browserLogger()?.forComponent('libp2p:test');
    expect(logger?.enabled).toBe(false);
    logger?.('%s', 1);
    logger?.error('%e', new Error('unheard'));
    logger?.newScope('inner').trace('%s', 2);
  });

  it('leaves it to the library when somebody listens', () => {
    localStorage.setItem('debug', 'libp2p:*');
    expect(browserLogger()).toBeUndefined();
  });
});
