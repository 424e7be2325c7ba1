package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the runs of a regime look. A family has a colour (Okabe and Ito's, which colour-blind readers
 * tell apart, with grey for yellow) and a shape; within it the last regime has the full colour and
 * those before it are lighter.
 *
 * @param glyph shape of its markers
 * @param colour the family's
 * @param shade the regime's
 * @param dash the pattern of its lines
 */
record RegimeStyle(Glyph glyph, Color colour, Color shade, float[] dash) {
  private static final Color[] OKABE_ITO = {
    new Color(0x000000),
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9),
    new Color(0x999999)
  };

  private static final double LIGHTEST = 0.75;

  /** Dashes and gaps in points; none for a solid line. */
  private static final float[][] DASHES = {{}, {4, 1.5f}, {1.2f, 1.2f}, {4, 1.2f, 1.2f, 1.2f}};

  /**
   * @param familyOfRegime the family of each regime, in the order of the legend
   * @return a style for each regime
   */
  static Map<String, RegimeStyle> of(Map<String, String> familyOfRegime) {
    Map<String, List<String>> families = new LinkedHashMap<>();
    familyOfRegime.forEach(
        (regime, family) ->
            families.computeIfAbsent(family, name -> new ArrayList<>()).add(regime));
    Map<String, RegimeStyle> styles = new LinkedHashMap<>();
    familyOfRegime.keySet().forEach(regime -> styles.put(regime, null));
    int number = 0;
    for (List<String> members : families.values()) {
      Color colour = OKABE_ITO[number % OKABE_ITO.length];
      for (int i = 0; i < members.size(); i++) {
        int steps = members.size() - 1;
        double light = steps == 0 ? 0 : LIGHTEST * (steps - i) / steps;
        float[] dash = DASHES[(steps - i) % DASHES.length];
        styles.put(
            members.get(i),
            new RegimeStyle(Glyph.ofFamily(number), colour, lighter(colour, light), dash));
      }
      number++;
    }
    return styles;
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
    float width = (float) Ink.pt(points);
    if (dash.length == 0) {
      return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    float[] pattern = new float[dash.length];
    for (int i = 0; i < dash.length; i++) {
      pattern[i] = (float) Ink.pt(dash[i]);
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
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
