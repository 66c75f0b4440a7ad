import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { crc32, deflateRawSync } from 'node:zlib';
import { createNodeSanitiser } from '../gateway/website/node-sanitiser.ts';
import { parseOrigin } from '../protocol/identity/address.ts';
import { accountPaths } from '../protocol/identity/paths.ts';
import { createNodeVerifier } from '../gateway/node-verifier.ts';
import { createRememberingVerifier } from '../protocol/conformance/remembering-verifier.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { textOf } from '../protocol/tree/documents.ts';
import { createTreeDraft } from '../protocol/tree/tree-draft.ts';
import type { FileProblem } from '../services/website/read-documents.ts';
import { siteFiles, type SiteError, type SiteFile, type SiteSummary } from '../services/website/site-files.ts';
import { writeZip, type ZipPlatform } from '../services/website/write-zip.ts';
import type { Command, Output } from './command.ts';
import { usageExitCode } from './command.ts';
import { openTree, type OpenTree, placesHelp } from './trees/open-tree.ts';
import { writeCarFile } from './trees/write-car-file.ts';
import { mayWriteInto, writeFolder } from './write-folder.ts';

export const exportHelp = `Usage: npm run pollen -- export <what> --to <folder | file.zip | file.car> [options]

Writes an account out: a folder or zip is a website with everything in it (docs/guides/website.md), a CAR is exactly
the published tree. Every document is verified on the way.

<what> is one of
${placesHelp}

  --to <place>        folder (empty, or an earlier export of the same account), file.zip or file.car
  --origin <origin>   web address where the website will be, e.g. https://me.example; without it there is no WebFinger
  --via <origin>      gateway to ask (repeatable)
  --account <did>     which account, where there are several
  --help

Exit code: 0 written, 1 written without some files that are not valid, 2 nothing written.`;

interface ExportRequest {
  readonly from: string;
  readonly to: string;
  readonly origin: string | undefined;
  readonly via: readonly string[];
  readonly account: string | undefined;
}

const mostProblemsShown = 20;

/** `pollen export`: see `exportHelp`. */
export const command: Command = {
  summary: 'Writes an account as a website (folder or zip) or as a CAR.',
  async run(args, output) {
    const request = parse(args);
    if (!request.ok) {
      output.error(`${request.error}\nTry: npm run pollen -- export --help`);
      return usageExitCode;
    }
    if (request.value === 'help') {
      output.line(exportHelp);
      return 0;
    }
    // Everything here is soon garbage: without this V8 lets it pile up to twice the memory, and is no quicker.
    setFlagsFromString('--optimize-for-size');
    const tree = await openTree(request.value);
    if (!tree.ok) {
      output.error(tree.error);
      return usageExitCode;
    }
    try {
      for (const note of tree.value.notes) output.error(note);
      return request.value.to.endsWith('.car')
        ? await writeCarFile(tree.value, request.value.to, output)
        : await exportSite(tree.value, request.value, output);
    } finally {
      await tree.value.close();
    }
  },
};

function parse(args: readonly string[]): Result<ExportRequest | 'help', string> {
  try {
    const text = { type: 'string' } as const;
    const many = { ...text, multiple: true } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: text, origin: text, via: many, account: text, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return ok('help');
    const [from, more] = positionals;
    if (from === undefined || more !== undefined) return err('Export what? Name one account.');
    if (values.to === undefined) return err('Where to? --to <folder | file.zip | file.car>');
    const origin = values.origin === undefined ? undefined : parseOrigin(values.origin);
    if (values.origin !== undefined && origin === undefined) return err('--origin: an https origin such as https://me.example');
    const via = (values.via ?? []).map((hint) => parseOrigin(hint));
    if (via.includes(undefined)) return err('--via: an origin such as https://pollen.example');
    return ok({ from, to: values.to, origin, via: via.filter((hint) => hint !== undefined), account: values.account });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

async function exportSite(tree: OpenTree, { to, origin }: ExportRequest, output: Output): Promise<number> {
  const problems: FileProblem[] = [];
  const onProblem = (problem: FileProblem): void => void (problems.length < mostProblemsShown && problems.push(problem));
  const common = {
    ...tree,
    verifier: createRememberingVerifier(createNodeVerifier()),
    sanitise: createNodeSanitiser(),
    onProblem,
  };
  const files = siteFiles({ ...common, ...(origin !== undefined && { origin }) });
  const written = to.endsWith('.zip') ? await intoZip(tree, files, to) : await intoFolder(tree, files, to);
  if (!written.ok) {
    output.error(written.error);
    return usageExitCode;
  }
  const { summary, details } = written.value;
  for (const { path, reason } of problems) output.error(`${path}: ${reason}`);
  if (summary.problems > problems.length) output.error(`… and ${summary.problems - problems.length} more`);
  if (summary.missingMedia > 0) output.error(`${summary.missingMedia} pictures or other media are not there.`);
  output.line(`${to}: ${summary.posts} posts, ${summary.files} files, ${(summary.bytes / 1e6).toFixed(1)} MB${details}`);
  return summary.problems > 0 ? 1 : 0;
}

type Files = AsyncGenerator<SiteFile, Result<SiteSummary, SiteError>, undefined>;
type Written = Result<{ readonly summary: SiteSummary; readonly details: string }, string>;

async function intoFolder({ did }: OpenTree, files: Files, folder: string): Promise<Written> {
  const allowed = await mayWriteInto(folder, did);
  if (!allowed.ok) return allowed;
  const { outcome, changed, removed } = await writeFolder(files, folder, did, ({ ok: isGood }) => isGood);
  if (!outcome.ok) return err(sentence(outcome.error));
  return ok({ summary: outcome.value, details: ` (${changed} new or changed, ${removed} removed)` });
}

async function intoZip({ store, root, did }: OpenTree, files: Files, file: string): Promise<Written> {
  const part = `${file}.part`;
  const date = await outboxDate({ store, root, did });
  const outcome = await writeZip(files, Writable.toWeb(createWriteStream(part)), date, zlib);
  if (outcome.ok) await rename(part, file);
  else await rm(part, { force: true });
  return outcome.ok ? ok({ summary: outcome.value, details: '' }) : err(sentence(outcome.error));
}

/** When the account last published: the date of everything in the zip. */
async function outboxDate({ store, root, did }: Pick<OpenTree, 'store' | 'root' | 'did'>): Promise<Date> {
  const outbox = await createTreeDraft(store, root, did)
    .document(accountPaths(did).outbox)
    .catch(() => undefined);
  const updatedMs = Date.parse(textOf(outbox, 'updated') ?? '');
  return new Date(Number.isNaN(updatedMs) ? Date.UTC(1980, 0, 1) : updatedMs);
}

/** On the spot: for small files the way to the thread pool and back costs more. Windows as small as most files make less garbage. */
const zlib: ZipPlatform = { crc32, deflate: (bytes) => deflateRawSync(bytes, { windowBits: 13, memLevel: 6 }) };

const sentence = (error: SiteError): string =>
  error.type === 'incomplete'
    ? `Not everything is there: ${error.reason}`
    : error.type === 'invalid'
      ? `This is no account that can be read: ${error.reason}`
      : 'Stopped.';
