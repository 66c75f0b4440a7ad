import type { AccountReport } from '../../protocol/conformance/report.ts';
import type { PollenApp } from '../../services/app-api.ts';
import { sampleReport } from './sample-report.ts';

/** A check that finds this device in order and a website that is not quite. */
export const checkAccount: PollenApp['checkAccount'] = async ({ onPlace }) => {
  const good: AccountReport = { ...sampleReport, findings: [], levels: { L0: 'reached', L1: 'unchecked', R1: 'reached' } };
  const gateway = { kind: 'gateway', origin: 'https://pollen.example' } as const;
  const website = { kind: 'website', origin: 'https://me.example' } as const;
  onPlace({ kind: 'device', state: 'looking' });
  onPlace({ ...gateway, state: 'looking' });
  onPlace({ ...website, state: 'looking' });
  await new Promise((resolve) => setTimeout(resolve, 600));
  onPlace({ kind: 'device', state: 'good', report: good });
  onPlace({ ...gateway, state: 'behind', report: good });
  onPlace({ ...website, state: 'limited', report: sampleReport });
};
