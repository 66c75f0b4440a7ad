/** Milliseconds since the epoch. Passed in, so that nothing in protocol or services reads a global clock. */
export interface Clock {
  nowMs(): number;
}
