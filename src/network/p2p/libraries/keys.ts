// The second part (curves.ts): codecs, encryption.
import '@libp2p/noise';
import '@libp2p/peer-id';

export const has = 'keys';
