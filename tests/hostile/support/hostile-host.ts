import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A server on loopback that answers with bytes, not with HTTP: what it says need not make sense. */
export interface HostileHost {
  readonly origin: string;
  /** First lines of the requests so far. */
  readonly requests: string[];
  /** Bytes that clients have taken off our hands. */
  sentBytes(): number;
  close(): Promise<void>;
}

/** Says something on a connection that has just asked; may go on for as long as it is open. */
export type Answering = (socket: Socket) => void;

export async function startHostileHost(answering: () => Answering): Promise<HostileHost> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let sent = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sent += socket.bytesWritten;
      sockets.delete(socket);
    });
    let head = '';
    socket.on('data', (piece) => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      requests.push(head.slice(0, head.indexOf('\r\n')));
      head = '';
      answering()(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    sentBytes: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, sent),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const headed = (headers: string, status = '200 OK'): string => `HTTP/1.1 ${status}\r\n${headers}\r\n`;

/** Writes `piece` again and again, at the pace at which it is taken. */
function forever(socket: Socket, piece: Uint8Array | string): void {
  const more = (): void => {
    while (!socket.destroyed && socket.writable && socket.write(piece)) {
      // As long as the other end takes it.
    }
  };
  socket.on('drain', more);
  more();
}

const megabyte = Buffer.alloc(2 ** 20, 0x20);
/** 256 MiB of blanks in a quarter of a megabyte. */
let bomb: Buffer | undefined;
const bombBytes = (): Buffer => (bomb ??= gzipSync(Buffer.alloc(2 ** 28, 0x20), { level: 9 }));

/** Everything that a host may do to a client, by name; `good` is what an honest one would say. */
export const badAnswers: Readonly<Record<string, (good: Uint8Array, elsewhere: string) => Answering>> = {
  'endless body': () => (socket) => {
    socket.write(headed('Content-Type: application/ld+json\r\n'));
    forever(socket, megabyte);
  },
  'endless body in chunks': () => (socket) => {
    socket.write(headed('Transfer-Encoding: chunked\r\n'));
    forever(socket, Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')]));
  },
  'endless chunk extension': () => (socket) => {
    socket.write(`${headed('Transfer-Encoding: chunked\r\n')}1;`);
    forever(socket, megabyte);
  },
  'endless head': () => (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    forever(socket, `X-Long: ${'x'.repeat(1000)}\r\n`);
  },
  'endless status line': () => (socket) => forever(socket, 'HTTP/1.1 200 OK OK OK OK OK OK OK OK '),
  'endless informational answers': () => (socket) => forever(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'),
  'gzip bomb': () => (socket) => {
    socket.write(headed(`Content-Encoding: gzip\r\nContent-Length: ${bombBytes().length}\r\n`));
    socket.write(bombBytes());
  },
  'gzip bomb that claims to be small': () => (socket) => {
    socket.write(headed('Content-Encoding: gzip\r\n'));
    socket.end(bombBytes());
  },
  'not gzip at all': (good) => (socket) => {
    socket.write(headed('Content-Encoding: gzip\r\n'));
    socket.end(good);
  },
  silence: () => () => undefined,
  'silence after the head': () => (socket) => void socket.write(headed('Content-Length: 10\r\n')),
  'silence inside the body': (good) => (socket) => {
    socket.write(headed(`Content-Length: ${good.length}\r\n`));
    socket.write(good.subarray(0, Math.floor(good.length / 2)));
  },
  'hanging up at once': () => (socket) => socket.destroy(),
  'hanging up inside the body': (good) => (socket) => {
    socket.write(headed(`Content-Length: ${good.length}\r\n`));
    socket.end(good.subarray(0, Math.floor(good.length / 2)));
  },
  'redirect elsewhere': (_good, elsewhere) => (socket) =>
    socket.end(headed(`Location: ${elsewhere}/\r\nContent-Length: 0\r\n`, '302 Found')),
  'redirect to a file': () => (socket) =>
    socket.end(headed('Location: file:///etc/hostname\r\nContent-Length: 0\r\n', '307 Found')),
  'redirect to itself': () => (socket) => socket.end(headed('Location: /\r\nContent-Length: 0\r\n', '308 Found')),
  'not modified, though nobody asked': () => (socket) => socket.end(headed('ETag: "x"\r\n', '304 Not Modified')),
  'partial content, though nobody asked': (good) => (socket) => {
    socket.write(headed(`Content-Range: bytes 0-9/${good.length}\r\nContent-Length: 10\r\n`, '206 Partial Content'));
    socket.end(good.subarray(0, 10));
  },
  'an odd status': () => (socket) => socket.end(headed('Content-Length: 0\r\n', '999 ?')),
  'no HTTP': () => (socket) => socket.end('SSH-2.0-x\r\n'),
  'a length below zero': (good) => (socket) => {
    socket.write(headed('Content-Length: -1\r\n'));
    socket.end(good);
  },
  'two lengths': (good) => (socket) => {
    socket.write(headed(`Content-Length: 1\r\nContent-Length: ${good.length}\r\n`));
    socket.end(good);
  },
  'a chunk of negative size': () => (socket) => socket.end(`${headed('Transfer-Encoding: chunked\r\n')}-5\r\nxxxxx\r\n`),
};

/** An ordinary answer, of whatever type. */
export const goodAnswer =
  (good: Uint8Array, contentType = 'application/ld+json'): Answering =>
  (socket) => {
    socket.write(headed(`Content-Type: ${contentType}\r\nContent-Length: ${good.length}\r\nConnection: close\r\n`));
    socket.end(good);
  };
