import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../../scripts/system-tools.mjs';
import { patienceMs } from './patience.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Several machines of a test are one machine: no multicast names, and loopback may be a candidate.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--allow-loopback-in-peer-connection',
];

export interface TestBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly folder: string;
  /** Page errors and console errors so far. */
  readonly errors: string[];
  close(): Promise<void>;
}

export interface TestBrowserOptions {
  /** Profile folder of an earlier browser, to start it again. */
  readonly folder?: string;
  readonly flags?: readonly string[];
  readonly executablePath?: string;
  readonly colorScheme?: 'light' | 'dark';
  /** As most people see the app. Without a graphics card drawing what moves takes more of the processor than the app itself. */
  readonly motion?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A telephone: fingers instead of a mouse. */
  readonly touch?: boolean;
}

/** A Chromium process of its own with a profile of its own. */
export async function startBrowser(options: TestBrowserOptions = {}): Promise<TestBrowser> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'pollen-browser-'));
  const executable = options.executablePath ?? chromiumPath();
  const context = await chromium.launchPersistentContext(folder, {
    ...(executable === undefined || executable === 'playwright' ? {} : { executablePath: executable }),
    headless: true,
    args: [...flags, ...(options.flags ?? [])],
    viewport: options.viewport ?? { width: 1280, height: 900 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.motion === true ? 'no-preference' : 'reduce',
    hasTouch: options.touch ?? false,
    isMobile: options.touch ?? false,
    locale: 'en-GB',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(rememberPeerConnections);
  const errors: string[] = [];
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => errors.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`);
  });
  return {
    context,
    page,
    folder,
    errors,
    close: async () => {
      await context.close();
    },
  };
}

export function forgetBrowser(browser: TestBrowser): void {
  rmSync(browser.folder, { recursive: true, force: true });
}

interface PeerConnectionWindow {
  peerConnections?: RTCPeerConnection[];
}

/** Runs in the page before the app: keeps every RTCPeerConnection, so that tests can read what the browser itself says. */
function rememberPeerConnections(): void {
  const holder = globalThis as PeerConnectionWindow;
  const connections: RTCPeerConnection[] = [];
  holder.peerConnections = connections;
  const Original = globalThis.RTCPeerConnection;
  if (Original === undefined) return;
  globalThis.RTCPeerConnection = new Proxy(Original, {
    construct(target, args, newTarget): RTCPeerConnection {
      const connection = Reflect.construct(target, args, newTarget) as RTCPeerConnection;
      connections.push(connection);
      return connection;
    },
  });
}

export interface CandidatePair {
  readonly localType: string;
  readonly remoteType: string;
  readonly protocol: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** The selected ICE candidate pairs of all connected peer connections, as the browser's own statistics tell. */
export async function selectedPairs(page: Page): Promise<CandidatePair[]> {
  return page.evaluate(async () => {
    const pairs: CandidatePair[] = [];
    for (const connection of (globalThis as PeerConnectionWindow).peerConnections ?? []) {
      if (connection.connectionState !== 'connected') continue;
      const byId = new Map<string, Record<string, unknown>>();
      for (const report of (await connection.getStats()).values()) byId.set(report.id, report);
      for (const report of byId.values()) {
        if (report['type'] !== 'candidate-pair' || report['state'] !== 'succeeded' || report['nominated'] !== true) continue;
        const local = byId.get(String(report['localCandidateId']));
        const remote = byId.get(String(report['remoteCandidateId']));
        pairs.push({
          localType: String(local?.['candidateType']),
          remoteType: String(remote?.['candidateType']),
          protocol: String(local?.['protocol']),
          bytesSent: Number(report['bytesSent']),
          bytesReceived: Number(report['bytesReceived']),
        });
      }
    }
    return pairs;
  });
}
