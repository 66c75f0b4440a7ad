import { describe, expect, it } from 'vitest';
import { parseGateway, parseIceServer } from './parse-servers.ts';

describe('gateway addresses', () => {
  it.each([
    ['pollen.example', 'https://pollen.example'],
    [' https://pollen.example/app/ ', 'https://pollen.example'],
    ['http://localhost:8787', 'http://localhost:8787'],
    ['http://pollen.example', undefined],
    ['https://user:secret@pollen.example', undefined],
    ['ftp://pollen.example', undefined],
    ['', undefined],
    ['not an address', undefined],
  ])('reads %j', (text, origin) => {
    expect(parseGateway(text)).toBe(origin);
  });
});

describe('connection helpers', () => {
  it.each([
    ['stun:stun.example:3478', 'stun:stun.example:3478'],
    [' stun:[::1]:3478 ', 'stun:[::1]:3478'],
    ['turn:turn.example', undefined],
    ['stun:', undefined],
    ['stun:a b', undefined],
  ])('reads %j', (text, server) => {
    expect(parseIceServer(text)).toBe(server);
  });
});
