package org.nodesnr.measure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/** Every measure that this process knows: nodesnr's own, then those of jars on the class path. */
public final class Measures {
  /** Columns of the table of runs that are no measures. */
  private static final Set<String> TAKEN =
      Set.of(
          "id",
          "regime",
          "family",
          "seed",
          "status",
          "dataSet",
          "dataOfficial",
          "step",
          "trainAccuracy",
          "trainLoss",
          "testAccuracy",
          "testLoss",
          "accuracyGap",
          "lossGap");

  private static final Pattern PLACE = Pattern.compile("\\d+|" + Quantity.HIDDEN);

  private Measures() {}

  /**
   * Loaded when first asked for.
   *
   * @param measures all of them
   * @param optional the sources of those that a config asks for
   * @param refusal why there are none; null where there are
   */
  private record Known(List<Measure> measures, List<MeasureSource> optional, UserError refusal) {
    static final Known ONCE = load();

    private static Known load() {
      List<Measure> measures = new ArrayList<>(Measure.OF_NODES);
      List<MeasureSource> optional = new ArrayList<>();
      try {
        for (MeasureSource source : ServiceLoader.load(MeasureSource.class)) {
          measures.addAll(source.measures());
          if (source.onRequest()) {
            optional.add(source);
          }
        }
        return new Known(checked(measures), List.copyOf(optional), null);
      } catch (ServiceConfigurationError e) {
        return new Known(
            List.of(),
            List.of(),
            new UserError("a measure on the class path: " + e.getMessage(), e));
      } catch (UserError e) {
        return new Known(List.of(), List.of(), e);
      }
    }
  }

  /**
   * @return the measures, in the order of tables
   * @throws UserError when two can't be told apart, or one can't be loaded
   */
  public static List<Measure> all() {
    if (Known.ONCE.refusal() != null) {
      throw Known.ONCE.refusal();
    }
    return Known.ONCE.measures();
  }

  /**
   * @param id the name of a measure
   * @return the measure, if it is known
   */
  public static Optional<Measure> find(String id) {
    return all().stream().filter(measure -> measure.id().equals(id)).findFirst();
  }

  /**
   * @return those that are read of the runs alone whose config asks for them
   */
  public static List<Measure> optional() {
    return Known.ONCE.optional().stream().flatMap(source -> source.measures().stream()).toList();
  }

  /**
   * @return those of {@link #optional} that a config means by all of them
   */
  public static List<Measure> ofAll() {
    return Known.ONCE.optional().stream()
        .flatMap(source -> source.measures().stream().filter(m -> source.inAll(m.id())))
        .toList();
  }

  /**
   * @param id one of {@link #optional}
   * @return how many training samples it takes where a config does not say; 0 for all
   */
  public static int usualSamples(String id) {
    return Known.ONCE.optional().stream()
        .filter(source -> source.measures().stream().anyMatch(m -> m.id().equals(id)))
        .mapToInt(source -> source.usualSamples(id))
        .findFirst()
        .orElse(0);
  }

  /** No id is that of another, alone or with the number of a layer. */
  static List<Measure> checked(List<Measure> measures) {
    Set<String> ids = new HashSet<>(TAKEN);
    for (Measure measure : measures) {
      if (!ids.add(measure.id())) {
        throw new UserError("two measures or columns are named '" + measure.id() + "'");
      }
    }
    for (String id : ids) {
      for (String other : ids) {
        if (id.startsWith(other) && PLACE.matcher(id.substring(other.length())).matches()) {
          throw new UserError(
              "the measure '" + id + "' has the name of a layer's '" + other + "': rename it");
        }
      }
    }
    return List.copyOf(measures);
  }
}
