package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Colours;
import org.nodesnr.analysis.RegimeLook;

/**
 * How the runs of a regime are drawn on paper.
 *
 * @param look what tells them from those of other regimes
 */
record RegimeStyle(RegimeLook look) {
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
        .forEach((regime, look) -> styles.put(regime, new RegimeStyle(look)));
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

  /**
   * The order in which markers are drawn: hollow ones last, for those behind them shine through.
   *
   * @param styles by regime
   * @return the same, darkest first
   */
  static Map<String, RegimeStyle> darkestFirst(Map<String, RegimeStyle> styles) {
    Map<String, RegimeStyle> sorted = new LinkedHashMap<>();
    styles.entrySet().stream()
        .sorted(Comparator.comparingDouble(style -> style.getValue().look().paleness()))
        .forEach(style -> sorted.put(style.getKey(), style.getValue()));
    return sorted;
  }

  /** The shape of its markers. */
  Glyph glyph() {
    return Glyph.number(look.shape());
  }

  /** The family's. */
  Color colour() {
    return new Color(look.colour());
  }

  /** Within its markers. */
  Color shade() {
    return look.hollow() ? PointMarker.CLEAR : onPaper(look.paleness());
  }

  /** Of its lines. */
  Color line() {
    return onPaper(look.palenessOfLines());
  }

  PointMarker marker() {
    return PointMarker.filled(glyph(), shade(), colour());
  }

  PointMarker struckOut() {
    return PointMarker.struckOut(glyph(), colour());
  }

  /** Of a point that lies beyond an axis. */
  PointMarker arrow(Glyph direction) {
    return PointMarker.hollow(direction, colour());
  }

  PointMarker dot() {
    return PointMarker.dot(line());
  }

  BasicStroke stroke(double points) {
    return Ink.stroke(points, DASHES[look.behind() % DASHES.length]);
  }

  private Color onPaper(double paleness) {
    return new Color(Colours.mixed(look.colour(), 0xFFFFFF, paleness));
  }
}
