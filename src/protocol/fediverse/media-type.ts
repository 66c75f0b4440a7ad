const byEnding: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif',
  heic: 'image/heic', svg: 'image/svg+xml', mp4: 'video/mp4', m4v: 'video/mp4', webm: 'video/webm', mov: 'video/quicktime',
  ogv: 'video/ogg', mp3: 'audio/mpeg', ogg: 'audio/ogg', oga: 'audio/ogg', opus: 'audio/ogg', wav: 'audio/wav',
  flac: 'audio/flac', m4a: 'audio/mp4', aac: 'audio/aac',
}; // prettier-ignore

/** The media type that a file's name ends in, else what its kind (`image`, `video`, …) mostly is. */
export function mediaTypeOf(url: string, kind: string): string {
  const [, ending = ''] = /\.([A-Za-z0-9]{2,5})(?:[?#]|$)/.exec(url.slice(-80)) ?? [];
  const known = byEnding[ending.toLowerCase()];
  if (known !== undefined && Object.hasOwn(byEnding, ending.toLowerCase())) return known;
  if (kind === 'image') return 'image/jpeg';
  if (kind === 'video' || kind === 'gifv') return 'video/mp4';
  return kind === 'audio' ? 'audio/mpeg' : 'application/octet-stream';
}
