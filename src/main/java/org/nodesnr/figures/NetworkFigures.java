package org.nodesnr.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.results.NodeVectors;

/** The figure of one network that belongs to no experiment. */
public final class NetworkFigures {
  private NetworkFigures() {}

  /**
   * Writes {@code w-against-c.png} and {@code .svg}, the nodes shown as {@code w-against-c.csv} and
   * their vectors as {@code w-and-c.csv}, over older ones.
   *
   * @param folder where; made where missing
   * @param data where the samples come from
   * @param network what the network is called
   * @param nodes some of its nodes, at least one
   * @throws IOException when a file can't be written
   */
  public static void write(Path folder, String data, String network, List<NodeVectors> nodes)
      throws IOException {
    VectorFigure.Subject subject =
        new VectorFigure.Subject(data, "network " + network, List.of("network"), List.of(network));
    VectorFigure figure = new VectorFigure(subject, nodes);
    FigureFiles.write(figure.page(), folder, "w-against-c");
    AtomicFiles.write(folder.resolve("w-against-c.csv"), figure.data());
    AtomicFiles.write(folder.resolve("w-and-c.csv"), figure.vectors());
  }
}
