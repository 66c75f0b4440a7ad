// The raw limit between two browsers: a bare RTCDataChannel, the pages' bytes in 64 KiB messages, every proof verified by batched
// WebCrypto, posts put into IndexedDB with two indexes. None of the project's code, none of its checks.
import { rawVerify, signedParts } from '../raw-verify.ts';
import { createUnframer, framesOf } from '../copy/frames.ts';

interface Page {
  readonly orderedItems: readonly { readonly actor: string; readonly published: string; readonly object?: unknown }[];
}

export interface RawCopied {
  readonly ms: number;
  readonly proofs: number;
}

export interface RawPeer {
  /** The author's side: SDP offer. */
  offer(): Promise<string>;
  accept(answer: string): Promise<void>;
  /** The reader's side: SDP answer. */
  answer(offer: string): Promise<string>;
  /** Author: holds the pages (frames at `url`) ready. */
  load(url: string): Promise<void>;
  send(): Promise<void>;
  /** Reader: listens; `posts` posts by the key (base64) will come. */
  expect(posts: number, publicKey: string): Promise<void>;
  /** Reader: resolves when all posts are verified and stored. Times from the first message. */
  received(): Promise<RawCopied>;
}

const messageBytes = 64 * 1024;
const highWaterBytes = 4 * 2 ** 20;

export function createRawPeer(): RawPeer {
  const connection = new RTCPeerConnection();
  let channel: RTCDataChannel | undefined;
  let pages: Uint8Array[] = [];

  async function gathered(): Promise<string> {
    await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete')
      await new Promise((resolve) => connection.addEventListener('icegatheringstatechange', resolve, { once: true }));
    return connection.localDescription?.sdp ?? '';
  }

  const done = Promise.withResolvers<RawCopied>();
  const arrived = Promise.withResolvers<RTCDataChannel>();
  connection.addEventListener('datachannel', (event) => {
    event.channel.binaryType = 'arraybuffer';
    arrived.resolve(event.channel);
  });

  return {
    async offer() {
      channel = connection.createDataChannel('bench');
      channel.binaryType = 'arraybuffer';
      return gathered();
    },
    async accept(sdp) {
      const opened = new Promise((resolve) => channel?.addEventListener('open', resolve, { once: true }));
      await connection.setRemoteDescription({ type: 'answer', sdp });
      await opened;
    },
    async answer(sdp) {
      await connection.setRemoteDescription({ type: 'offer', sdp });
      return gathered();
    },
    async load(url) {
      pages = createUnframer().push(new Uint8Array(await (await fetch(url)).arrayBuffer()));
    },
    async send() {
      const open = channel;
      if (open === undefined) throw new Error('no channel');
      open.bufferedAmountLowThreshold = 2 ** 20;
      for (const message of framesOf(pages, messageBytes)) {
        if (open.bufferedAmount > highWaterBytes)
          await new Promise((resolve) => open.addEventListener('bufferedamountlow', resolve, { once: true }));
        for (let start = 0; start < message.length; start += messageBytes * 2)
          open.send(message.subarray(start, start + messageBytes * 2));
      }
    },
    async expect(posts, publicKey) {
      const bytes = Uint8Array.from(atob(publicKey), (character) => character.charCodeAt(0));
      const key = await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
      const database = await openDatabase(`raw-${crypto.randomUUID()}`);
      const unframer = createUnframer();
      const decoder = new TextDecoder();
      let startMs = 0;
      let stored = 0;
      let proofs = 0;
      const take = async (files: readonly Uint8Array[]): Promise<void> => {
        const texts = files.map((file) => JSON.parse(decoder.decode(file)) as Page);
        proofs += (await Promise.all(texts.map((page) => rawVerify(signedParts(page), key)))).reduce(
          (sum, count) => sum + count,
          0,
        );
        const transaction = database.transaction('posts', 'readwrite', { durability: 'relaxed' });
        const store = transaction.objectStore('posts');
        let count = 0;
        for (const page of texts)
          for (const activity of page.orderedItems) {
            count++;
            store.put({
              id: (activity.object as { id: string }).id,
              author: activity.actor,
              published: Date.parse(activity.published),
              activity: JSON.stringify(activity),
            });
          }
        await new Promise((resolve) => transaction.addEventListener('complete', resolve, { once: true }));
        stored += count;
        if (stored === posts) done.resolve({ ms: performance.now() - startMs, proofs });
      };
      (await arrived.promise).addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
        startMs ||= performance.now();
        const files = unframer.push(new Uint8Array(event.data));
        if (files.length > 0) void take(files).catch(done.reject);
      });
    },
    received: () => done.promise,
  };
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => {
      const store = request.result.createObjectStore('posts', { keyPath: 'id' });
      store.createIndex('published', 'published');
      store.createIndex('author', ['author', 'published']);
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
