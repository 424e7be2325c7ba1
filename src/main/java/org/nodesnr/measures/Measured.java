package org.nodesnr.measures;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nodesnr.measure.Measure;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.measures.norms.Margins;
import org.nodesnr.measures.norms.Norms;

/** A network on its samples, with what several measures share. */
final class Measured implements AutoCloseable {
  /** Of whatever is drawn: the same for every network, so that networks are compared. */
  static final long SEED = 1;

  private final Subject subject;
  private final double[] initial;
  private final Inputs train;
  private final Inputs test;
  private final Set<String> wanted;
  private final Map<Integer, Lanczos.Spectrum> blocks = new HashMap<>();
  private Landscape landscape;
  private Margins margins;
  private Norms norms;

  /**
   * @param subject the network
   * @param initial parameters before training; empty where they are not known
   * @param train training samples
   * @param test test samples
   * @param wanted ids of the measures that are wanted
   */
  Measured(Subject subject, double[] initial, Inputs train, Inputs test, Set<String> wanted) {
    this.subject = subject;
    this.initial = initial;
    this.train = train;
    this.test = test;
    this.wanted = wanted;
  }

  boolean wants(Measure measure) {
    return wanted.contains(measure.id());
  }

  Structure structure() {
    return subject.structure();
  }

  double[] theta() {
    return subject.theta();
  }

  Inputs train() {
    return train;
  }

  Inputs test() {
    return test;
  }

  Precision precision() {
    return Precision.SINGLE;
  }

  /** The training loss, at the network's parameters. */
  Landscape landscape() {
    if (landscape == null) {
      landscape = new Landscape(structure(), train, precision());
    }
    return landscape.at(theta());
  }

  /** Of training samples; read of a pass on its own where no other went over them. */
  Margins margins() {
    if (margins == null) {
      margins = Margins.of(landscape());
    }
    return margins;
  }

  /** Keeps what another pass over all training samples saw: the same to the last bit. */
  void margins(Margins seen) {
    margins = seen;
  }

  Norms norms() {
    if (norms == null) {
      norms = Norms.of(structure(), theta(), initial);
    }
    return norms;
  }

  /** The largest eigenvalues of a layer's block, weights only; vectors where they are wanted. */
  Lanczos.Spectrum block(int layer, int count) {
    boolean dense = structure().layers().get(layer).window().places() == 1;
    int vectors = dense && wants(DualityGauge.SHARP_SIZE) ? count : 0;
    return blocks.computeIfAbsent(
        layer, l -> new Eigenvalues(landscape(), SEED).layer(l, false, count, vectors));
  }

  @Override
  public void close() {
    if (landscape != null) {
      landscape.close();
    }
  }
}
