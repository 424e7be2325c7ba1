package org.nodesnr.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.CsvFile;
import org.nodesnr.results.ExperimentDirectory;

/**
 * Writes the notebook of an experiment from {@code runs.csv}, {@code checkpoints.csv}, {@code
 * tables/} and {@code figures/}. The same files make the same bytes.
 */
public final class NotebookExport {
  /** Widths of embedded images in pixels, tried in turn; the figures have up to 1600. */
  private static final List<Integer> WIDTHS = List.of(1000, 800, 600);

  /** Most characters of all images together, so that a notebook has about 2 MB at most. */
  private static final long IMAGE_CHARACTERS = 1_600_000;

  private NotebookExport() {}

  /**
   * @param directory the experiment
   * @param folder where to write {@code <experiment>.ipynb}, over an older one; made where missing
   * @return the notebook's file
   * @throws org.nodesnr.UserError when a table or a figure is missing, damaged, edited, or made
   *     from other runs
   * @throws IOException when a file can't be read or written
   */
  public static Path write(ExperimentDirectory directory, Path folder) throws IOException {
    ExperimentFiles files = ExperimentFiles.read(directory);
    Freshness.check(directory, files);
    Path from = folder.toAbsolutePath().normalize();
    Path to = directory.root().toAbsolutePath().normalize();
    String results = from.relativize(to).toString().replace('\\', '/');
    Path file = folder.resolve(files.name() + ".ipynb");
    AtomicFiles.write(file, new Notebook(cells(files, results)).json());
    return file;
  }

  private static List<Cell> cells(ExperimentFiles files, String results) throws IOException {
    Prose prose = new Prose(files, results);
    Printed printed = new Printed(files);
    String table = "table-" + files.table();
    String read = python("read").replace("@RESULTS@", results).replace("@TABLE@", table);
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell.Prose("title", prose.title()));
    cells.add(new Cell.Prose("claim", prose.claim()));
    cells.add(new Cell.Prose("data", prose.data()));
    cells.add(code("read", read, printed.read()));
    cells.add(new Cell.Prose("comparison", prose.comparison()));
    cells.add(markdown(table, files.comparisonText()));
    cells.add(new Cell.Prose("exclusions", Prose.EXCLUSIONS));
    cells.add(code("exclude", python("exclude"), printed.exclude()));
    cells.add(new Cell.Prose("same-from-scipy", Prose.RECOMPUTE));
    cells.add(code("recompute", python("recompute"), printed.recompute()));
    cells.add(new Cell.Prose("every-quantity", Prose.CORRELATIONS));
    if (files.noise().isPresent()) {
      cells.add(new Cell.Code("measures-of-noise", python("noisy"), List.of()));
    }
    for (ExperimentFiles.OtherTable other : files.others()) {
      cells.add(markdown(other.name(), other.text()));
      cells.addAll(recomputed(other.name(), files, printed));
    }
    cells.addAll(overRegimes(files, printed));
    cells.addAll(figures(files.figures(), printed));
    return cells;
  }

  /** The cell that computes a table again, where there is one for it. */
  private static List<Cell> recomputed(String table, ExperimentFiles files, Printed printed)
      throws IOException {
    Optional<ExperimentFiles.Parts> parts = files.parts();
    if (table.equals(ExperimentFiles.INFLUENCE) && files.influence().isPresent()) {
      String output = printed.influence(files.influence().get());
      return List.of(code("leave-one-regime-out", python("influence"), output));
    }
    if (table.equals(ExperimentFiles.PARTS) && parts.isPresent()) {
      return List.of(code("some-regimes", python("parts"), printed.parts(parts.get())));
    }
    if (table.equals(ExperimentFiles.RANKING) && files.ranking().isPresent()) {
      String output = printed.ranking(files.ranking().get());
      return List.of(
          new Cell.Prose("about-ranked", Prose.RANKING),
          code("measures-ranked", python("ranking"), output));
    }
    if (table.equals(ExperimentFiles.CAUSE) && files.causes().isPresent()) {
      String output = printed.causes(files.causes().get());
      return List.of(
          new Cell.Prose("about-interventions", Prose.CAUSE),
          code("interventions", python("cause"), output));
    }
    if (table.equals(ExperimentFiles.NOISE) && files.noise().isPresent()) {
      String output = printed.noise(files.noise().get());
      return List.of(code("networks-under-noise", python("noise"), output));
    }
    if (table.equals(ExperimentFiles.PART_LENGTHS) && parts.isPresent()) {
      Optional<CsvFile> lengths = parts.get().lengths();
      if (lengths.isPresent()) {
        String output = printed.partLengths(lengths.get());
        return List.of(code("some-regimes-over-training", python("part-lengths"), output));
      }
    }
    return List.of();
  }

  /** What scripts of src/tools computed and the documents cite. */
  private static List<Cell> overRegimes(ExperimentFiles files, Printed printed) throws IOException {
    List<Cell> cells = new ArrayList<>();
    if (files.intervals().isPresent() || files.architectures().isPresent()) {
      cells.add(new Cell.Prose("over-regimes", Prose.OVER_REGIMES));
      cells.add(new Cell.Code("resampled-regimes", python("resampled"), List.of()));
    }
    if (files.intervals().isPresent()) {
      String output = printed.intervals(files.intervals().get());
      cells.add(code("intervals-over-regimes", python(ExperimentFiles.INTERVALS), output));
    }
    if (files.architectures().isPresent()) {
      String output = printed.architectures(files.architectures().get());
      cells.add(code("within-one-architecture", python(ExperimentFiles.ARCHITECTURES), output));
    }
    return cells;
  }

  private static List<Cell> figures(List<Figure> figures, Printed printed) throws IOException {
    List<Path> images =
        figures.stream()
            .sorted(Comparator.comparing(figure -> !figure.isUsual()))
            .map(Figure::image)
            .toList();
    List<Thumbnail> thumbnails = Thumbnail.of(images, WIDTHS, IMAGE_CHARACTERS);
    List<Cell> cells = new ArrayList<>();
    boolean whole = thumbnails.stream().noneMatch(Thumbnail::isEmpty);
    cells.add(new Cell.Prose("figures", whole ? Prose.FIGURES : Prose.FIGURES + Prose.NOT_STORED));
    cells.add(new Cell.Code("redraw", python("redraw"), List.of()));
    for (Figure figure : figures) {
      String about = figure.lengths().isPresent() ? Prose.TRAINING : "";
      cells.add(new Cell.Prose("about-" + figure.name(), "### " + figure.title() + about));
      cells.add(image(figure, thumbnails.get(images.indexOf(figure.image()))));
      if (figure.points().isPresent()) {
        String source =
            String.format(
                "redraw(\"%s\", fitted=%s)", figure.name(), figure.fitted() ? "True" : "False");
        cells.add(code("redraw-" + figure.name(), source, printed.redraw(figure)));
      }
      if (figure.lengths().isPresent()) {
        String output = printed.training(figure.lengths().get());
        cells.add(code("redraw-" + figure.name(), python("training"), output));
      }
    }
    return cells;
  }

  private static Cell code(String id, String source, String output) {
    return new Cell.Code(id, source, List.of(new Cell.Output.Printed(output)));
  }

  private static Cell markdown(String name, String text) {
    return new Cell.Code(
        "table-of-" + name,
        "display(Markdown((RESULTS / \"tables/" + name + ".md\").read_text(encoding=\"utf-8\")))",
        List.of(new Cell.Output.Displayed("text/markdown", text, "Markdown", Map.of())));
  }

  private static Cell image(Figure figure, Thumbnail thumbnail) {
    return new Cell.Code(
        "show-" + figure.name(),
        "display(Image(filename=str(RESULTS / \"figures/"
            + figure.name()
            + ".png\"), width="
            + thumbnail.shownWidth()
            + "))",
        thumbnail.isEmpty()
            ? List.of()
            : List.of(
                new Cell.Output.Displayed(
                    "image/png",
                    thumbnail.base64() + "\n",
                    "Image",
                    Map.of("width", thumbnail.shownWidth()))));
  }

  /** The source of a cell, one of the Python files beside this class. */
  private static String python(String name) throws IOException {
    try (InputStream in = NotebookExport.class.getResourceAsStream(name + ".py")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
