package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells the runs of a regime from others where they are drawn: a family has a colour; its last
 * regime has the full colour and the shape of the family, and those before it are paler, the first
 * hollow, each with the next shape.
 *
 * @param family number of the family, from 0, in the order of the legend
 * @param behind how many regimes of the family follow
 * @param paleness share of the ground in the colour, from 0 to 1, which is hollow
 */
public record RegimeLook(int family, int behind, double paleness) {
  /**
   * Okabe and Ito's colours, which colour-blind readers tell apart, with grey for yellow, as RGB:
   * one for each family, from the first on again where there are more.
   */
  public static final List<Integer> COLOURS =
      List.of(0x000000, 0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x999999);

  /** Lines keep so much more of the colour than markers. */
  private static final double OF_LINES = 0.4;

  /**
   * @param familyOfRegime the family of each regime, in the order of the legend
   * @return how each regime looks, in the same order
   */
  public static Map<String, RegimeLook> of(Map<String, String> familyOfRegime) {
    Map<String, List<String>> families = new LinkedHashMap<>();
    familyOfRegime.forEach(
        (regime, family) ->
            families.computeIfAbsent(family, name -> new ArrayList<>()).add(regime));
    List<String> names = new ArrayList<>(families.keySet());
    Map<String, RegimeLook> looks = new LinkedHashMap<>();
    familyOfRegime.forEach(
        (regime, family) -> {
          int others = families.get(family).size() - 1;
          int behind = others - families.get(family).indexOf(regime);
          double paleness = others == 0 ? 0 : (double) behind / others;
          looks.put(regime, new RegimeLook(names.indexOf(family), behind, paleness));
        });
    return looks;
  }

  /**
   * @return number of the shape of its markers, from 0, the first again where there are more
   */
  public int shape() {
    return family + behind;
  }

  /**
   * @return whether markers show what is behind them
   */
  public boolean hollow() {
    return paleness == 1;
  }

  /**
   * @return share of the ground in the colour of lines
   */
  public double palenessOfLines() {
    return OF_LINES * paleness;
  }

  /**
   * @return the family's colour as RGB
   */
  public int colour() {
    return COLOURS.get(family % COLOURS.size());
  }
}
