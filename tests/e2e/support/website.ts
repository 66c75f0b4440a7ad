import { createServer, type Server } from 'node:http';
import { buildHostingRequest } from '../../../src/network/gateways/hosting-request.ts';
import { createHead } from '../../../src/network/heads/ipns-head.ts';
import type { CanonicalId, Did, IpnsName } from '../../../src/protocol/brand.ts';
import { accountId } from '../../../src/protocol/identity/paths.ts';
import { serialize } from '../../../src/protocol/proof/proof.ts';
import { createSeedSigner } from '../../../src/protocol/proof/signer.ts';
import { type AccountFixture, createAccountFixture } from '../../../src/protocol/tree/account-fixture.ts';

/** A website of somebody else's: an empty page at every address. */
export function startSite(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Kittens</title>');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** What a website would like to write into a gateway, perfectly made: only the permission is missing. */
export interface Booty {
  /** A newer record of an account that the gateway keeps. */
  readonly name: IpnsName;
  readonly record: readonly number[];
  /** A request to keep somebody else. */
  readonly hosting: readonly number[];
  readonly hostingFor: Did;
  /** A letter to the account that the gateway keeps. */
  readonly letter: readonly number[];
  readonly recipient: CanonicalId;
}

export async function makeBooty(gateway: string, hosted: AccountFixture): Promise<Booty> {
  const { signer } = hosted;
  if (hosted.root === undefined) throw new Error('nothing is published');
  const newer = await createHead(signer, hosted.root, { nowMs: Date.now() + 60_000 });
  const stranger = createSeedSigner(crypto.getRandomValues(new Uint8Array(32)));
  const writer = createAccountFixture({ signer: stranger });
  return {
    name: newer.name,
    record: [...newer.record],
    hosting: [...(await buildHostingRequest(stranger, { origin: gateway, nowMs: Date.now() }))],
    hostingFor: stranger.did,
    letter: [...serialize(await writer.about('Like', accountId(signer.did, 'actor')))],
    recipient: accountId(signer.did, 'actor'),
  };
}

/** What an honest onlooker with direct access sees of what the website wanted to change. */
export async function stateOfGateway(gateway: string, booty: Booty): Promise<unknown> {
  const record = await fetch(`${gateway}/routing/v1/ipns/${booty.name}`, {
    headers: { Accept: 'application/vnd.ipfs.ipns-record' },
  });
  const letters = await fetch(`${gateway}/pollen/responses?actor=${encodeURIComponent(booty.recipient)}`);
  const stranger = await fetch(`${gateway}/pollen/responses?actor=${encodeURIComponent(booty.hostingFor)}`);
  return {
    record: Buffer.from(await record.arrayBuffer()).toString('base64'),
    letters: await letters.json(),
    strangerIsHosted: stranger.status,
  };
}

export interface Attempt {
  readonly url: string;
  readonly init?: RequestInit;
  readonly body?: readonly number[];
}

/** In the website's page: what came of each request, as its scripts see it. */
export async function attempt(attempts: readonly Attempt[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const { url, init, body } of attempts) {
    const options = { ...init, ...(body === undefined ? {} : { body: Uint8Array.from(body) }) };
    const outcome = await fetch(url, options).then(
      async (response) => `${response.type} ${response.status} ${(await response.text()).includes('token') ? 'with token' : ''}`,
      () => 'refused',
    );
    outcomes.push(outcome.trim());
  }
  return outcomes;
}

/** Every way to write that a browser offers to a page, with a token that was guessed. */
export function writes(origin: string, booty: Booty): Attempt[] {
  const { name, record, hosting, letter, recipient } = booty;
  const responses = `${origin}/pollen/responses?actor=${encodeURIComponent(recipient)}`;
  const headers = { 'X-Pollen-Token': 'guessed', 'Content-Type': 'application/vnd.ipfs.ipns-record' };
  return [
    { url: `${origin}/routing/v1/ipns/${name}`, init: { method: 'PUT', headers }, body: record },
    { url: `${origin}/routing/v1/ipns/${name}`, init: { method: 'PUT' }, body: record },
    { url: `${origin}/pollen/hosting`, init: { method: 'POST', headers }, body: hosting },
    // These need no preflight: they do arrive, and must be refused there.
    { url: `${origin}/pollen/hosting`, init: { method: 'POST', mode: 'no-cors' }, body: hosting },
    { url: responses, init: { method: 'POST', headers }, body: letter },
    { url: responses, init: { method: 'POST', mode: 'no-cors' }, body: letter },
    {
      url: `${origin}/pollen/hosts`,
      init: { method: 'POST', mode: 'no-cors', body: JSON.stringify({ actor: recipient, host: 'https://evil.example' }) },
    },
  ];
}
