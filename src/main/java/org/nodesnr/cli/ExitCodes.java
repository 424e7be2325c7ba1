package org.nodesnr.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a process ends with. */
final class ExitCodes {
  /** Everything was done. */
  static final int DONE = 0;

  /** Some runs failed; their records say why. */
  static final int SOME_RUNS_FAILED = 1;

  /** Sound data, but not the official files. */
  static final int NOT_OFFICIAL = 1;

  /** A published table or document does not follow from the records. */
  static final int DIFFERENT = 1;

  /** Bad input: arguments, config, data, a directory that can't be written. */
  static final int BAD_INPUT = 2;

  /** A defect of nodesnr. */
  static final int DEFECT = 70;

  /** Stopped by Ctrl-C or SIGTERM. */
  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  /**
   * @param command name of a command with those above it, such as {@code nodesnr data verify}
   * @return what it can end with, and what that says
   */
  static Map<String, String> described(String command) {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(Integer.toString(DONE), "done");
    switch (command) {
      case "nodesnr run" -> codes.put(Integer.toString(SOME_RUNS_FAILED), "some runs failed");
      case "nodesnr study" -> codes.put(Integer.toString(SOME_RUNS_FAILED), "networks diverged");
      case "nodesnr verify" ->
          codes.put(Integer.toString(DIFFERENT), "something is not as published");
      case "nodesnr data", "nodesnr data verify" ->
          codes.put(Integer.toString(NOT_OFFICIAL), "a file is not the official one");
      default -> {}
    }
    codes.put(Integer.toString(BAD_INPUT), "bad input, said in one line");
    codes.put(Integer.toString(DEFECT), "a defect of nodesnr");
    codes.put(
        Integer.toString(INTERRUPTED),
        "interrupted" + (command.equals("nodesnr run") ? "; the same command goes on" : ""));
    return codes;
  }
}
