package org.nodesnr.training;

import org.nodesnr.network.Initialiser;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.RunSpec;

/** The network of a run before its first update, which follows from its config alone. */
public final class InitialNetwork {
  private InitialNetwork() {}

  /**
   * @param spec a run
   * @param input shape of one sample
   * @param classes number of classes
   * @return the network that the run begins with
   */
  public static Model of(RunSpec spec, Shape input, int classes) {
    return new Initialiser(spec.regime().initialisation(), new Streams(MasterSeed.of(spec)))
        .build(spec.network(), input, classes);
  }
}
