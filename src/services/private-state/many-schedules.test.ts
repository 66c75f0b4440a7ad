import { createMemoryAccountStore } from '../../../tests/contract/memory-store/memory-account-store.ts';
import { describeSchedules } from '../../../tests/devices/describe-schedules.ts';

// With more-schedules.test.ts 5,000: in two files, because each has a core of its own.
describeSchedules('memory', async (did) => createMemoryAccountStore(did), { runs: 2_500, seed: 6 });
