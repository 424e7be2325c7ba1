package org.nodesnr.figures;

import java.util.HashMap;
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
  private static final String ID = "clip";
  private static final int FEWEST_DECIMALS = 3;

  /** Below it every hundredth has at most nine digits. */
  private static final int MOST_HUNDREDTHS = 1_000_000_000;

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
    return withShortNumbers(withNumberedIds(body).replace("\r\n", "\n"));
  }

  static String withNumberedIds(String svg) {
    Map<String, String> ids = new HashMap<>();
    StringBuilder text = new StringBuilder(svg.length());
    int done = 0;
    for (int start = svg.indexOf(ID); start >= 0; start = svg.indexOf(ID, start + 1)) {
      int end = afterDigits(svg, start + ID.length());
      if (end > start + ID.length() && !inWord(svg, start - 1) && !inWord(svg, end)) {
        String id = svg.substring(start, end);
        text.append(svg, done, start);
        text.append(ids.computeIfAbsent(id, old -> ID + "-" + (ids.size() + 1)));
        done = end;
      }
    }
    return text.append(svg, done, svg.length()).toString();
  }

  private static boolean inWord(String svg, int at) {
    return at >= 0
        && at < svg.length()
        && (Character.isLetterOrDigit(svg.charAt(at)) || svg.charAt(at) == '_');
  }

  /** Rounds every number of at least three digits behind its point. */
  static String withShortNumbers(String svg) {
    StringBuilder text = new StringBuilder(svg.length());
    int done = 0;
    for (int point = svg.indexOf('.'); point >= 0; point = svg.indexOf('.', point + 1)) {
      int start = firstDigit(svg, done, point);
      int end = afterDigits(svg, point + 1);
      if (start < point && end - point > FEWEST_DECIMALS) {
        start -= start > done && svg.charAt(start - 1) == '-' ? 1 : 0;
        end = afterExponent(svg, end);
        text.append(svg, done, start);
        appendRounded(text, Double.parseDouble(svg.substring(start, end)));
        done = end;
        point = end - 1;
      }
    }
    return text.append(svg, done, svg.length()).toString();
  }

  private static boolean digit(String svg, int at) {
    return at < svg.length() && svg.charAt(at) >= '0' && svg.charAt(at) <= '9';
  }

  private static int firstDigit(String svg, int least, int end) {
    int start = end;
    while (start > least && digit(svg, start - 1)) {
      start--;
    }
    return start;
  }

  private static int afterDigits(String svg, int start) {
    int end = start;
    while (digit(svg, end)) {
      end++;
    }
    return end;
  }

  private static int afterExponent(String svg, int at) {
    if (at < svg.length() && (svg.charAt(at) == 'e' || svg.charAt(at) == 'E')) {
      int sign = at + 1 < svg.length() && svg.charAt(at + 1) == '-' ? 1 : 0;
      int end = afterDigits(svg, at + 1 + sign);
      return end > at + 1 + sign ? end : at;
    }
    return at;
  }

  /** To hundredths, half to even, without trailing zeros. */
  private static void appendRounded(StringBuilder text, double value) {
    double hundredths = Math.rint(100 * value);
    if (!(Math.abs(hundredths) < MOST_HUNDREDTHS)) {
      text.append(Numbers.rounded(hundredths / 100, 9));
      return;
    }
    int size = (int) Math.abs(hundredths);
    text.append(hundredths < 0 ? "-" : "").append(size / 100);
    if (size % 100 > 0) {
      text.append('.').append(size / 10 % 10);
      if (size % 10 > 0) {
        text.append(size % 10);
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
