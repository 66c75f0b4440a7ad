import { parseArgs } from 'node:util';
import type { CheckBudget } from '../protocol/conformance/check-context.ts';
import { defaultBudget } from '../protocol/conformance/check-context.ts';
import type { Level } from '../protocol/conformance/rules.ts';
import type { Result } from '../protocol/result.ts';
import { err, ok } from '../protocol/result.ts';

export const checkHelp = `Usage: npm run pollen -- check <what> [options]

Walks an account the way a strict consumer does and names every rule of bridge-spec that is broken.

<what> is one of
  did:key:z6Mk…, k51…, ipns://k51…   an account, through a gateway (--via)
  https://me.example                 a website that is one account's
  https://host/ipns/k51…             an account at a gateway; so is …/.well-known/apgateway/did:key:…
  a folder                           an exported tree
  a file.car                         a tree as a CAR

  --via <origin>      gateway to ask, e.g. http://localhost:8787 (repeatable; each is checked)
  --origin <origin>   the https origin that this folder or local server will have, e.g. https://me.example
  --account <did>     which account, where the address does not say it
  --level <L0|L1>     the level that must be reached (default L0)
  --pages <n>         newest pages of the outbox that are read (default ${defaultBudget.pages}; "all")
  --objects <n>       files of objects that are read (default ${defaultBudget.objects}; "all")
  --media <n>         media files that are hashed (default ${defaultBudget.media}; "all")
  --seconds <n>       longest time it may take (default 120)
  --state <file>      remembers what was seen, and checks against it that nothing went back
  --json              the report as JSON
  --all               lists notes, too
  --help

Exit code: 0 the level is reached, 1 rules are broken, 2 it cannot be read, or the command line cannot be understood.`;

/** What somebody wants checked, and how. */
export interface CheckRequest {
  readonly target: string;
  readonly via: readonly string[];
  readonly origin: string | undefined;
  readonly account: string | undefined;
  readonly level: Level;
  readonly budget: CheckBudget;
  readonly seconds: number;
  readonly stateFile: string | undefined;
  readonly json: boolean;
  readonly all: boolean;
}

/** Reads the arguments after `check`. The error is a sentence for the person at the terminal. */
export function parseCheckArguments(args: readonly string[]): Result<CheckRequest | 'help', string> {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        via: { ...text, multiple: true },
        origin: text,
        account: text,
        level: { ...text, default: 'L0' },
        pages: text,
        objects: text,
        media: text,
        seconds: text,
        state: text,
        json: flag,
        all: flag,
        help: { ...flag, short: 'h' },
      },
    });
    if (values.help === true) return ok('help');
    const [target, ...more] = positionals;
    if (target === undefined) return err('What shall be checked?');
    if (more.length > 0) return err(`One at a time: ${more.length + 1} were given.`);
    const { level } = values;
    if (level !== 'L0' && level !== 'L1') return err('--level is L0 or L1.');
    const { pages, objects, media } = values;
    return ok({
      target,
      via: (values.via ?? []).map((origin) => originOf(origin, '--via')),
      origin: values.origin === undefined ? undefined : originOf(values.origin, '--origin'),
      account: values.account,
      level,
      budget: {
        pages: count(pages, '--pages', defaultBudget.pages),
        objects: count(objects, '--objects', defaultBudget.objects),
        media: count(media, '--media', defaultBudget.media),
        bytes: [pages, objects, media].includes('all') ? 8 * 2 ** 30 : defaultBudget.bytes,
      },
      seconds: Math.min(86_400, count(values.seconds, '--seconds', 120)),
      stateFile: values.state,
      json: values.json === true,
      all: values.all === true,
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function count(text: string | undefined, flag: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (text === 'all') return 1_000_000;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${flag}: a number from 1 on, or "all".`);
  return Number(text);
}

function originOf(text: string, flag: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new Error(`${flag}: an origin such as https://me.example, without a path.`);
  return url.origin;
}
