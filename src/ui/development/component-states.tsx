import { BackupNudge } from '../components/backup-nudge.tsx';
import { Button } from '../components/button.tsx';
import { ConnectionFlower, connectionName } from '../components/connection-chip.tsx';
import { EmptyState, ErrorState } from '../components/empty-state.tsx';
import { Facts } from '../components/facts.tsx';
import { PostSkeleton } from '../components/skeleton.tsx';
import type { ComponentSample } from './component-sample.ts';

const connections = ['offline', 'only-this-device', 'looking', 'few', 'well'] as const;

export const stateSamples: readonly ComponentSample[] = [
  {
    name: 'EmptyState, ErrorState',
    states: {
      empty: (
        <EmptyState icon="seedling" title="A quiet garden" text="Follow somebody to see what they write.">
          <Button kind="main">Follow somebody</Button>
        </EmptyState>
      ),
      broken: (
        <ErrorState
          title="This did not load"
          text="Nothing is lost. Everything you wrote is on this device."
          onRetry={() => undefined}
        />
      ),
    },
  },
  { name: 'PostSkeleton', states: { loading: <PostSkeleton count={2} /> } },
  {
    name: 'Connection',
    states: Object.fromEntries(
      connections.map((state) => [connectionName(state), <ConnectionFlower key={state} state={state} size={24} />]),
    ),
  },
  { name: 'BackupNudge', states: { asks: <BackupNudge /> } },
  {
    name: 'Facts',
    states: {
      all: (
        <Facts
          facts={[
            { label: 'Kept since', value: '3 May 2026' },
            { label: 'Account ID', value: `did:key:z6Mk${'x'.repeat(44)}`, code: true },
          ]}
        />
      ),
    },
  },
];
