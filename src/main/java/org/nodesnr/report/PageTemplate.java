package org.nodesnr.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources that a page is joined from. */
final class PageTemplate {
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

  private PageTemplate() {}

  /** A resource beside this class, as text. */
  static String resource(String name) throws IOException {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Fills every slot <code>{{name}}</code> once; what is filled in is not looked at again.
   *
   * @param template the text with slots
   * @param values what goes into each
   * @return the text
   * @throws IllegalArgumentException when a slot has no value
   */
  static String fill(String template, Map<String, String> values) {
    return SLOT.matcher(template)
        .replaceAll(
            slot -> {
              String value = values.get(slot.group(1));
              if (value == null) {
                throw new IllegalArgumentException("no value for " + slot.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
