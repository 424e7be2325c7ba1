package org.nodesnr.sweep;

import java.nio.file.Path;
import org.nodesnr.results.ExperimentDirectory;

/** Where the final weights of runs lie that were trained with {@code --keep-networks}. */
public final class KeptNetworks {
  private KeptNetworks() {}

  /**
   * @param experiment whose runs
   * @param id a run
   * @return the file of its final weights
   */
  public static Path file(ExperimentDirectory experiment, String id) {
    return experiment.root().resolve("networks").resolve(id + ".bin");
  }
}
