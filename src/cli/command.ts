/** Where a command writes. Tests collect it; the program prints it. */
export interface Output {
  /** A line of the result, to standard output. */
  line(text: string): void;
  /** A line for the person at the terminal, to standard error. */
  error(text: string): void;
  /** Standard output is a terminal that shows colours. */
  readonly colours: boolean;
}

/** One word after `pollen`: `src/cli/<word>.ts` exports it as `command`. */
export interface Command {
  /** What it does, in one line of the usage text. */
  readonly summary: string;
  /** Runs with the arguments after the word; answers the exit code. Expected failures are exit codes, not exceptions. */
  run(args: readonly string[], output: Output): Promise<number>;
}

/** Exit code of a command line that cannot be understood, or of input that cannot be read. */
export const usageExitCode = 2;
