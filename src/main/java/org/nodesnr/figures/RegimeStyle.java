package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.RegimeLook;

/**
 * How the runs of a regime are drawn on paper: their {@link RegimeLook} as shapes and colours.
 *
 * @param glyph shape of its markers
 * @param colour the family's
 * @param shade the regime's
 * @param dash the pattern of its lines
 */
record RegimeStyle(Glyph glyph, Color colour, Color shade, float[] dash) {
  /** The most regimes that a legend names one by one. */
  static final int MOST_NAMED = 30;

  /** Dashes and gaps in points; none for a solid line. */
  private static final float[][] DASHES = {{}, {4, 1.5f}, {1.2f, 1.2f}, {4, 1.2f, 1.2f, 1.2f}};

  /**
   * @param familyOfRegime the family of each regime, in the order of the legend
   * @return a style for each regime
   */
  static Map<String, RegimeStyle> of(Map<String, String> familyOfRegime) {
    Map<String, RegimeStyle> styles = new LinkedHashMap<>();
    RegimeLook.of(familyOfRegime)
        .forEach(
            (regime, look) -> {
              Color colour = new Color(look.colour());
              float[] dash = DASHES[look.behind() % DASHES.length];
              Color shade = lighter(colour, look.paleness());
              styles.put(
                  regime, new RegimeStyle(Glyph.ofFamily(look.family()), colour, shade, dash));
            });
    return styles;
  }

  /** A style for each of some names, every one with a colour and a shape of its own. */
  static Map<String, RegimeStyle> apart(Collection<String> names) {
    Map<String, String> families = new LinkedHashMap<>();
    names.forEach(name -> families.put(name, name));
    return of(families);
  }

  /**
   * What a legend names: every regime, or, of more than {@value #MOST_NAMED}, families, each with
   * the style of its last regime, which is the darkest.
   *
   * @param familyOfRegime the family of each regime, in the order of the legend
   * @param styles the style of each
   * @return a style for each line of the legend
   */
  static Map<String, RegimeStyle> named(
      Map<String, String> familyOfRegime, Map<String, RegimeStyle> styles) {
    if (styles.size() <= MOST_NAMED) {
      return styles;
    }
    Map<String, List<String>> regimes = new LinkedHashMap<>();
    familyOfRegime.forEach(
        (regime, family) -> regimes.computeIfAbsent(family, key -> new ArrayList<>()).add(regime));
    Map<String, RegimeStyle> named = new LinkedHashMap<>();
    regimes.forEach(
        (family, members) -> {
          String last = members.get(members.size() - 1);
          named.put(
              members.size() == 1
                  ? last
                  : family + ": " + members.size() + " regimes, light to dark as in the config",
              styles.get(last));
        });
    return named;
  }

  PointMarker marker() {
    return PointMarker.filled(glyph, shade, colour);
  }

  PointMarker struckOut() {
    return PointMarker.struckOut(glyph, colour);
  }

  /** Of a point that lies beyond an axis. */
  PointMarker arrow(Glyph direction) {
    return PointMarker.hollow(direction, colour);
  }

  PointMarker dot() {
    return PointMarker.dot(lineColour());
  }

  /** The line of its mean; lighter regimes keep enough contrast on white. */
  Color lineColour() {
    return lighter(colour, 0.5 * lightness());
  }

  BasicStroke stroke(double points) {
    return Ink.stroke(points, dash);
  }

  private double lightness() {
    return colour.getRed() == 255
        ? (shade.getBlue() - colour.getBlue()) / (255.0 - colour.getBlue())
        : (shade.getRed() - colour.getRed()) / (255.0 - colour.getRed());
  }

  private static Color lighter(Color colour, double share) {
    return new Color(
        towardsWhite(colour.getRed(), share),
        towardsWhite(colour.getGreen(), share),
        towardsWhite(colour.getBlue(), share));
  }

  private static int towardsWhite(int channel, double share) {
    return (int) Math.round(channel + share * (255 - channel));
  }
}
