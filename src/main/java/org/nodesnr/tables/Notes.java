package org.nodesnr.tables;

import org.nodesnr.analysis.Analysis;
import org.nodesnr.files.Numbers;

/** Sentences that several tables have below them. */
final class Notes {
  private Notes() {}

  /** The level of the intervals, such as {@code 95%}. */
  static String level(Analysis analysis) {
    return Numbers.rounded(100 * analysis.options().bootstrap().level(), 4) + "%";
  }
}
