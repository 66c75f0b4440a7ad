import type { CsvContent } from '../../protocol/import/entries.ts';
import { csvLimitBytes, parseCsv } from '../../protocol/import/parse-csv.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { ImportProblem } from './files-api.ts';
import type { Pause } from './pause.ts';

/** Reads a file of rows, a little at a time. */
export async function readCsv(
  file: File,
  appBase: string,
  pause: Pause,
  onProgress?: (share: number) => void,
): Promise<Result<CsvContent, ImportProblem>> {
  const fileName = file.name;
  if (file.size > csvLimitBytes) return err({ type: 'too-large', fileName, limitBytes: csvLimitBytes });
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return err({ type: 'damaged', fileName, reason: 'it cannot be read any more' });
  }
  const parsing = parseCsv(bytes, fileName, appBase);
  for (;;) {
    const step = parsing.next();
    if (step.done === true)
      return step.value.ok ? ok(step.value.value) : err({ type: 'not-understood', fileName, reason: step.value.error.reason });
    onProgress?.(step.value);
    await pause();
  }
}
