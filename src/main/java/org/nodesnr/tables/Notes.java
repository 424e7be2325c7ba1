package org.nodesnr.tables;

import org.nodesnr.analysis.Analysis;
import org.nodesnr.results.Numbers;

/** Sentences that several tables have below them. */
final class Notes {
  private Notes() {}

  /** Which data, variant and runs are behind a table. */
  static String data(Analysis analysis) {
    return "Data: " + runs(analysis);
  }

  /** The same without its first word. */
  static String runs(Analysis analysis) {
    return analysis.dataOrigin()
        + "; variant ‘"
        + analysis.options().variant()
        + "’; "
        + analysis.extent()
        + ".";
  }

  /** The level of the intervals, such as {@code 95%}. */
  static String level(Analysis analysis) {
    return Numbers.rounded(100 * analysis.options().bootstrap().level(), 4) + "%";
  }
}
