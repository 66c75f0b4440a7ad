import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const createPolicy = vi.fn((_name: string, rules: { createScriptURL(url: string): string }) => rules);

describe('the addresses of scripts that are started by address', () => {
  beforeEach(() => {
    vi.resetModules();
    createPolicy.mockClear();
    vi.stubGlobal('trustedTypes', { createPolicy });
    vi.stubGlobal('location', new URL('https://app.example/pollen/'));
  });
  afterEach(() => vi.unstubAllGlobals());

  it('are those of the workers of the build, under one policy', async () => {
    const { trustedScript } = await import('./trusted-script.ts');
    const workers = ['age-worker-BDdmwjqe', 'media-worker-BDdmwjqe'].map(
      (name) => `https://app.example/pollen/assets/${name}.js`,
    );
    expect(trustedScript('./service-worker.js')).toBe('./service-worker.js');
    for (const worker of workers) expect(trustedScript(worker)).toBe(worker);
    expect(createPolicy).toHaveBeenCalledExactlyOnceWith('pollen', expect.anything());
  });

  it.each([
    'https://other.example/assets/age-worker-BDdmwjqe.js',
    '//other.example/assets/age-worker-BDdmwjqe.js',
    'https://app.example/pollen/assets/age-worker-BDdmwjqe.js?x',
    './service-worker.js#x',
    'data:text/javascript,/assets/age-worker-BDdmwjqe.js',
    'blob:https://app.example/assets/age-worker-BDdmwjqe.js',
  ])('are not %s', async (address) => {
    const { trustedScript } = await import('./trusted-script.ts');
    expect(() => trustedScript(address)).toThrow(TypeError);
  });
});
