package org.nodesnr.figures;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.files.Numbers;

/**
 * Makes VectorGraphics2D's SVG reproducible and small: ids, which are identity hash codes, are
 * numbered; coordinates are rounded to a hundredth of a pixel; the page has a size in inches and a
 * title; the document type, which makes parsers look for the network, is left out.
 */
final class SvgCleaner {
  private static final Pattern ID = Pattern.compile("\\bclip\\d+\\b");
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(?:[eE]-?\\d+)?");
  private static final Pattern ROOT = Pattern.compile("<svg [^>]*>");

  private SvgCleaner() {}

  static String clean(String svg, Page page) {
    String root =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%sin\""
                + " height=\"%sin\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s</title>",
            Numbers.rounded(page.width() / (double) Ink.DPI, 6),
            Numbers.rounded(page.height() / (double) Ink.DPI, 6),
            page.width(),
            page.height(),
            escaped(page.title()));
    String body = svg.replaceFirst("<!DOCTYPE[^>]*>\\s*", "");
    body = ROOT.matcher(body).replaceFirst(Matcher.quoteReplacement(root));
    Map<String, String> ids = new LinkedHashMap<>();
    body =
        ID.matcher(body)
            .replaceAll(id -> ids.computeIfAbsent(id.group(), old -> "clip-" + (ids.size() + 1)));
    return LONG_NUMBER
        .matcher(body.replace("\r\n", "\n"))
        .replaceAll(number -> rounded(Double.parseDouble(number.group())));
  }

  private static String rounded(double value) {
    return Numbers.rounded(Math.rint(100 * value) / 100, 9);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
