export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * One range of a `Range: bytes=…` header (RFC 9110 section 14.2). undefined: send everything (no range, several, or not
 * understood). `unsatisfiable`: 416.
 */
export function parseByteRange(header: string | undefined, lengthBytes: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') {
    const suffix = Number(match[2]);
    if (suffix === 0 || lengthBytes === 0) return 'unsatisfiable';
    return { start: Math.max(0, lengthBytes - suffix), end: lengthBytes - 1 };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? lengthBytes - 1 : Math.min(Number(match[2]), lengthBytes - 1);
  if (match[2] !== '' && Number(match[2]) < start) return undefined;
  return start >= lengthBytes ? 'unsatisfiable' : { start, end };
}
