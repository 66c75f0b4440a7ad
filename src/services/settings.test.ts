import { describe, expect, it } from 'vitest';
import { mergeSettings } from './change-settings.ts';
import { defaultSettings } from './settings.ts';

describe('mergeSettings', () => {
  it('keeps origins only, each once', () => {
    const gateways = ['https://a.example/path', 'https://a.example', 'ftp://b.example', 'nonsense', 'http://localhost:8787'];
    expect(mergeSettings(defaultSettings, { gateways }).gateways).toEqual(['https://a.example', 'http://localhost:8787']);
  });

  it('leaves a setting as it was when the new value is of no use', () => {
    const wrong = { theme: 'pink', undoSeconds: Number.NaN, locale: 'x'.repeat(100) } as unknown as Parameters<
      typeof mergeSettings
    >[1];
    expect(mergeSettings({ ...defaultSettings, theme: 'dark' }, wrong)).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(mergeSettings(defaultSettings, { undoSeconds: 1000 }).undoSeconds).toBe(60);
  });

  it('goes back to the own servers of the gateways', () => {
    const chosen = mergeSettings(defaultSettings, { iceServers: ['stun:a.example', 'https://no'] });
    expect(chosen.iceServers).toEqual(['stun:a.example']);
    expect(mergeSettings(chosen, { theme: 'light' }).iceServers).toEqual(['stun:a.example']);
    expect(mergeSettings(chosen, { iceServers: undefined }).iceServers).toBeUndefined();
  });
});
