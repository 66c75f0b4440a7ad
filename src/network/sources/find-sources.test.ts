import { describe, expect, it } from 'vitest';
import type { IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Source } from '../../protocol/ports/network.ts';
import { ok } from '../../protocol/result.ts';
import { testSigner } from '../testing/fixtures.ts';
import { findSources, type PeerReach } from './find-sources.ts';

const name: IpnsName = didToIpnsName(testSigner(1).did);
const sourceOf = (label: string): Source => ({
  kind: 'webrtc',
  label,
  fetchPaths: async () => ok([]),
  fetchBlocks: async () => ok([]),
});
const device = (peerId: string) => ({ peerId, addresses: [] });
const reach = (parts: Partial<PeerReach>): PeerReach => ({
  connected: () => [],
  remembered: () => [],
  askPeers: async () => [],
  dial: async () => undefined,
  ...parts,
});
const collect = async (sources: AsyncIterable<Source>): Promise<string[]> => {
  const labels: string[] = [];
  for await (const source of sources) labels.push(source.label);
  return labels;
};

describe('findSources', () => {
  it('offers connected peers, then dialled ones, then gateways, each once', async () => {
    const peers = reach({
      connected: () => [sourceOf('a')],
      remembered: () => [device('a'), device('b')],
      askPeers: async () => [device('b'), device('c')],
      dial: async (_name, { peerId }) => sourceOf(peerId),
    });
    const labels = await collect(findSources(name, { gateways: ['http://127.0.0.1:1'], peers }));
    expect(labels).toEqual(['a', 'b', 'c', 'http://127.0.0.1:1']);
  });

  it('offers gateways although a dial hangs', async () => {
    const peers = reach({ remembered: () => [device('a')], dial: () => new Promise(() => {}) });
    for await (const source of findSources(name, { gateways: ['http://127.0.0.1:1'], peers })) {
      expect(source.label).toBe('http://127.0.0.1:1');
      break;
    }
  });

  it('passes over devices that cannot be reached, and ends', async () => {
    const peers = reach({ remembered: () => [device('a')], askPeers: () => Promise.reject(new Error('no')) });
    expect(await collect(findSources(name, { gateways: [], peers }))).toEqual([]);
  });

  it('needs no peers, and ends when told to', async () => {
    expect(await collect(findSources(name, { gateways: ['http://127.0.0.1:1'] }))).toEqual(['http://127.0.0.1:1']);
    expect(await collect(findSources(name, { gateways: ['http://127.0.0.1:1'], signal: AbortSignal.abort() }))).toEqual([]);
    const stop = new AbortController();
    const peers = reach({ remembered: () => [device('a')], dial: () => new Promise(() => {}) });
    const collecting = collect(findSources(name, { gateways: [], peers, signal: stop.signal }));
    stop.abort();
    expect(await collecting).toEqual([]);
  });
});
