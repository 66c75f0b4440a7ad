import { expect, it } from 'vitest';
import { createFindings } from './findings.ts';
import { levelsOf } from './report.ts';

const coverage = {
  pages: { checked: 1, total: 1 },
  objects: { checked: 0, total: 0 },
  media: { checked: 0, total: 0 },
  activities: { accepted: 0, refused: 0 },
  bytes: 1,
  isWhole: true,
};

it('lists the first of many findings of a rule, and counts the rest', () => {
  const findings = createFindings();
  for (let number = 0; number < 1000; number++) findings.add('object-file', `o/${number}`, 'not there');
  findings.add('page-missing', 'outbox/0000/000003.jsonld', 'not there');
  expect(findings.list()).toHaveLength(21);
  expect(findings.counts()).toEqual({ 'object-file': 1000, 'page-missing': 1 });
});

it('hands on nothing that would act on a terminal, and nothing without end', () => {
  const findings = createFindings();
  findings.add('http-type', 'https://a.example/\u001b]0;owned\u0007', `\u001b[2J\n\u202e${'x'.repeat(5000)}\ud800`);
  const [finding] = findings.list();
  expect(`${finding?.file}${finding?.detail}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(finding?.detail.length).toBeLessThanOrEqual(300);
});

it('holds what is for trusting servers against no gateway and no folder', () => {
  const findings = createFindings();
  findings.add('http-type', 'https://a.example/', 'Content-Type: none');
  expect(levelsOf(findings, coverage, true, 'gateway')).toEqual({ L0: 'reached', L1: 'not-applicable', R1: 'reached' });
  expect(levelsOf(findings, coverage, true, 'host')).toEqual({ L0: 'reached', L1: 'broken', R1: 'reached' });
  expect(levelsOf(createFindings(), coverage, true, 'files').L1).toBe('unchecked');
  expect(levelsOf(createFindings(), coverage, false, 'host')).toEqual({ L0: 'broken', L1: 'broken', R1: 'broken' });
});
