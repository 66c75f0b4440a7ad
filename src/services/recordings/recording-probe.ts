/** A film or sound that plays here. */
export interface Playable {
  /** Pixels; 0 for a sound. */
  readonly width: number;
  readonly height: number;
  /** Colours of a picture near its beginning, drawn at this size: red, green, blue, alpha, row by row. Absent where there is none. */
  readonly pixels?: (width: number, height: number) => Uint8ClampedArray;
}

/** Undefined for what this browser cannot play. */
export type RecordingProbe = (file: Blob) => Promise<Playable | undefined>;
