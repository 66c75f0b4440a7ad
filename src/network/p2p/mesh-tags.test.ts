import { generateKeyPair } from '@libp2p/crypto/keys';
import type { PeerId } from '@libp2p/interface';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { beforeEach, describe, expect, it } from 'vitest';
import { tagMeshPeers } from './mesh-tags.ts';

describe('tagMeshPeers', () => {
  const gossip = new EventTarget();
  const events = new EventTarget();
  const writes: [peer: string, tag: unknown][] = [];
  const libp2p = Object.assign(events, {
    peerStore: {
      merge: async (peer: PeerId, { tags }: { readonly tags?: unknown }) => void writes.push([peer.toString(), tags]),
    },
  });
  let peer: PeerId;
  let stop: () => void;
  const tell = (type: string, topic: string): boolean =>
    gossip.dispatchEvent(new CustomEvent(`gossipsub:${type}`, { detail: { peerId: peer.toString(), topic } }));

  beforeEach(async () => {
    writes.length = 0;
    peer = peerIdFromPrivateKey(await generateKeyPair('Ed25519'));
    stop = tagMeshPeers(libp2p as never, gossip as never);
    return () => stop();
  });

  it('writes once for thousands of topics, and once when the last is over', () => {
    for (let topic = 0; topic < 2_000; topic++) tell('graft', `topic ${topic}`);
    tell('graft', 'topic 7');
    expect(writes).toEqual([[peer.toString(), { 'pollen-mesh': { value: 100 } }]]);
    for (let topic = 0; topic < 2_000; topic++) tell('prune', `topic ${topic}`);
    tell('prune', 'topic 7');
    expect(writes.slice(1)).toEqual([[peer.toString(), { 'pollen-mesh': undefined }]]);
  });

  it('forgets who left without a word, and tags whoever comes back', () => {
    tell('graft', 'one');
    events.dispatchEvent(new CustomEvent('peer:disconnect', { detail: peer }));
    events.dispatchEvent(new CustomEvent('peer:disconnect', { detail: peer }));
    tell('graft', 'one');
    expect(writes.map(([, tags]) => tags)).toEqual([
      { 'pollen-mesh': { value: 100 } },
      { 'pollen-mesh': undefined },
      { 'pollen-mesh': { value: 100 } },
    ]);
  });

  it('hears nothing once it has ended', () => {
    stop();
    tell('graft', 'one');
    expect(writes).toEqual([]);
  });
});
