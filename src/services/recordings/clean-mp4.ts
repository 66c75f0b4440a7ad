import { type Box, boxAt, boxesIn, BrokenRecording, childrenOf, eraseBox } from './mp4-boxes.ts';
import { eraseSamples } from './erase-samples.ts';

// Everything that is not needed to show and hear goes: what apps and cameras add (place, camera, names, telemetry) has no end.
const neededInFile = new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'mfra']);
const neededInMovie = new Set(['mvhd', 'trak', 'mvex']);
const neededInTrack = new Set(['tkhd', 'edts', 'mdia']);
const neededInMedia = new Set(['mdhd', 'hdlr', 'minf']);
const neededInFragment = new Set(['mfhd', 'traf']);
const neededInTrackFragment = new Set(['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio']);

/** Tracks that are seen or heard; others hold places, motion, the time of day. */
const shown = new Set(['vide', 'soun']);

/**
 * Takes out of an MP4 or QuickTime film whatever does not belong to picture and sound: place, camera, titles, times, tracks of
 * measurements. Changes `bytes`, and no position in them. Undefined when the file is broken, or when a track of measurements lies in it
 * in a way that cannot be taken out.
 */
export function cleanMp4(bytes: Uint8Array): Uint8Array | undefined {
  try {
    for (const box of boxesIn(bytes, 0, bytes.length)) {
      if (!neededInFile.has(box.type)) eraseBox(bytes, box);
      else if (box.type === 'moov') cleanMovie(bytes, box);
      else if (box.type === 'moof') cleanFragment(bytes, box);
    }
    return bytes;
  } catch (error) {
    if (error instanceof BrokenRecording || error instanceof RangeError) return undefined;
    throw error;
  }
}

function cleanMovie(bytes: Uint8Array, movie: Box): void {
  const isFragmented = childrenOf(bytes, movie).some(({ type }) => type === 'mvex');
  for (const box of keepOnly(bytes, movie, neededInMovie)) {
    if (box.type === 'mvhd') eraseTimes(bytes, box);
    else if (box.type === 'trak') cleanTrack(bytes, box, isFragmented);
  }
}

function cleanTrack(bytes: Uint8Array, track: Box, isFragmented: boolean): void {
  const handler = boxAt(bytes, track, 'mdia', 'hdlr');
  const kind = handler && String.fromCharCode(...bytes.subarray(handler.body + 8, handler.body + 12));
  if (kind === undefined || !shown.has(kind)) {
    // Its samples stand anywhere among the others'.
    if (isFragmented) throw new BrokenRecording('measurements in fragments');
    eraseSamples(bytes, track);
    eraseBox(bytes, track);
    return;
  }
  for (const box of keepOnly(bytes, track, neededInTrack)) {
    if (box.type === 'tkhd') eraseTimes(bytes, box);
    if (box.type !== 'mdia') continue;
    for (const part of keepOnly(bytes, box, neededInMedia)) {
      if (part.type === 'mdhd') eraseTimes(bytes, part);
      // The name of what made the track, often the camera's.
      if (part.type === 'hdlr') bytes.fill(0, Math.min(part.body + 24, part.end), part.end);
    }
  }
}

function cleanFragment(bytes: Uint8Array, fragment: Box): void {
  for (const box of keepOnly(bytes, fragment, neededInFragment))
    if (box.type === 'traf') keepOnly(bytes, box, neededInTrackFragment);
}

/** Those that stay. */
function keepOnly(bytes: Uint8Array, parent: Box, needed: ReadonlySet<string>): readonly Box[] {
  return childrenOf(bytes, parent).filter((box) => {
    if (needed.has(box.type)) return true;
    eraseBox(bytes, box);
    return false;
  });
}

/** Made and changed at: the first two numbers of `mvhd`, `tkhd` and `mdhd`, of 8 bytes in version 1 (clauses 8.2.2, 8.3.2, 8.4.2). */
function eraseTimes(bytes: Uint8Array, header: Box): void {
  const length = bytes[header.body] === 1 ? 16 : 8;
  if (header.end - header.body < 4 + length) throw new BrokenRecording('a header without times');
  bytes.fill(0, header.body + 4, header.body + 4 + length);
}
