import { rules } from './rules.ts';
import type { Level, RuleId, Severity } from './rules.ts';

/** A rule that is broken, where, and how. */
export interface Finding {
  readonly rule: RuleId;
  readonly clause: string;
  readonly level: Level;
  readonly severity: Severity;
  /** Tree path or URL of what breaks it. */
  readonly file: string;
  /** What is wrong there. Parts of it are a stranger's words: shown as text, never run. */
  readonly detail: string;
}

/** All findings of one check; of each rule the first ones in full, the rest counted. */
export interface Findings {
  add(rule: RuleId, file: string, detail: string): void;
  list(): readonly Finding[];
  /** How often each rule was broken, also beyond what is listed. */
  counts(): Readonly<Partial<Record<RuleId, number>>>;
}

const listedPerRule = 20;
const maximumDetail = 300;

export function createFindings(): Findings {
  const counts: Partial<Record<RuleId, number>> = {};
  const listed: Finding[] = [];
  return {
    add(rule, file, detail) {
      const count = (counts[rule] ?? 0) + 1;
      counts[rule] = count;
      if (count > listedPerRule) return;
      const { clause, level, severity } = rules[rule];
      listed.push({ rule, clause, level, severity, file: printable(file), detail: printable(detail) });
    },
    list: () => [...listed],
    counts: () => ({ ...counts }),
  };
}

/** A stranger's text on a terminal: without control characters, and not without end. */
const printable = (text: string): string => text.slice(0, maximumDetail).toWellFormed().replaceAll(/\p{C}/gu, '\u{fffd}');
