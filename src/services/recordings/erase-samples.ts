import { type Box, boxAt, BrokenRecording } from './mp4-boxes.ts';

/** Overwrites what a track says, wherever in the file it stands (ISO 14496-12, clauses 8.7.3 to 8.7.5: `stsz`, `stsc`, `stco`). */
export function eraseSamples(bytes: Uint8Array, track: Box): void {
  const table = boxAt(bytes, track, 'mdia', 'minf', 'stbl');
  const sizes = table && boxAt(bytes, table, 'stsz');
  const runs = table && boxAt(bytes, table, 'stsc');
  const places = table && (boxAt(bytes, table, 'stco') ?? boxAt(bytes, table, 'co64'));
  if (sizes === undefined || runs === undefined || places === undefined) {
    throw new BrokenRecording('a track without the places of its samples');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = places.type === 'co64' ? 8 : 4;
  const chunks = countIn(view, places, 4, 8, width);
  const runCount = countIn(view, runs, 4, 8, 12);
  const sameSize = view.getUint32(sizes.body + 4);
  const samples = sameSize === 0 ? countIn(view, sizes, 8, 12, 4) : view.getUint32(sizes.body + 8);
  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < chunks && sample < samples; chunk++) {
    // Runs say from which chunk on, counted from 1, how many samples a chunk has.
    while (run + 1 < runCount && view.getUint32(runs.body + 8 + (run + 1) * 12) <= chunk + 1) run += 1;
    const inChunk = runCount === 0 ? 0 : view.getUint32(runs.body + 8 + run * 12 + 4);
    const last = Math.min(samples, sample + inChunk);
    const at = places.body + 8 + chunk * width;
    const start = width === 8 ? Number(view.getBigUint64(at)) : view.getUint32(at);
    let length = sameSize * (last - sample);
    if (sameSize === 0) for (let index = sample; index < last; index++) length += view.getUint32(sizes.body + 12 + index * 4);
    if (start + length > bytes.length) throw new BrokenRecording('samples outside of the file');
    bytes.fill(0, start, start + length);
    sample = last;
  }
}

/** The number at `at` of a table, whose entries from `first` on of `width` bytes must fit into it. */
function countIn(view: DataView, box: Box, at: number, first: number, width: number): number {
  const count = view.getUint32(box.body + at);
  if (box.body + first + count * width > box.end) throw new BrokenRecording('a table that is too short');
  return count;
}
