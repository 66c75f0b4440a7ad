/**
 * How a device brings one signed activity to a device of the person whom it concerns, when the two are connected directly, so that
 * nobody has to be followed, and no gateway asked, for an answer to be heard.
 *
 * The sender opens a stream and writes two frames, `varint(length) | bytes`: the name of the account that the letter is for, in
 * base36, and the activity. The receiver answers with one byte, `taken` or `refused`, and both close: one letter a stream. Only a
 * device of the named account takes a letter; those that merely hold copies of the account refuse it, even when the activity
 * concerns them, too. Over the limits the stream ends without an answer, which counts as refused.
 */
export const LETTER_PROTOCOL = '/pollen/letter/1.0.0';

export const letterAnswer = { refused: 0, taken: 1 } as const;

/** Bounds of both sides: bytes, counts, milliseconds. */
export interface LetterLimits {
  readonly nameBytes: number;
  readonly letterBytes: number;
  /** Open at once, of one peer. */
  readonly streamsPerPeer: number;
  readonly lettersPerMinute: number;
  /** Of all peers together: ids of peers cost nothing. */
  readonly lettersPerMinuteOfAll: number;
  /** For the whole letter to arrive. */
  readonly readMs: number;
  /** For the sender: connecting the stream, writing, and hearing the answer. */
  readonly answerMs: number;
}

export const letterLimits: LetterLimits = {
  nameBytes: 128,
  letterBytes: 64 * 1024,
  streamsPerPeer: 4,
  lettersPerMinute: 30,
  lettersPerMinuteOfAll: 240,
  readMs: 5_000,
  answerMs: 5_000,
};
