package org.nodesnr.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A measure of one place of a network, and its spelling: {@code paper.G2} is the measure {@code G}
 * of layer 2 under the variant {@code paper}, {@code paper.Ghidden} its total over the hidden
 * layers, {@code weightNorm} that of the whole network and {@code weightNorm1} of its first layer.
 *
 * @param measure the id of the measure
 * @param variant name of the variant; empty where it has none
 * @param place number of the layer, {@link #HIDDEN}, or empty for the network
 */
public record Quantity(String measure, String variant, String place) {
  /** The place of a total over all layers but the last. */
  public static final String HIDDEN = "hidden";

  private static final String NETWORK = "";
  private static final Pattern NAME =
      Pattern.compile("(?:([A-Za-z0-9-]+)\\.)?([A-Za-z][A-Za-z0-9]*)");

  /**
   * @param measure a measure
   * @param variant name of a variant; left out where the measure has none
   * @param layer number of a layer, from 1
   * @return the measure of the layer
   */
  public static Quantity ofLayer(Measure measure, String variant, int layer) {
    return of(measure, variant, Integer.toString(layer));
  }

  /**
   * @param measure a measure
   * @param variant name of a variant; left out where the measure has none
   * @return the measure of the network
   */
  public static Quantity ofNetwork(Measure measure, String variant) {
    return of(measure, variant, measure.total() == Total.HIDDEN_SUM ? HIDDEN : NETWORK);
  }

  private static Quantity of(Measure measure, String variant, String place) {
    return new Quantity(measure.id(), measure.perVariant() ? variant : "", place);
  }

  /**
   * @param measure a measure
   * @param variant name of a variant; left out where the measure has none
   * @param layers layers of a network
   * @return every quantity that the measure can have there
   */
  public static List<Quantity> possible(Measure measure, String variant, int layers) {
    List<Quantity> possible = new ArrayList<>();
    if (measure.scope() != MeasureScope.NETWORK) {
      int last = measure.hiddenOnly() ? layers - 1 : layers;
      IntStream.rangeClosed(1, last).forEach(k -> possible.add(ofLayer(measure, variant, k)));
    }
    if (measure.scope() != MeasureScope.NODE || measure.total() != Total.NONE) {
      possible.add(ofNetwork(measure, variant));
    }
    return possible;
  }

  /**
   * @param reading a reading
   * @return what it is a reading of
   */
  public static Quantity of(Reading reading) {
    String place = reading.layer() == 0 ? NETWORK : Integer.toString(reading.layer());
    return new Quantity(reading.measure(), reading.variant(), place);
  }

  /**
   * @param name of a column; the variant may be missing
   * @return the quantity, if it is one of a measure that is known
   */
  public static Optional<Quantity> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String variant = matcher.group(1) == null ? "" : matcher.group(1);
    String rest = matcher.group(2);
    return Measures.all().stream()
        .filter(measure -> rest.startsWith(measure.id()))
        .filter(measure -> measure.perVariant() || variant.isEmpty())
        .filter(measure -> isPlace(measure, rest.substring(measure.id().length())))
        .map(m -> new Quantity(m.id(), variant, rest.substring(m.id().length())))
        .findFirst();
  }

  private static boolean isPlace(Measure measure, String place) {
    return place.equals(HIDDEN)
        ? measure.total() == Total.HIDDEN_SUM
        : place.matches("(?:[1-9][0-9]{0,3})?");
  }

  /**
   * @return number of the layer, from 1; 0 for the network or its hidden layers
   */
  public int layer() {
    return place.isEmpty() || place.equals(HIDDEN) ? 0 : Integer.parseInt(place);
  }

  /**
   * @return the name of the column
   */
  public String name() {
    return (variant.isEmpty() ? "" : variant + ".") + measure + place;
  }
}
