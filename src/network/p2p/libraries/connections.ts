// The third part (curves.ts): what connects, and what every connection has.
import '@libp2p/circuit-relay-v2';
import '@libp2p/fetch';
import '@libp2p/identify';
import '@libp2p/ping';
import '@libp2p/websockets';
import '@libp2p/yamux';
import 'libp2p';

export const has = 'connections';
