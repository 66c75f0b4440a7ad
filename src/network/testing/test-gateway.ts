import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a pretended gateway answers, by method and path; a string or bytes mean 200. */
export type TestAnswers = (
  method: string,
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
) => { status?: number; body?: string | Uint8Array; headers?: Record<string, string> } | 'silence';

/** An HTTP server on a free loopback port. */
export async function startTestGateway(answers: TestAnswers): Promise<{ origin: string; close(): void; requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    requests.push(`${request.method} ${request.url}`);
    const answer = answers(request.method ?? '', request.url ?? '', Buffer.concat(pieces), request.headers);
    if (answer === 'silence') return;
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
