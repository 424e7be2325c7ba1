package org.nodesnr.spec;

import java.util.Locale;

/** Constants of enums in configs and records. */
public final class ConstantNames {
  private ConstantNames() {}

  /**
   * @param constant of an enum
   * @return how configs and records write it: {@code MAX_PLUS_MILLI} as max-plus-milli
   */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
