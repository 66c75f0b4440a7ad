import type { IncomingMessage } from 'node:http';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';
import type { BodyError } from './answer.ts';

/**
 * The whole body, at most `limitBytes`: an announced length above that is refused unread, an unannounced one when it is crossed.
 * How long a client may take is the server's `requestTimeout`.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Result<Uint8Array, BodyError>> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return err({ type: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      if (length > limitBytes) {
        request.pause();
        resolve(err({ type: 'too-large' }));
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve(ok(Buffer.concat(chunks))));
    request.on('error', () => resolve(err({ type: 'incomplete' })));
    request.on('close', () => resolve(err({ type: 'incomplete' })));
  });
}
