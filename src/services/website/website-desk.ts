import { CID } from 'multiformats/cid';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { err, ok } from '../../protocol/result.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import type { WebsiteDesk, WebsiteState } from '../app-api.ts';
import type { AuthorService } from '../publish/author-service.ts';
import { waitingChunks } from '../publish/outbox-chunks.ts';
import type { HtmlToRichText } from '../sanitise.ts';
import type { Timers } from '../timers.ts';
import { integer, text } from '../views/members.ts';
import { checkWebsite } from './check-website.ts';
import { isLaboratory, parseOwnOrigin } from './own-origin.ts';

export interface WebsiteParts {
  readonly store: AccountStore;
  readonly author: Pick<AuthorService, 'moveTo' | 'setWebfinger'>;
  readonly verifier: Verifier;
  readonly htmlToRichText: HtmlToRichText;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Address of the app without fragment. */
  readonly appBase: string;
  /** The user's gateways: they serve many accounts, so none of them is anybody's own origin. */
  readonly gateways: () => readonly string[];
  readonly isGateway: (origin: string) => Promise<boolean>;
  readonly fetch: typeof globalThis.fetch;
}

/** How long the newest entries may take to become part of the tree. */
const builtWithinMs = 20_000;

/** The account as a website: where it is, what is there now, and the files to put there. */
export function createWebsiteDesk(parts: WebsiteParts): WebsiteDesk {
  const { store, author, clock } = parts;
  const laboratory = isLaboratory(parts.appBase);

  async function state(): Promise<WebsiteState> {
    const [profile, own] = await Promise.all([store.profile(), ownOutbox(store)]);
    return {
      username: profile?.preferredUsername ?? '',
      ...(profile?.website && { origin: profile.website }),
      ...(own && { own }),
    };
  }

  /** Resolves when everything that is due is in the tree; false when that takes too long. */
  async function isBuilt(): Promise<boolean> {
    const nothingWaits = async (): Promise<boolean> => {
      const tree = await store.ownTree();
      return tree !== undefined && (await waitingChunks(store, tree, clock.nowMs())).length === 0;
    };
    return new Promise((resolve, reject) => {
      const done = (built: boolean): void => {
        stopListening();
        cancel();
        resolve(built);
      };
      const look = (): void => {
        nothingWaits().then((built) => {
          if (built) done(true);
        }, reject);
      };
      const stopListening = store.onChange((topics) => {
        if (topics.has('outbox')) look();
      });
      const cancel = parts.timers.after(builtWithinMs, () => done(false));
      look();
    });
  }

  return {
    state,
    async setOrigin(wanted) {
      if (wanted === undefined) return withType(await author.moveTo(undefined));
      const origin = parseOwnOrigin(wanted, laboratory);
      if (!origin.ok) return err({ type: origin.error });
      const isShared = parts.gateways().includes(origin.value) || (await parts.isGateway(origin.value));
      return isShared ? err({ type: 'shared' }) : withType(await author.moveTo(origin.value));
    },
    async check() {
      const { origin, own, username } = await state();
      if (origin === undefined) return undefined;
      const report = await checkWebsite({ ...parts, did: store.did, own, username }, origin);
      // The actor names its WebFinger address only while there is one (bridge-spec section 4).
      if (report.type === 'published') await author.setWebfinger(!report.warnings.includes('webfinger'));
      return report;
    },
    async download(options = {}) {
      const profile = await store.profile();
      const origin = profile?.website;
      // The files hold the WebFinger document, unless it has been missing at this site before.
      if (origin !== undefined && profile?.hasWebfinger === undefined) {
        const said = await author.setWebfinger(true);
        if (!said.ok) return said;
      }
      if (!(await isBuilt())) return err({ type: 'not-ready' });
      const { exportWebsite } = await import('./export-website.ts');
      return exportWebsite({ ...options, store, verifier: parts.verifier, sanitise: parts.htmlToRichText, origin });
    },
  };
}

const withType = (result: Awaited<ReturnType<AuthorService['moveTo']>>): Awaited<ReturnType<WebsiteDesk['setOrigin']>> =>
  result.ok ? ok(undefined) : result;

/** What the account's newest tree on this device says about itself. */
async function ownOutbox(store: AccountStore): Promise<WebsiteState['own']> {
  const tree = await store.ownTree();
  const bytes = tree && (await readPath(store.blocks, CID.parse(tree.root), accountPaths(store.did).outbox));
  const parsed = bytes && parseSigned(bytes);
  if (!parsed?.ok) return undefined;
  const updatedMs = Date.parse(text(parsed.value, 'updated') ?? '');
  return { updatedMs, totalItems: integer(parsed.value, 'totalItems') ?? 0 };
}
