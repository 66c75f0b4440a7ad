import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the PHP reader makes of a tree (bridge-spec/php/tests/serve.php). */
export interface PhpVerdict {
  /** Ids of activities, in the order of application. */
  readonly accepted: readonly string[];
  readonly refused: number;
  readonly status: string;
  /** Content of each post that is known, null of those that were deleted. */
  readonly objects: Readonly<Record<string, string | null>>;
  /** Likes and boosts in force. */
  readonly reactions: readonly string[];
  readonly gaps: readonly number[];
  readonly holes: readonly number[];
  readonly requests: number;
}

export interface PhpTask {
  readonly did: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What was read before `files`. */
  readonly before?: ReadonlyMap<string, Uint8Array>;
  /** Pages of the first poll. */
  readonly pages: number;
}

export interface PhpReader {
  /** Throws what the reader could not cope with: an error there is a defect, whatever the tree. */
  read(task: PhpTask): Promise<PhpVerdict>;
  close(): void;
}

const script = fileURLToPath(new URL('../../../bridge-spec/php/tests/serve.php', import.meta.url));

/** Starts the PHP reader; it answers line by line, in order. */
export function startPhpReader(): PhpReader {
  const child = spawn('php', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  const ended = new Promise<never>((_, reject) => {
    child.once('error', (cause) => reject(new Error('php could not be started', { cause })));
    child.once('exit', (code) => reject(new Error(`the PHP reader ended with ${code}`)));
  });
  ended.catch(() => undefined);

  async function ask(line: string): Promise<PhpVerdict> {
    child.stdin.write(`${line}\n`);
    const { value } = await Promise.race([lines.next(), ended]);
    const answer = JSON.parse(String(value)) as PhpVerdict & { readonly error?: string };
    if (answer.error !== undefined) throw new Error(`PHP: ${answer.error}`);
    return answer;
  }

  return {
    read({ did, files, before, pages }) {
      const line = JSON.stringify({
        did,
        files: encoded(files),
        ...(before !== undefined && { before: encoded(before) }),
        pages,
      });
      const answer = last.then(() => ask(line));
      last = answer.catch(() => undefined);
      return answer;
    },
    close: () => void child.kill(),
  };
}

/** Most files are the same from case to case. */
const known = new WeakMap<Uint8Array, string>();

function encode(bytes: Uint8Array): string {
  const text = known.get(bytes) ?? Buffer.from(bytes).toString('base64');
  known.set(bytes, text);
  return text;
}

const encoded = (files: ReadonlyMap<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, encode(bytes)]));
