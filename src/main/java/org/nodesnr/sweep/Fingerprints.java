package org.nodesnr.sweep;

/** Fingerprints of data as people are shown them. */
final class Fingerprints {
  private static final int SHOWN = 12;

  private Fingerprints() {}

  static String shortened(String fingerprint) {
    return fingerprint.substring(0, Math.min(SHOWN, fingerprint.length()));
  }
}
