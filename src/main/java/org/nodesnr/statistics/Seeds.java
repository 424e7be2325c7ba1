package org.nodesnr.statistics;

import java.nio.charset.StandardCharsets;

/** Seeds that depend on what they are for, so that no result depends on which others there are. */
final class Seeds {
  private Seeds() {}

  /** FNV-1a of names, from a master seed; the streams mix it further. */
  static long named(long master, String... names) {
    long hash = 0xcbf29ce484222325L ^ master;
    for (byte b : String.join("\0", names).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
