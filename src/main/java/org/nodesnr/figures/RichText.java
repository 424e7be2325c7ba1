package org.nodesnr.figures;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of text with variables in italics, bold, subscripts and superscripts. Markup: {@code *G*},
 * {@code !bold!}, {@code _{1}}, {@code ^{2}}; a backslash makes the next character plain.
 */
final class RichText {
  /** From line to line of a label, in points. */
  static final double LINE = 8.5;

  private static final double SMALL = 0.72;
  private static final double LOWERED = 0.22;
  private static final double RAISED = -0.36;

  private record Run(TextLayout layout, double x, double y) {}

  private final List<Run> runs = new ArrayList<>();
  private final double points;
  private double width;

  /**
   * @param markup the text
   * @param points type size
   */
  RichText(String markup, double points) {
    this.points = points;
    StringBuilder run = new StringBuilder();
    int style = Font.PLAIN;
    double shift = 0;
    for (int i = 0; i < markup.length(); i++) {
      char c = markup.charAt(i);
      boolean opens = i + 1 < markup.length() && markup.charAt(i + 1) == '{';
      if (c == '\\' && i + 1 < markup.length()) {
        run.append(markup.charAt(++i));
      } else if (c == '*' || c == '!') {
        flush(run, style, shift);
        style ^= c == '*' ? Font.ITALIC : Font.BOLD;
      } else if ((c == '_' || c == '^') && opens) {
        flush(run, style, shift);
        shift = c == '_' ? LOWERED : RAISED;
        i++;
      } else if (c == '}' && shift != 0) {
        flush(run, style, shift);
        shift = 0;
      } else {
        run.append(c);
      }
    }
    flush(run, style, shift);
  }

  /**
   * @param text any
   * @return markup that shows it as it is
   */
  static String plain(String text) {
    return text.replaceAll("([\\\\*!_^}])", "\\\\$1");
  }

  /**
   * @param markup words, none of whose variables or scripts has a space
   * @param points type size
   * @param width what there is
   * @return as many lines as it takes; a word that is wider has one of its own
   */
  static List<RichText> wrapped(String markup, double points, double width) {
    List<RichText> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : markup.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && new RichText(longer, points).width() > width) {
        lines.add(new RichText(line.toString(), points));
        longer = word;
      }
      line.setLength(0);
      line.append(longer);
    }
    lines.add(new RichText(line.toString(), points));
    return lines;
  }

  private void flush(StringBuilder run, int style, double shift) {
    if (run.length() > 0) {
      Font font = Ink.font(shift == 0 ? points : SMALL * points).deriveFont(style);
      TextLayout layout = new TextLayout(run.toString(), font, Ink.MEASURE);
      runs.add(new Run(layout, width, shift * Ink.pt(points)));
      width += layout.getAdvance();
      run.setLength(0);
    }
  }

  double width() {
    return width;
  }

  /**
   * Draws a label of one line or several.
   *
   * @param g draws
   * @param lines from the top on
   * @param x its left end, or its right one
   * @param rightAligned which of them
   * @param middle of its height
   * @param colour of the text
   */
  static void drawLabel(
      Graphics2D g,
      List<RichText> lines,
      double x,
      boolean rightAligned,
      double middle,
      Color colour) {
    for (int i = 0; i < lines.size(); i++) {
      double line = middle + Ink.pt(LINE) * (i - (lines.size() - 1) / 2.0);
      double left = rightAligned ? x - lines.get(i).width() : x;
      lines.get(i).draw(g, left, line + 0.36 * Ink.pt(Ink.LABEL_SIZE), colour);
    }
  }

  /** Draws from the left end of the base line. */
  void draw(Graphics2D g, double x, double y, Color colour) {
    draw(g, AffineTransform.getTranslateInstance(x, y), colour);
  }

  /** Draws with the middle of the base line at a place. */
  void drawCentred(Graphics2D g, double x, double y, Color colour) {
    draw(g, x - width / 2, y, colour);
  }

  /** Draws with the right end of the base line at a place. */
  void drawRight(Graphics2D g, double x, double y, Color colour) {
    draw(g, x - width, y, colour);
  }

  /** Draws from bottom to top with the middle of the base line at a place. */
  void drawUpwards(Graphics2D g, double x, double y, Color colour) {
    AffineTransform upwards = AffineTransform.getTranslateInstance(x, y + width / 2);
    upwards.quadrantRotate(-1);
    draw(g, upwards, colour);
  }

  private void draw(Graphics2D g, AffineTransform place, Color colour) {
    g.setColor(colour);
    for (Run run : runs) {
      AffineTransform ofRun = new AffineTransform(place);
      ofRun.translate(run.x(), run.y());
      g.fill(run.layout().getOutline(ofRun));
    }
  }
}
