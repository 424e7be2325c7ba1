package org.nodesnr.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two contestants that took turns, so that whatever else the machine did hit both alike.
 *
 * @param ours rate of the first in every turn, work per second
 * @param theirs rate of the second
 * @param ratio ours over theirs, turn by turn
 */
record Duel(TimingSpread ours, TimingSpread theirs, TimingSpread ratio) {

  /**
   * A contestant and its share of a turn.
   *
   * @param contestant who works
   * @param units how many units a turn has, so that a turn takes a second or so
   * @param workOfUnit how much work a unit is, in what the rate counts, such as samples
   */
  record Side(Contestant contestant, int units, double workOfUnit) {
    double rate() throws IOException {
      return units * workOfUnit / contestant.seconds(units);
    }
  }

  /**
   * @param ours the one
   * @param theirs the other
   * @param pairs how many turns each has
   * @return their rates
   * @throws IOException when a contestant fails
   */
  static Duel fight(Side ours, Side theirs, int pairs) throws IOException {
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      our.add(ours.rate());
      their.add(theirs.rate());
      ratios.add(our.get(pair) / their.get(pair));
    }
    return new Duel(TimingSpread.of(our), TimingSpread.of(their), TimingSpread.of(ratios));
  }
}
