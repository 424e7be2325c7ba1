package org.nodesnr.bench;

import java.nio.file.Path;

/**
 * @param pairs turns that each of two contestants has
 * @param quick whether turns and sweeps are short
 * @param directory scratch directory, there already
 */
record BenchSettings(int pairs, boolean quick, Path directory) {

  /**
   * @return where child processes write their errors
   */
  Path log() {
    return directory.resolve("bench.log");
  }
}
