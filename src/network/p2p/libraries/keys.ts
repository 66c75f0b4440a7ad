// A third of what the peer-to-peer node is made of: curves, codecs, encryption. Files of this folder are loaded one after the other
// before the node (engine-entry.ts), because all of them in one go would keep a slow page from answering.
import '@libp2p/crypto/keys';
import '@libp2p/noise';
import '@libp2p/peer-id';

export const has = 'keys';
