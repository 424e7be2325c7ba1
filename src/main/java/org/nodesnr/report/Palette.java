package org.nodesnr.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nodesnr.analysis.Colours;
import org.nodesnr.analysis.RegimeLook;

/**
 * How regimes look on the page: their {@link RegimeLook}, as in the figures, with brighter colours
 * on a dark ground.
 */
final class Palette {
  private static final int[] ON_DARK = {
    0xF2F0EA, 0x5AA9E6, 0xFF8A3D, 0x2FC79A, 0xE79CC4, 0xF5B82E, 0x9AD8FF, 0xA0A0A0
  };

  /** As in the page's style. */
  private static final int LIGHT_GROUND = 0xFFFFFF;

  private static final int DARK_GROUND = 0x15171A;
  private static final int LIGHT_INK = 0x1C1B19;
  private static final int DARK_INK = 0xE9E6DF;
  private static final String[] DASHES = {"none", "7 3", "2 2", "7 2 2 2"};

  /** Outlines of about equal area about the origin, a step of eight units wide. */
  private static final List<String> GLYPHS =
      List.of(
          "M-4.2 0a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0Z",
          "M-3.7-3.7H3.7V3.7H-3.7Z",
          "M0-5.5L5 3.5H-5Z",
          "M0-5.4L5.4 0 0 5.4-5.4 0Z",
          "M0 5.5L5-3.5H-5Z",
          "M0-4.9L4.6-1.5 2.9 3.9-2.9 3.9-4.6-1.5Z",
          "M-1.6-4.8H1.6V-1.6H4.8V1.6H1.6V4.8H-1.6V1.6H-4.8V-1.6H-1.6Z");

  private static final String CROSS = "M-5-5L5 5M-5 5L5-5";

  private final List<RegimeLook> looks;

  /**
   * @param familyOfRegime the family of each regime, in the order of their numbers
   */
  Palette(Map<String, String> familyOfRegime) {
    this.looks = List.copyOf(RegimeLook.of(familyOfRegime).values());
  }

  /**
   * The order in which markers are drawn: hollow ones last, for those behind them shine through.
   */
  Comparator<Integer> darkestFirst() {
    return Comparator.comparingDouble(regime -> looks.get(regime).paleness());
  }

  /** The shape of a regime's markers, as an element {@code use}; struck out where excluded. */
  String marker(int regime, boolean struckOut, String x, String y, String attributes) {
    return "<use href=\"#"
        + (struckOut ? "x" : "g")
        + looks.get(regime).shape() % GLYPHS.size()
        + "\" x=\""
        + x
        + "\" y=\""
        + y
        + "\" class=\"r"
        + regime
        + (struckOut ? " out\"" : "\"")
        + attributes
        + "/>";
  }

  /** A marker to stand in a line of text. */
  String sample(int regime) {
    return "<svg class=\"glyph\" viewBox=\"-7 -7 14 14\" aria-hidden=\"true\">"
        + marker(regime, false, "0", "0", "")
        + "</svg>";
  }

  /** The outlines that markers refer to. */
  static String definitions() {
    StringBuilder text = new StringBuilder("<svg class=\"defs\" aria-hidden=\"true\"><defs>");
    for (int i = 0; i < GLYPHS.size(); i++) {
      text.append("<path id=\"g").append(i).append("\" d=\"").append(GLYPHS.get(i)).append("\"/>");
      text.append("<path id=\"x").append(i).append("\" d=\"").append(GLYPHS.get(i)).append(CROSS);
      text.append("\"/>");
    }
    return text.append("</defs></svg>").toString();
  }

  /** Rules that set edge, fill, line and text of each regime, on a light and on a dark ground. */
  String css() {
    StringBuilder light = new StringBuilder();
    StringBuilder dark = new StringBuilder();
    for (int regime = 0; regime < looks.size(); regime++) {
      RegimeLook look = looks.get(regime);
      String dash = ";--dash:" + DASHES[look.behind() % DASHES.length];
      int onDark = ON_DARK[look.family() % ON_DARK.length];
      light.append(rule(regime, look, look.colour(), LIGHT_GROUND, LIGHT_INK, dash));
      dark.append(rule(regime, look, onDark, DARK_GROUND, DARK_INK, ""));
    }
    return light + "@media (prefers-color-scheme: dark) {\n" + dark + "}\n";
  }

  private static String rule(
      int regime, RegimeLook look, int colour, int ground, int ink, String more) {
    int line = Colours.mixed(colour, ground, look.palenessOfLines());
    String fill = rgb(Colours.mixed(colour, ground, look.paleness()));
    return ".r"
        + regime
        + "{--edge:"
        + rgb(colour)
        + ";--fill:"
        + (look.hollow() ? "none" : fill)
        + ";--line:"
        + rgb(line)
        + ";--text:"
        + rgb(Colours.legible(line, ink, ground))
        + more
        + "}\n";
  }

  private static String rgb(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }
}
