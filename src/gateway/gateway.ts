import { chmod, mkdir } from 'node:fs/promises';
import type { CID } from 'multiformats/cid';
import type { Did, IpnsName } from '../protocol/brand.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { accountPaths } from '../protocol/identity/paths.ts';
import { successionLink } from '../protocol/succession/succession-state.ts';
import type { Result } from '../protocol/result.ts';
import { err, ok } from '../protocol/result.ts';
import { locatePath } from '../protocol/tree/read-path.ts';
import { loadStaticApp } from './app/static-app.ts';
import { serveBitswap } from './bitswap/serve-bitswap.ts';
import { announcedAddresses, type Card, relayAddress, stunAddresses } from './card.ts';
import { createApgatewayEndpoint } from './content/apgateway-endpoint.ts';
import { createContentEndpoint } from './content/content-endpoint.ts';
import { type Database, openDatabase } from './database/database.ts';
import { createKeptBlocks } from './database/kept-blocks.ts';
import { openHeadStore } from './database/level-head-store.ts';
import { createHostingEndpoint } from './hosting/hosting-endpoint.ts';
import { openHostedAccounts } from './hosting/hosted-accounts.ts';
import { createKeeper } from './hosting/keeper.ts';
import { removeDenied } from './hosting/remove-denied.ts';
import { createAccess } from './http/access.ts';
import type { GatewayRequest } from './http/answer.ts';
import { createCompressor } from './http/compressor.ts';
import { startHttpServer } from './http/http-server.ts';
import { createWriteGuard } from './http/write-guard.ts';
import { createHostPings } from './letter-box/host-pings.ts';
import { createHostsEndpoint } from './letter-box/hosts-endpoint.ts';
import { createLetterBoxes } from './letter-box/letter-box.ts';
import { createResponsesEndpoint } from './letter-box/responses-endpoint.ts';
import { fetchFromAnyHost, fetchFromPublicHost, postTo } from './letter-box/safe-lookup.ts';
import { createLevelBlockStore } from './level-block-store.ts';
import { createNodeVerifier } from './node-verifier.ts';
import { loadPeerKey } from './peers/peer-key.ts';
import { createHeadDesk } from './peers/head-desk.ts';
import { createListsInForce, type Lists } from './lists.ts';
import { createRelayNode } from './peers/relay-node.ts';
import { createFetchEndpoint } from './proxy/fetch-endpoint.ts';
import { createPasses } from './proxy/passes.ts';
import { createPublicReader } from './proxy/read-public.ts';
import { createRouter } from './routes.ts';
import { createRoutingEndpoint } from './routing/routing-endpoint.ts';
import { completeSettings, type GatewayOptions, type Settings } from './settings.ts';
import { readServedActor } from './successors/served-actor.ts';
import { createSuccessorEndpoint } from './successors/successor-endpoint.ts';
import { openSuccessors } from './successors/successors.ts';
import { startStunServer } from './stun/stun-server.ts';
import { createWebsiteEndpoint } from './website/website-endpoint.ts';

export interface RunningGateway {
  /** Where the app is, or would be: `http://localhost:8787`. */
  readonly origin: string;
  readonly port: number;
  readonly peerId: string;
  /** Addresses of the relay on this machine, with peer id. */
  readonly multiaddrs: readonly string[];
  /** Resolves when no copy of the account is under way. */
  settled(name: IpnsName): Promise<void>;
  /** Other lists from now on: who is denied gets nothing at once, and is let go of before this resolves. */
  setLists(lists: Lists): Promise<void>;
  /** Stops listening, ends connections, writes what is to be written. */
  close(): Promise<void>;
}

/** `port-taken`: never another port by itself, because the app's origin holds the accounts. */
export type StartError =
  | { readonly type: 'port-taken'; readonly port: number }
  | { readonly type: 'cannot-start'; readonly reason: string };

/** Records remembered of accounts that are not hosted. */
const maxOtherRecords = 10_000;

/** Starts a gateway; throws when it cannot. See `tryStartGateway`. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const started = await tryStartGateway(options);
  if (started.ok) return started.value;
  const { error } = started;
  throw new Error(error.type === 'port-taken' ? `port ${error.port} is taken` : error.reason);
}

export async function tryStartGateway(options: GatewayOptions): Promise<Result<RunningGateway, StartError>> {
  const settings = completeSettings(options);
  await mkdir(settings.dataDirectory, { recursive: true, mode: 0o700 });
  await chmod(settings.dataDirectory, 0o700).catch(() => {});
  const app = settings.appDirectory === undefined ? undefined : await loadStaticApp(settings.appDirectory);
  const database = await openDatabase(settings.dataDirectory);
  if (!database.ok) return err({ type: 'cannot-start', reason: `${settings.dataDirectory} cannot be used: ${database.error}` });
  const started = await startOn(database.value, settings, app);
  if (!started.ok) await database.value.close();
  return started;
}

async function startOn(
  database: Database,
  settings: Settings,
  app: Awaited<ReturnType<typeof loadStaticApp>> | undefined,
): Promise<Result<RunningGateway, StartError>> {
  const { publicUrl, log } = settings;
  const verifier = createNodeVerifier();
  const nowMs = (): number => Date.now();
  const lists = createListsInForce(settings);
  const { isDenied, isDeniedName } = lists;
  const blocks = createLevelBlockStore(database);
  const kept = createKeptBlocks(database);
  const accounts = await openHostedAccounts(database);
  const boxes = createLetterBoxes(database);
  const successors = await openSuccessors(database);
  const isOver = (name: IpnsName): boolean => statementOf(name) !== undefined;
  const statementOf = (name: IpnsName): Uint8Array | undefined => {
    const account = accounts.byName(name);
    return account === undefined ? undefined : successors.statement(account.did);
  };
  await removeDenied(lists.denied(), { accounts, kept, boxes });
  const heads = await openHeadStore(database, {
    isHosted: (name) => accounts.byName(name) !== undefined,
    maxOthers: maxOtherRecords,
    nowMs,
  });

  const compressor = createCompressor();
  let handle: ReturnType<typeof createRouter> = async () => ({ status: 503 });
  let adopt: Awaited<ReturnType<typeof createRelayNode>>['adopt'] = (_, socket) => socket.destroy();
  const server = await startHttpServer(settings.host, settings.port, {
    limits: settings.limits,
    trustProxy: publicUrl !== undefined,
    compressor,
    handle: (request) => handle(request),
    adopt: (request, socket, head) => adopt(request, socket, head),
  });
  if (!server.ok) {
    return server.error === 'EADDRINUSE'
      ? err({ type: 'port-taken', port: settings.port })
      : err({ type: 'cannot-start', reason: `cannot listen on ${settings.host}:${settings.port}: ${server.error}` });
  }
  const { port } = server.value;

  const announced = announcedAddresses(settings.host, port, publicUrl);
  const node = await createRelayNode(await loadPeerKey(settings.dataDirectory), announced, settings.limits.maxConnections);
  const desk = createHeadDesk({
    node,
    heads,
    accounts,
    blocks,
    onNews: (name) => keeper.nudge(name),
    isOver,
    statement: (did) => successors.statement(did),
  });
  const servedRoot = (did: Did): CID | undefined => (isDenied(did) ? undefined : accounts.get(did)?.root);
  const apgateway = createApgatewayEndpoint({ blocks, compressor, servedRoot, statement: (did) => successors.statement(did) });
  const learnSuccessor = async (did: Did): Promise<void> => {
    const actor = await readServedActor(blocks, did, servedRoot(did));
    if (actor !== undefined) await successors.learn(did, actor);
  };
  const isHosted = (did: Did): boolean => !isDenied(did) && accounts.get(did) !== undefined;
  const { privateHosts } = settings;
  const fetchFromHost = privateHosts ? fetchFromAnyHost : fetchFromPublicHost;
  const hosts = createHostsEndpoint({ database, isHosted, nowMs, privateHosts, fetch: fetchFromHost });
  const pings = createHostPings({ hosts: hosts.hosts, post: postTo(fetchFromHost), nowMs });
  const keeper = createKeeper({
    accounts,
    kept,
    blocks,
    verifier,
    log,
    head: (name) => heads.peek(name),
    sources: (name) => desk.sources(name),
    isDenied: (name) => isDeniedName(name) || isOver(name),
    async onServed({ did, root }) {
      await learnSuccessor(did);
      await apgateway.prepare(did);
      const outbox = root && (await locatePath(blocks, root, accountPaths(did).outbox));
      pings.tell(did, outbox?.type === 'found' ? outbox.cid.toString() : undefined);
    },
  });
  await node.libp2p.start();
  await desk.start();
  await serveBitswap(node.libp2p, blocks);
  adopt = node.adopt;
  const stun = await startStunServer(settings.stunHost, port);
  if (!stun.ok) log(`no STUN: UDP ${settings.stunHost}:${port} cannot be had (${stun.error})`);

  const guard = createWriteGuard();
  const peerId = node.libp2p.peerId.toString();
  const relays = (request: GatewayRequest): string[] => [`${relayAddress(request.url.origin)}/p2p/${peerId}`];
  const localOrigin = `http://localhost:${port}`;
  const origins = new Set([
    localOrigin,
    `http://127.0.0.1:${port}`,
    `http://[::1]:${port}`,
    ...(publicUrl === undefined ? [] : [new URL(publicUrl).origin]),
  ]);
  const passes = createPasses();
  const reader = createPublicReader({
    ports: [443, ...settings.fetchPorts],
    anyHost: settings.privateHosts,
    isOwn: ({ origin }) => origins.has(origin),
  });
  handle = createRouter({
    guard,
    app,
    card: (request): Card => ({
      version: 1,
      peerId,
      multiaddrs: relays(request),
      stun: stun.ok ? stunAddresses(request, settings.stunHost, port) : [],
      token: guard.token,
      public: publicUrl !== undefined,
      origin: request.url.origin,
    }),
    content: createContentEndpoint({
      blocks,
      head: (name) => heads.peek(name),
      servedRoot: (name) => accounts.byName(name)?.root,
      isDenied: isDeniedName,
    }),
    apgateway,
    website: createWebsiteEndpoint({
      blocks,
      verifier,
      account: (name) => accounts.byName(name),
      isDenied: isDeniedName,
    }),
    routing: createRoutingEndpoint({
      head: (name) => heads.peek(name),
      acceptedAtMs: (name) => heads.acceptedAtMs(name),
      take: (name, record) => desk.take(name, record),
      forward: (name) => desk.announce(name),
      holders: (name) => desk.holders(name),
      relayAddresses: relays,
      hasBlock: (cid) => blocks.has(cid),
      isDenied: isDeniedName,
      successorLink(name) {
        const account = isOver(name) ? accounts.byName(name) : undefined;
        return account === undefined ? undefined : successionLink(account.did);
      },
      nowMs,
    }),
    hosting: createHostingEndpoint({
      accounts,
      verifier,
      isDenied,
      nowMs,
      quotaBytes: settings.quotaBytes,
      maxAccounts: settings.maxAccounts,
      open: settings.openHosting,
      isInvited: lists.isInvited,
      origins: (request) => new Set([...origins, request.url.origin]),
      onHosted: ({ name }) => desk.keep(name),
      pass: passes.issue,
    }),
    responses: createResponsesEndpoint({ boxes, verifier, isHosted, isDenied, nowMs }),
    hosts,
    successor: createSuccessorEndpoint({
      successors,
      verifier,
      isHosted,
      learn: learnSuccessor,
      nowMs,
      onKept: (did, bytes) => desk.tellSuccessor(didToIpnsName(did), bytes),
    }),
    fetch: settings.fetches ? createFetchEndpoint({ reader, passes, isHosted, nowMs, needsPass: !settings.isLocal }) : undefined,
  });
  server.value.open(createAccess({ port, publicUrl, allowOrigins: settings.allowOrigins, servesApp: app !== undefined }));

  return ok({
    origin: publicUrl === undefined ? localOrigin : new URL(publicUrl).origin,
    port,
    peerId,
    multiaddrs: announced.map((address) => `${address}/p2p/${peerId}`),
    settled: (name) => keeper.settled(name),
    async setLists(read) {
      lists.set(read);
      for (const did of lists.denied()) desk.drop(didToIpnsName(did));
      await removeDenied(lists.denied(), { accounts, kept, boxes, settled: (name) => keeper.settled(name) });
    },
    async close() {
      desk.stop();
      pings.stop();
      reader.close();
      if (stun.ok) await stun.value.close();
      await server.value.close();
      await node.libp2p.stop();
      await keeper.stop();
      await database.close();
    },
  });
}
