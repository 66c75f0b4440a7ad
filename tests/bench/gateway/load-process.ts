// The process that makes the load: keep-alive connections, each with one conditional poll under way at any time.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerTasks } from '../support/worker-process.ts';
import type { Serving } from './server-process.ts';

export interface Load extends Serving {
  readonly connections: number;
  readonly seconds: number;
}

export interface Loaded {
  readonly answers: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly answerBytes: number;
}

const end = Buffer.from('\r\n\r\n');

async function load({ port, path, etag, connections, seconds }: Load): Promise<Loaded> {
  const request = Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: application/ld+json\r\nAccept-Encoding: br, gzip\r\n` +
      `User-Agent: pollen-bench\r\nIf-None-Match: ${etag}\r\n\r\n`,
  );
  const latenciesMs: number[] = [];
  let answerBytes = 0;
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;

  const poll = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let sentMs = 0;
      let received: Buffer = Buffer.alloc(0);
      const send = (): void => {
        sentMs = performance.now();
        socket.write(request);
      };
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the gateway hung up')));
      socket.on('data', (data: Buffer) => {
        received = received.length === 0 ? data : Buffer.concat([received, data]);
        if (!received.subarray(-4).equals(end)) return;
        // A 304 has no body, so what ends in an empty line is all.
        if (received.toString('latin1', 0, 13) !== 'HTTP/1.1 304 ') return reject(new Error(received.toString('latin1')));
        const nowMs = performance.now();
        latenciesMs.push(nowMs - sentMs);
        answerBytes = received.length;
        received = Buffer.alloc(0);
        if (nowMs < endMs) send();
        else resolve();
      });
      send();
    });

  const sockets: Socket[] = [];
  for (let index = 0; index < connections; index++) {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    await once(socket, 'connect');
    sockets.push(socket);
  }
  await Promise.all(sockets.map(poll));
  const tookMs = performance.now() - startMs;
  for (const socket of sockets) socket.removeAllListeners('close').destroy();
  const sorted = Float64Array.from(latenciesMs).toSorted();
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return {
    answers: sorted.length,
    perSecond: (sorted.length / tookMs) * 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    answerBytes,
  };
}

answerTasks({ load });
