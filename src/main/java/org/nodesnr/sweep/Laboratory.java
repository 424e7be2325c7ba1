package org.nodesnr.sweep;

import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.data.SyntheticSpec;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.RunSpec;

/**
 * Data and instruments of one process, kept from one run to the next: reading data and preparing
 * the instruments for them is done once where runs share them.
 */
public final class Laboratory {
  private final DataLocation location;
  private final DownloadProgress progress;
  private final Instruments instruments;
  private Key key;
  private Dataset data;
  private String fingerprint;

  /**
   * What a run needs.
   *
   * @param data the samples
   * @param fingerprint identifies them
   * @param instrument measures the run's network
   */
  public record Bench(Dataset data, String fingerprint, Instrument instrument) {}

  /** Makes instruments. */
  @FunctionalInterface
  public interface Instruments {
    /**
     * @param spec a run
     * @param data its samples
     * @return what measures the run's network
     */
    Instrument of(RunSpec spec, Dataset data);
  }

  /**
   * @param location where data lie
   * @param progress told of downloads
   * @param instruments makes instruments; may keep what runs share
   */
  public Laboratory(DataLocation location, DownloadProgress progress, Instruments instruments) {
    this.location = location;
    this.progress = progress;
    this.instruments = instruments;
  }

  /**
   * @param spec a run
   * @return what it needs
   */
  public Bench bench(RunSpec spec) {
    Dataset set = data(spec.data());
    return new Bench(set, fingerprint, instruments.of(spec, set));
  }

  /**
   * @param spec which samples
   * @return the whole data set
   */
  public Dataset data(DataSpec spec) {
    Key wanted = Key.of(spec);
    if (!wanted.equals(key)) {
      data = Datasets.load(wanted.set(), location, wanted.synthetic(), progress);
      fingerprint = data.fingerprint();
      key = wanted;
    }
    return data;
  }

  /** What tells one whole data set from another. */
  private record Key(String set, SyntheticSpec synthetic) {
    static Key of(DataSpec spec) {
      boolean madeUp =
          spec.set().equals(Datasets.SYNTHETIC_DIGITS)
              || spec.set().equals(Datasets.SYNTHETIC_TEXTURES);
      return new Key(spec.set(), madeUp ? sizes(spec) : SyntheticSpec.DEFAULT);
    }
  }

  /**
   * @param spec which samples
   * @return what identifies the whole data set
   */
  public String fingerprint(DataSpec spec) {
    data(spec);
    return fingerprint;
  }

  private static SyntheticSpec sizes(DataSpec spec) {
    SyntheticSpec usual = SyntheticSpec.DEFAULT;
    return new SyntheticSpec(
        spec.syntheticSeed(),
        spec.trainSamples() > 0 ? spec.trainSamples() : usual.train(),
        spec.testSamples() > 0 ? spec.testSamples() : usual.test());
  }
}
