import { describe, expect, it } from 'vitest';
import { pairingLimits } from './limits.ts';
import { encodePairingCode, groupedCode, type PairingCode, pairingLink, parsePairingCode } from './pairing-code.ts';
import { keyOfPeerId, peerIdOfKey } from './peer-id.ts';

const nowMs = Date.UTC(2026, 10, 22, 18);
const code: PairingCode = {
  peerId: peerIdOfKey(Uint8Array.from({ length: 32 }, (_, place) => place * 7)),
  gateways: ['http://localhost:8787', 'https://gateway.example'],
  secret: Uint8Array.from({ length: 16 }, (_, place) => 255 - place),
  expiresAtMs: nowMs + pairingLimits.codeMs,
};
const written = encodePairingCode(code);
const error = (text: string, atMs = nowMs): string | undefined => {
  const parsed = parsePairingCode(text, atMs);
  return parsed.ok ? undefined : parsed.error;
};

describe('a pairing code', () => {
  it('is read from a link, from bare text, and as people type it', () => {
    for (const text of [
      written,
      pairingLink('https://app.example/', written),
      pairingLink('http://localhost:8787/#/settings/devices', written),
      groupedCode(written).toUpperCase(),
      ` ${groupedCode(written).replaceAll(' ', '-')}\n`,
    ]) {
      expect(parsePairingCode(text, nowMs)).toEqual({ ok: true, value: code });
    }
    expect(code.peerId).toMatch(/^12D3KooW/);
    expect(written.length).toBeLessThan(200);
  });

  it('may name no gateway at all', () => {
    expect(parsePairingCode(encodePairingCode({ ...code, gateways: [] }), nowMs)).toMatchObject({ value: { gateways: [] } });
  });

  it('is damaged by any one wrong character, and by cutting', () => {
    for (let place = 0; place < written.length; place += 1) {
      const other = written[place] === 'a' ? 'b' : 'a';
      const changed = `${written.slice(0, place)}${other}${written.slice(place + 1)}`;
      expect(error(changed), `character ${place}`).toMatch(/^(damaged|not-a-code)$/);
    }
    for (let length = 0; length < written.length; length += 1) {
      expect(error(written.slice(0, length))).toMatch(/^(damaged|not-a-code)$/);
      expect(error(pairingLink('https://app.example/', written.slice(0, length)))).toMatch(/^(damaged|not-a-code)$/);
    }
    expect(error(`${written}a`)).toBe('damaged');
  });

  it('is over in time, and one that claims to be good for ever is not taken', () => {
    expect(error(written, code.expiresAtMs - 1)).toBeUndefined();
    expect(error(written, code.expiresAtMs)).toBe('expired');
    const forever = encodePairingCode({ ...code, expiresAtMs: nowMs + 2 * pairingLimits.codeSlackMs });
    expect(error(forever)).toBe('expired');
  });

  it('is not found in other texts, however long', () => {
    for (const text of ['', 'hello', 'https://app.example/#/@k51qzi5uqu5d', '#/pair/', 'a'.repeat(3_000), 'é'.repeat(100)]) {
      expect(error(text)).toMatch(/^(not-a-code|damaged)$/);
    }
  });

  it('names gateways by origins only', () => {
    for (const gateway of [
      'javascript:alert(1)',
      'ftp://a.example',
      'https://a.example/path',
      'https://u:p@a.example',
      'a',
      '',
    ]) {
      expect(error(encodePairingCode({ ...code, gateways: [gateway] })), gateway).toBe('damaged');
    }
  });

  it('cannot be written for what it has no room for', () => {
    expect(() => encodePairingCode({ ...code, peerId: 'QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N' })).toThrow(RangeError);
    expect(() => encodePairingCode({ ...code, secret: new Uint8Array(15) })).toThrow(RangeError);
    expect(() => encodePairingCode({ ...code, gateways: Array.from({ length: 4 }, () => 'https://a.example') })).toThrow(
      RangeError,
    );
    expect(() => encodePairingCode({ ...code, gateways: [`https://${'a'.repeat(200)}.example`] })).toThrow(RangeError);
  });
});

describe('a peer id', () => {
  it('is its key and back, and nothing else', () => {
    expect(peerIdOfKey(keyOfPeerId(code.peerId) ?? new Uint8Array())).toBe(code.peerId);
    for (const text of ['', '1', '12D3KooW', `${code.peerId}1`, 'z'.repeat(52), code.peerId.slice(0, -1)]) {
      expect(keyOfPeerId(text)).toBeUndefined();
    }
  });
});
