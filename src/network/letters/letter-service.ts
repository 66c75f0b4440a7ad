import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { byteStream, lpStream } from '@libp2p/utils';
import type { IpnsName } from '../../protocol/brand.ts';
import { createBudget } from '../../protocol/budget.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';
import { LETTER_PROTOCOL, letterAnswer, type LetterLimits, letterLimits } from './letter-protocol.ts';

/** Judges a letter that a stranger sent: for whom it says it is, and its bytes. True when it is taken. */
export type LetterTaker = (recipient: IpnsName, activity: Uint8Array) => Promise<boolean>;

/** A letter and whose it is to be. */
export interface Letter {
  readonly recipient: IpnsName;
  readonly activity: Uint8Array;
}

/** Takes letters from directly connected peers (letter-protocol.ts). A peer over the limits loses the stream. */
export async function serveLetters(
  libp2p: Pick<Libp2p, 'handle'>,
  take: LetterTaker,
  limits: LetterLimits = letterLimits,
): Promise<void> {
  const open = new Map<string, number>();
  const { lettersPerMinute, lettersPerMinuteOfAll } = limits;
  const ofPeer = createBudget({ burst: lettersPerMinute, perSecond: lettersPerMinute / 60 });
  const ofAll = createBudget({ burst: lettersPerMinuteOfAll, perSecond: lettersPerMinuteOfAll / 60 });

  const serve = async (stream: Stream, connection: Connection): Promise<void> => {
    const peer = connection.remotePeer.toString();
    const streams = (open.get(peer) ?? 0) + 1;
    const nowMs = Date.now();
    if (streams > limits.streamsPerPeer || !ofPeer.take(peer, nowMs) || !ofAll.take('', nowMs)) {
      stream.abort(new Error('too many letters'));
      return;
    }
    open.set(peer, streams);
    try {
      await takeOne(stream, take, limits);
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('bad letter'));
    } finally {
      const left = (open.get(peer) ?? 1) - 1;
      if (left === 0) open.delete(peer);
      else open.set(peer, left);
    }
  };
  await libp2p.handle(LETTER_PROTOCOL, serve, { maxInboundStreams: limits.streamsPerPeer, runOnLimitedConnection: false });
}

async function takeOne(stream: Stream, take: LetterTaker, limits: LetterLimits): Promise<void> {
  const { nameBytes, letterBytes, readMs } = limits;
  const signal = AbortSignal.timeout(readMs);
  const frames = lpStream(stream, { maxDataLength: letterBytes, maxBufferSize: 2 * letterBytes });
  const name = await frames.read({ signal });
  const recipient = name.length > nameBytes ? undefined : parseIpnsName(new TextDecoder().decode(name.subarray()));
  if (recipient === undefined) throw new Error('a letter for nobody');
  const activity = await frames.read({ signal });
  const taken = await take(recipient, Uint8Array.from(activity.subarray()));
  stream.send(Uint8Array.of(taken ? letterAnswer.taken : letterAnswer.refused));
  await close(stream, AbortSignal.timeout(readMs));
}

/** Offers a letter to the peer of a direct connection. False when it was not taken, for whatever reason; never rejects. */
export async function sendLetter(
  connection: Connection,
  { recipient, activity }: Letter,
  within: AbortSignal,
  { letterBytes, answerMs }: LetterLimits = letterLimits,
): Promise<boolean> {
  if (activity.length > letterBytes) return false;
  const signal = AbortSignal.any([within, AbortSignal.timeout(answerMs)]);
  let stream: Stream | undefined;
  try {
    stream = await connection.newStream(LETTER_PROTOCOL, { signal });
    const frames = lpStream(stream);
    await frames.writeV([new TextEncoder().encode(recipient), activity], { signal });
    const answer = await byteStream(frames.unwrap()).read({ bytes: 1, signal });
    void close(stream, signal);
    return answer.get(0) === letterAnswer.taken;
  } catch (error) {
    stream?.abort(error instanceof Error ? error : new Error('letter not taken'));
    return false;
  }
}

/** Ends both sides of a stream; the peer may never close its own. */
async function close(stream: Stream, signal: AbortSignal): Promise<void> {
  const end = (): void => stream.abort(new Error('not closed in time'));
  signal.addEventListener('abort', end, { once: true });
  stream.addEventListener('close', () => signal.removeEventListener('abort', end), { once: true });
  try {
    await stream.close({ signal });
  } catch {
    end();
  }
}
