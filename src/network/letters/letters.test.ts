import type { Connection, Stream } from '@libp2p/interface';
import { lpStream } from '@libp2p/utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { testBytes, testSigner, until } from '../testing/fixtures.ts';
import { startPair } from '../testing/pair.ts';
import { LETTER_PROTOCOL, letterAnswer, letterLimits } from './letter-protocol.ts';
import { type LetterTaker, sendLetter, serveLetters } from './letter-service.ts';

const recipient = didToIpnsName(testSigner(1).did);
const nameBytes = new TextEncoder().encode(recipient);
const limits = { ...letterLimits, letterBytes: 10_000, readMs: 30_000, answerMs: 30_000, lettersPerMinute: 5 };
/** For who says nothing, and for who says something but never closes. */
const shortMs = 300;
const patientMs = 3_000;

describe('a letter over one stream', () => {
  let pair: Awaited<ReturnType<typeof startPair>>;
  let connection: Connection;
  let taken: Uint8Array[];

  beforeEach(async () => {
    pair = await startPair();
    taken = [];
    const [open] = pair.reader.libp2p.getConnections(pair.writerId);
    if (!open) throw new Error('not connected');
    connection = open;
  });
  afterEach(() => {
    vi.restoreAllMocks();
    return pair.stop();
  });

  const serve = (more: Partial<typeof limits> = {}, take?: LetterTaker): Promise<void> => {
    const keep: LetterTaker = async (name, letter) => name === recipient && taken.push(letter) > 0;
    return serveLetters(pair.writer.libp2p, take ?? keep, { ...limits, ...more });
  };
  const send = (activity: Uint8Array, answerMs = limits.answerMs): Promise<boolean> =>
    sendLetter(connection, { recipient, activity }, new AbortController().signal, { ...limits, answerMs });
  const openStreams = (): Stream[] => connection.streams.filter(({ protocol }) => protocol === LETTER_PROTOCOL);
  /** What is written by hand, and how the other side ends it: with a byte, or not at all. */
  const sendRaw = async (write: (stream: Stream) => void): Promise<number | 'broken off'> => {
    const stream = await connection.newStream(LETTER_PROTOCOL);
    const { promise, resolve } = Promise.withResolvers<number | 'broken off'>();
    stream.addEventListener('message', ({ data }) => resolve(data.subarray()[0] ?? 'broken off'));
    stream.addEventListener('close', () => resolve('broken off'));
    write(stream);
    return promise;
  };

  it('arrives whole, and the sender learns that it was taken', async () => {
    await serve();
    const letters = [testBytes(1), testBytes(3_000, 2), testBytes(limits.letterBytes, 3)];
    expect(await Promise.all(letters.map((letter) => send(letter)))).toEqual([true, true, true]);
    expect(taken.toSorted((a, b) => a.length - b.length)).toEqual(letters);
    await until(() => openStreams().length === 0);
  });

  it('may be refused', async () => {
    await serve({}, async () => false);
    expect(await send(testBytes(10))).toBe(false);
    await until(() => openStreams().length === 0);
  });

  it('counts as refused when judging it failed', async () => {
    await serve({}, () => Promise.reject(new Error('disk full')));
    expect(await send(testBytes(10))).toBe(false);
  });

  it('is not sent when it is too large, nor read', async () => {
    await serve();
    expect(await send(testBytes(limits.letterBytes + 1))).toBe(false);
    const write = (stream: Stream): void => void lpStream(stream).writeV([nameBytes, testBytes(limits.letterBytes + 1)]);
    expect(await sendRaw(write)).toBe('broken off');
    expect(await sendRaw((stream) => void stream.send(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x7f)))).toBe('broken off');
    expect(await sendRaw((stream) => void stream.send(testBytes(40_000, 5)))).toBe('broken off');
    expect(taken).toEqual([]);
    expect(await send(testBytes(5))).toBe(true);
  });

  it('is not read without a recipient', async () => {
    await serve();
    for (const name of [new Uint8Array(), testBytes(20), testBytes(5_000)]) {
      expect(await sendRaw((stream) => void lpStream(stream).writeV([name, testBytes(5)]))).toBe('broken off');
    }
    expect(taken).toEqual([]);
  });

  it('ends when the sender says nothing, or stops half way', async () => {
    await serve({ readMs: shortMs });
    const half = Uint8Array.of(nameBytes.length, ...nameBytes, 100, 1, 2, 3);
    const ways = [
      (): void => {},
      (stream: Stream) => void stream.send(half.subarray(0, 9)),
      (stream: Stream) => void stream.send(half),
    ];
    expect(await Promise.all(ways.map(sendRaw))).toEqual(['broken off', 'broken off', 'broken off']);
    expect(taken).toEqual([]);
  });

  it('is given up when the receiver says nothing, answers nonsense, or does not know of letters', async () => {
    expect(await send(testBytes(5), patientMs)).toBe(false);
    let behave: (stream: Stream) => void = () => {};
    await pair.writer.libp2p.handle(LETTER_PROTOCOL, (stream) => behave(stream));
    expect(await send(testBytes(5), shortMs)).toBe(false);
    behave = (stream) => void stream.send(Uint8Array.of(77));
    expect(await send(testBytes(5), patientMs)).toBe(false);
    behave = (stream) => void stream.close();
    expect(await send(testBytes(5), patientMs)).toBe(false);
    // Who never closes the stream does not keep it open for longer than an answer may take.
    behave = (stream) => void stream.send(Uint8Array.of(letterAnswer.taken));
    expect(await send(testBytes(5), patientMs)).toBe(true);
    await until(() => openStreams().length === 0, 20_000);
  });

  it('is taken only a few times a minute of one peer, and not too many at once', async () => {
    await serve();
    // The clock stands still, or a slow machine would be given more meanwhile.
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    const answers: boolean[] = [];
    for (let count = 0; count < 8; count += 1) answers.push(await send(testBytes(5)));
    expect(answers).toEqual([true, true, true, true, true, false, false, false]);
    expect(taken).toHaveLength(5);
  });

  it('is taken only so often of all peers together', async () => {
    await serve({ lettersPerMinuteOfAll: 1 });
    expect([await send(testBytes(5)), await send(testBytes(5))]).toEqual([true, false]);
  });

  it('leaves no more than a few streams open', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    await serve({ streamsPerPeer: 2 }, () => promise);
    const answers = Array.from({ length: 4 }, () => send(testBytes(5)));
    await Promise.race(answers);
    resolve(true);
    expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(2);
  });
});
