package org.nodesnr.cli;

import java.util.Map;

/**
 * What the error stream, where progress is shown, can do. The launcher finds out, since Java can't.
 *
 * @param interactive whether it is a terminal that knows ANSI sequences
 * @param columns its width in characters
 */
record Terminal(boolean interactive, int columns) {
  private static final int USUAL_COLUMNS = 80;

  static Terminal ofProcess() {
    return of(
        System.getProperty("nodesnr.terminal", "false"),
        System.getProperty("nodesnr.columns", ""),
        System.getenv());
  }

  static Terminal of(String terminal, String columns, Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    int width = columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    return new Terminal(Boolean.parseBoolean(terminal) && !plain, width);
  }
}
