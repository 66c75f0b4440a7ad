/** Largest film or sound that is posted, in bytes: with the folders on the way to it, what readers take in one answer (16 MiB). */
export const largestRecordingBytes = 15_000_000;
