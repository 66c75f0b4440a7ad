import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNodeVerifier } from '../gateway/node-verifier.ts';
import { createRememberingVerifier } from '../protocol/conformance/remembering-verifier.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { MalformedTreeError, MissingBlockError } from '../protocol/tree/block.ts';
import { verifyTree } from '../services/website/verified-files.ts';
import type { Command, Output } from './command.ts';
import { usageExitCode } from './command.ts';
import { keepAtGateway } from './keep-at-gateway.ts';
import { openTree, type OpenTree, placesHelp } from './trees/open-tree.ts';
import { writeCarFile } from './trees/write-car-file.ts';

export const importHelp = `Usage: npm run pollen -- import <what> --to <file.car | data folder of a gateway> [options]

Takes an account back in: puts its tree together, verifies every document and picture, and writes it as a CAR (for any IPFS
node: ipfs dag import) or gives it to a gateway that is not running, to be served from its next start on. If anything is not
valid, nothing is written. No key is needed, and none is made: importing brings back what was published, not the right to
publish.

<what> is one of
${placesHelp}

  --to <place>        file.car, or the folder that the gateway was started with as --data
  --via <origin>      gateway to ask (repeatable)
  --account <did>     which account, where there are several
  --help

Exit code: 0 written, 1 something is not valid, 2 it cannot be read, or the command line cannot be understood.`;

interface ImportRequest {
  readonly from: string;
  readonly to: string;
  readonly via: readonly string[];
  readonly account: string | undefined;
}

const mostProblemsShown = 20;

/** `pollen import`: see `importHelp`. */
export const command: Command = {
  summary: 'Takes an exported account back in: verifies it, writes a CAR or gives it to a gateway.',
  async run(args, output) {
    const request = parse(args);
    if (!request.ok || request.value === 'help') {
      if (request.ok) output.line(importHelp);
      else output.error(`${request.error}\nTry: npm run pollen -- import --help`);
      return request.ok ? 0 : usageExitCode;
    }
    const tree = await openTree(request.value);
    if (!tree.ok) {
      output.error(tree.error);
      return usageExitCode;
    }
    try {
      for (const note of tree.value.notes) output.error(note);
      return await importTree(tree.value, request.value.to, output);
    } finally {
      await tree.value.close();
    }
  },
};

function parse(args: readonly string[]): Result<ImportRequest | 'help', string> {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: text, via: { ...text, multiple: true }, account: text, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return ok('help');
    const [from, more] = positionals;
    if (from === undefined || more !== undefined) return err('Import what? Name one.');
    if (values.to === undefined) return err('Where to? --to <file.car | data folder of a gateway>');
    return ok({ from, to: values.to, via: values.via ?? [], account: values.account });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

async function importTree(tree: OpenTree, to: string, output: Output): Promise<number> {
  const verified = await verify(tree, output);
  if (verified !== 0) return verified;
  if (to.endsWith('.car')) return writeCarFile(tree, to, output);
  if (!existsSync(join(to, 'database'))) {
    output.error(`${to} is no data folder of a gateway. (A website is written by "export".)`);
    return usageExitCode;
  }
  const kept = await keepAtGateway(tree, to);
  if (!kept.ok) output.error(kept.error);
  else output.line(`${to}: keeps ${tree.did}, root ${tree.root.toString()}, ${(kept.value / 1e6).toFixed(1)} MB`);
  return kept.ok ? 0 : usageExitCode;
}

/** Exit code: 0 all is valid. */
async function verify(tree: OpenTree, output: Output): Promise<number> {
  let problems = 0;
  const count = { media: 0, object: 0, page: 0, collection: 0, actor: 0, outbox: 0 };
  try {
    const verified = await verifyTree({
      ...tree,
      verifier: createRememberingVerifier(createNodeVerifier()),
      onProblem: ({ path, reason }) => void (problems++ < mostProblemsShown && output.error(`${path}: ${reason}`)),
    });
    for await (const { kind } of verified.files()) count[kind]++;
    if (verified.media > count.media) output.error(`${verified.media - count.media} pictures or other media are not there.`);
  } catch (error) {
    if (!(error instanceof MissingBlockError) && !(error instanceof MalformedTreeError)) throw error;
    output.error(error.message);
    return usageExitCode;
  }
  if (problems > 0) output.error(`${problems} files are not valid: nothing was written.`);
  else output.line(`valid: ${count.object} objects, ${count.page} pages, ${count.media} media`);
  return problems > 0 ? 1 : 0;
}
