import type { CanonicalId } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountPaths, basePath, objectPath, pageNumberOf, pagePath, treePathToId } from '../identity/paths.ts';
import { parseRkey } from '../identity/rkey.ts';
import { isPrivatePath } from '../private-state/private-path.ts';
import type { CheckContext } from './check-context.ts';
import type { ObjectLedger } from './object-ledger.ts';

/** Files that a website out of an account has beside the documents (bridge-spec section 1). */
const websiteFile =
  /^(?:index\.html|404\.html|feed\.xml|[a-z]+\.(?:css|svg|ico)|robots\.txt|README\.(?:txt|md)|nginx\.conf(?:\.txt)?|_headers|_redirects|\.nojekyll|\.htaccess|CNAME)$|^(?:\.well-known\/)?(?:webfinger|host-meta|nodeinfo)(?:[./].*)?$|^(?:\d{4}\/\d\d|page)\/[a-z0-9]+\.html$/;
const mediaFile = /^m\/.\/.\/zQm[1-9A-HJ-NP-Za-km-z]{44}\.[a-z0-9]{1,8}$/;

/** What a listing can tell that following links cannot (bridge-spec section 1). `isWhole`: the whole outbox was read. */
export function checkListing(
  context: CheckContext,
  files: readonly string[],
  known: {
    readonly objects: ObjectLedger;
    readonly media: ReadonlySet<string>;
    /** Undefined when the outbox could not be read. */
    readonly newestPage: number | undefined;
    readonly isWhole: boolean;
  },
): void {
  const { did, findings } = context;
  const base = `${basePath(did).slice(1)}/`;
  const documents = new Set<string>(Object.values(accountPaths(did)));
  for (const optional of ['followers', 'following']) documents.add(`${base}${optional}.jsonld`);
  for (const file of files) {
    if (documents.has(file) || websiteFile.test(file) || isPrivatePath(did, file)) continue;
    if (mediaFile.test(file)) {
      if (known.isWhole && !known.media.has(file)) findings.add('media-orphan', file, 'named by no object');
      continue;
    }
    const page = pageNumberOf(`/${file}`);
    if (page !== undefined && pagePath(did, page) === file) {
      if (known.newestPage !== undefined && page > known.newestPage)
        findings.add('file-unknown', file, `the newest page is ${known.newestPage}`);
      continue;
    }
    const rkey = parseRkey(/\/([2-7a-z]{13})\.jsonld$/.exec(file)?.[1] ?? '');
    if (rkey !== undefined && file === objectPath(did, rkey)) {
      const id = canonicalId(treePathToId(did, file));
      if (known.isWhole && id !== undefined && !isKnown(known.objects, id))
        findings.add('object-unlisted', file, 'no activity is about it');
      continue;
    }
    findings.add('file-unknown', file, 'not part of the format');
  }
}

const isKnown = (objects: ObjectLedger, id: CanonicalId): boolean =>
  objects.has(id) || objects.isDeleted(id) || objects.named.has(id);
