package org.nodesnr.measure;

/** What a larger value is expected to mean for generalisation, fixed before anything is seen. */
public enum Sign {
  /** Better generalisation: a smaller gap between training and test data. */
  BETTER,
  /** Worse generalisation: a larger gap. */
  WORSE,
  /** Nothing is expected. */
  NONE
}
