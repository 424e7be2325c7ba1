package org.nodesnr.cli;

/** What a process ends with. */
final class ExitCodes {
  /** Everything was done. */
  static final int DONE = 0;

  /** Some runs failed; their records say why. */
  static final int SOME_RUNS_FAILED = 1;

  /** Bad input: arguments, config, data, a directory that can't be written. */
  static final int BAD_INPUT = 2;

  /** A defect of nodesnr. */
  static final int DEFECT = 70;

  /** Stopped by Ctrl-C or SIGTERM. */
  static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
