import { createSocket } from 'node:dgram';
import { describe, expect, it } from 'vitest';
import { bindingResponse, parseBindingRequest } from './stun-message.ts';
import { startStunServer } from './stun-server.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replace(/\s+/g, ''), 'hex'));
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

// RFC 5769: the transaction id of all its examples, and the attributes of sections 2.2 and 2.3.
const transactionId = bytes('b7e7a701bc34d686fa87dfae');
const plainRequest = bytes('00010000 2112a442 b7e7a701bc34d686fa87dfae');

describe('STUN messages', () => {
  it('masks an IPv4 address as RFC 5769 section 2.2 does', () => {
    expect(hex(bindingResponse(transactionId, '192.0.2.1', 32853))).toBe(
      hex(bytes('0101000c 2112a442 b7e7a701bc34d686fa87dfae 00200008 0001a147e112a643')),
    );
  });

  it('masks an IPv6 address as RFC 5769 section 2.3 does', () => {
    expect(hex(bindingResponse(transactionId, '2001:db8:1234:5678:11:2233:4455:6677', 32853))).toBe(
      hex(bytes('01010018 2112a442 b7e7a701bc34d686fa87dfae 00200014 0002a147 0113a9faa5d3f179bc25f4b5bed2b9d9')),
    );
  });

  it('reads IPv4 addresses of dual-stack sockets and abbreviated IPv6', () => {
    expect(bindingResponse(transactionId, '::ffff:192.0.2.1', 1)).toEqual(bindingResponse(transactionId, '192.0.2.1', 1));
    expect(bindingResponse(transactionId, '::1', 1)).toEqual(bindingResponse(transactionId, '0:0:0:0:0:0:0:1', 1));
  });

  it('understands a Binding request, with optional attributes or none', () => {
    expect(parseBindingRequest(plainRequest)).toEqual(transactionId);
    const withSoftware = bytes('00010008 2112a442 b7e7a701bc34d686fa87dfae 80220003 61626300');
    expect(parseBindingRequest(withSoftware)).toEqual(transactionId);
  });

  it('is silent about everything else', () => {
    const authenticated = bytes('0001000c 2112a442 b7e7a701bc34d686fa87dfae 00060005 6576746a3a000000');
    const lies = plainRequest.slice();
    lies[3] = 4;
    const oldCookie = plainRequest.slice();
    oldCookie[4] = 0;
    const response = bindingResponse(transactionId, '192.0.2.1', 1);
    const torn = bytes('00010004 2112a442 b7e7a701bc34d686fa87dfae 80220008');
    for (const datagram of [new Uint8Array(0), authenticated, lies, oldCookie, response, torn, new Uint8Array(2000)]) {
      expect(parseBindingRequest(datagram)).toBeUndefined();
    }
  });
});

describe('STUN server', () => {
  it('tells a client its address, and tires of one that asks without end', async () => {
    const client = createSocket('udp4');
    const probe = createSocket('udp4');
    await new Promise<void>((resolve) => probe.bind(0, '127.0.0.1', resolve));
    const port = probe.address().port;
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    const server = await startStunServer('127.0.0.1', port);
    if (!server.ok) throw new Error(server.error);
    await new Promise<void>((resolve) => client.bind(0, '127.0.0.1', resolve));
    const answers: Uint8Array[] = [];
    client.on('message', (message) => answers.push(message));
    client.send(plainRequest, port, '127.0.0.1');
    await expect.poll(() => answers.length).toBe(1);
    expect(hex(answers[0] ?? new Uint8Array())).toBe(hex(bindingResponse(transactionId, '127.0.0.1', client.address().port)));
    for (let i = 0; i < 300; i++) client.send(plainRequest, port, '127.0.0.1');
    await expect.poll(() => answers.length).toBeGreaterThanOrEqual(50);
    expect(answers.length).toBeLessThan(150);
    expect((await startStunServer('127.0.0.1', port)).ok).toBe(false);
    await server.value.close();
    await new Promise<void>((resolve) => client.close(() => resolve()));
  });
});
