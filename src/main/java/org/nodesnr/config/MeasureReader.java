package org.nodesnr.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Trajectory;
import org.nodesnr.spec.DataSet;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.MeasureChoice;

/** Reads which measures runs are asked for. */
final class MeasureReader {
  private static final String ALL = "all";

  /** S and G, which are always computed. */
  private static final String SNR = "snr";

  private MeasureReader() {}

  /**
   * @param root the whole config
   * @param data which samples there are
   * @return the measures in the order of tables, without those that are computed anyway
   */
  static List<MeasureChoice> read(Section root, DataSpec data) {
    List<String> optional = Measures.optional().stream().map(Measure::id).toList();
    List<String> known =
        Stream.concat(Stream.of(SNR, ALL), Measures.all().stream().map(Measure::id)).toList();
    List<String> wanted = new ArrayList<>();
    KeyedValue measures = root.get("measures");
    for (KeyedValue value : measures.alternativesOrNone()) {
      String word = value.word(known);
      wanted.addAll(
          word.equals(ALL) ? Measures.ofAll().stream().map(Measure::id).toList() : List.of(word));
    }
    boolean without = wanted.contains(Trajectory.GSNR_MEAN.id()) && !wanted.contains(Trajectory.OF);
    measures.require(
        !without,
        "have " + Trajectory.OF + " where it has " + Trajectory.GSNR_MEAN.id() + ", its mean");
    boolean none = wanted.isEmpty() && measures.sources().given(measures.value().origin());
    Map<String, Integer> samples = new HashMap<>();
    for (Map.Entry<String, KeyedValue> entry : root.named("measureSamples")) {
      String id = entry.getKey();
      entry.getValue().require(optional.contains(id), "be of a measure that takes samples");
      if (!none && !wanted.contains(id)) {
        throw entry
            .getValue()
            .error(
                "is of a measure that is not asked for; add "
                    + id
                    + " to measures, or leave it out");
      }
      samples.put(id, entry.getValue().whole(0, DataSet.trainSamples(data)));
    }
    return optional.stream()
        .filter(wanted::contains)
        .map(id -> new MeasureChoice(id, number(id, samples, data)))
        .toList();
  }

  private static int number(String id, Map<String, Integer> given, DataSpec data) {
    int all = DataSet.trainSamples(data);
    int samples = given.getOrDefault(id, Measures.usualSamples(id));
    return samples >= all ? 0 : samples;
  }
}
