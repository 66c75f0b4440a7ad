import type { Did, IpnsName } from '../brand.ts';
import type { Coverage } from './check-tree.ts';
import type { Finding, Findings } from './findings.ts';
import type { Level, RuleId } from './rules.ts';

/**
 * Whether a level of bridge-spec section 9 is reached. `unchecked`: nothing speaks against it, but what was checked could not show it
 * (a folder has no headers). `not-applicable`: this is not a place where it could be reached (a gateway serves many accounts).
 */
export type LevelState = 'reached' | 'broken' | 'unchecked' | 'not-applicable';

/** How one account stands in one place. */
export interface AccountReport {
  readonly target: string;
  readonly did: Did;
  readonly name: IpnsName;
  /** `@user` of the actor, when it was read. */
  readonly username: string | undefined;
  readonly levels: {
    readonly L0: LevelState;
    readonly L1: LevelState;
    /** A reader's level: here it says whether every reader of that level takes all that was read. */
    readonly R1: LevelState;
  };
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Partial<Record<RuleId, number>>>;
  readonly coverage: Coverage;
  /** Sequence of the name's record and until when it is valid, where there was one. */
  readonly record?: { readonly sequence: string; readonly validUntil: string; readonly root: string };
}

/** Where the tree was read, as far as levels depend on it. `host`: over HTTP, with headers; `files`: a folder or CAR. */
export type PlaceKind = 'host' | 'gateway' | 'files';

/** What the findings come to. An account that could not be read at all reaches nothing. */
export function levelsOf(findings: Findings, coverage: Coverage, isReadable: boolean, place: PlaceKind): AccountReport['levels'] {
  const isBroken = (level: Level): boolean =>
    findings.list().some((finding) => finding.level === level && finding.severity === 'error');
  const L0: LevelState = !isReadable || isBroken('L0') ? 'broken' : 'reached';
  const reads = isReadable && coverage.activities.refused === 0 && !findings.list().some(({ rule }) => refusing.has(rule));
  return { L0, L1: levelOne(L0, isBroken('L1'), place), R1: reads ? 'reached' : 'broken' };
}

function levelOne(L0: LevelState, isBroken: boolean, place: PlaceKind): LevelState {
  if (place === 'gateway') return 'not-applicable';
  if (L0 === 'broken' || isBroken) return 'broken';
  return place === 'host' ? 'reached' : 'unchecked';
}

/** Rules whose breach makes a verifying reader refuse a document, or not find it. */
const refusing = new Set<RuleId>([
  'file-unreadable',
  'page-total',
  'json-limits',
  'json-syntax',
  'json-canonical',
  'json-values',
  'context',
  'date',
  'audience',
  'proof-shape',
  'proof',
  'owner',
  'id-place',
  'actor-missing',
  'actor-members',
  'outbox-missing',
  'outbox-members',
  'page-missing',
  'page-members',
  'page-items',
]);
