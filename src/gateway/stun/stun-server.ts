import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';
import { budgetKey, createBudget } from '../http/budget.ts';
import { bindingResponse, parseBindingRequest } from './stun-message.ts';

export interface StunServer {
  close(): Promise<void>;
}

/** Answers STUN Binding requests on UDP, 20 a second for each address, and nothing else. Errors: the port is taken or not allowed. */
export async function startStunServer(host: string, port: number): Promise<Result<StunServer, string>> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  const budget = createBudget({ burst: 60, perSecond: 20 });
  socket.on('message', (datagram, from) => {
    const transactionId = parseBindingRequest(datagram);
    if (transactionId === undefined || !budget.take(budgetKey(from.address), Date.now())) return;
    socket.send(bindingResponse(transactionId, from.address, from.port), from.port, from.address, () => {});
  });
  const bound = await new Promise<Result<void, string>>((resolve) => {
    socket.once('error', (error) => resolve(err(error.message)));
    socket.bind(port, host, () => resolve(ok(undefined)));
  });
  if (!bound.ok) return bound;
  socket.on('error', () => {});
  return ok({ close: () => new Promise((resolve) => socket.close(() => resolve())) });
}
