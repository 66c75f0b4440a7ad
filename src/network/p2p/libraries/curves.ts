// The first part of what the peer-to-peer node is made of: curves and keys. Files of this folder are loaded one after the other before
// the node (engine-entry.ts), because all of them in one go would keep a slow page from answering.
import '@libp2p/crypto/keys';

export const has = 'curves';
