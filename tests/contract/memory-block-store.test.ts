import { createMemoryBlockStore } from '../../src/protocol/tree/memory-block-store.ts';
import { describeBlockStore } from './block-store-suite.ts';

describeBlockStore('memory', async () => createMemoryBlockStore());
