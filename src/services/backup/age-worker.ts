// The worker of envelope.ts: one piece of work, then it is ended, and the memory that scrypt filled goes with it.
import { open, seal } from './age-file.ts';
import type { AgeAnswer, AgeWork } from './envelope.ts';

// scrypt takes most of the time; code that has run a little runs faster.
const warmUpWorkFactor = 10;

addEventListener('message', ({ data }: MessageEvent<AgeWork>) => {
  const done = data.kind === 'open' ? open(data.file, data.passphrase) : seal(data.content, data.passphrase, data.workFactor);
  done.then(
    (value) => answer({ ok: true, value }),
    (error: unknown) => answer({ ok: false, reason: String(error) }),
  );
});

const answer = (message: AgeAnswer | 'ready'): void => postMessage(message);

seal(new Uint8Array(1), 'warm up', warmUpWorkFactor).finally(() => answer('ready'));
