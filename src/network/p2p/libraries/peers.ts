// The last part (curves.ts): WebRTC, gossip, blocks.
import '@helia/bitswap';
import '@helia/libp2p';
import '@libp2p/gossipsub';
import '@libp2p/webrtc';
import 'datastore-idb';
import 'helia';

export const has = 'peers';
