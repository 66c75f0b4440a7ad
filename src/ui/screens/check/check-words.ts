import type { RuleId } from '../../../protocol/conformance/rules.ts';
import type { CheckedPlace } from '../../../services/app-api.ts';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';

/** What a place is called. */
export function placeName({ kind, origin = '' }: CheckedPlace): string {
  if (kind === 'device') return t('check.device');
  return kind === 'website' ? t('check.website', { host: hostOf(origin) }) : t('check.gateway', { host: hostOf(origin) });
}

/** How the account is there, in a sentence. */
export function stateWords({ kind, state, report }: CheckedPlace): string {
  switch (state) {
    case 'looking':
      return t('check.looking');
    case 'good':
      if (kind !== 'device') return t('check.good-host');
      return t(report?.coverage.isWhole === false ? 'check.good-part' : 'check.good-device');
    case 'behind':
      return t('check.behind');
    case 'limited':
      return t('check.limited');
    case 'broken':
      return t(kind === 'device' ? 'check.broken-device' : 'check.broken-host');
    case 'unread':
      return t(kind === 'website' ? 'check.unread-website' : kind === 'gateway' ? 'check.unread-gateway' : 'check.unread-device');
    case 'nothing-published':
      return t('check.nothing');
  }
}

/** In which of the few plain sentences a rule is told; the first that its name begins with. */
const problems: readonly (readonly [names: readonly string[], words: string])[] = [
  [['actor-rsa', 'origin-', 'webfinger-', 'host-meta'], 'check.problem-address'],
  [['json-', 'proof', 'context', 'date', 'owner', 'id-'], 'check.problem-signed'],
  [['actor-'], 'check.problem-profile'],
  [['tombstone-'], 'check.problem-deleted'],
  [['object-'], 'check.problem-posts'],
  [['media-'], 'check.problem-pictures'],
  [['http-'], 'check.problem-server'],
  [['file-', 'block-'], 'check.problem-files'],
];

/** Plain sentences for the rules that are broken, each once. */
export function problemWords(rules: readonly RuleId[]): string[] {
  const ids = rules.map((rule) => problems.find(([names]) => names.some((name) => rule.startsWith(name)))?.[1]);
  return [...new Set(ids.map((id) => t(id ?? 'check.problem-list')))];
}
