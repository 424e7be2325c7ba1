package org.nodesnr.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.MadeUpRuns.MadeUpRegime;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.PermutationOptions;

/** Pages of made-up runs. */
final class Pages {
  /** A name that a careless page would run. */
  static final String EVIL = "</script><script>document.title='evil'</script>&\"'";

  private Pages() {}

  /** 30 networks of six regimes, one named like a script, a few excluded, one diverged. */
  static Analysis small() {
    List<MadeUpRegime> regimes = new ArrayList<>(MadeUpRuns.MNIST_REGIMES.subList(0, 5));
    regimes.add(new MadeUpRegime(EVIL, "augmentation", 0.6));
    List<RunRecord> runs = new ArrayList<>(MadeUpRuns.mnist().runs(regimes, 5));
    runs.add(MadeUpRuns.mnist().run(regimes.get(0), 9, RunRecord.Status.DIVERGED, 77));
    return Analysis.of(runs, fewResamples(0.36));
  }

  /** As many networks as the MNIST experiment has, and more checkpoints. */
  static Analysis full() {
    List<RunRecord> runs = new ArrayList<>(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 9));
    return Analysis.of(runs.subList(0, 67), fewResamples(0.9));
  }

  private static AnalysisOptions fewResamples(double greatestRate) {
    AnalysisOptions options = Analyses.options(greatestRate);
    return new AnalysisOptions(
        options.variant(),
        options.targets(),
        options.exclusions(),
        options.parts(),
        options.regimes(),
        new Bootstrap(20, 0.95, 1),
        new PermutationOptions(0, 0, 1, 1));
  }

  static Path write(Path folder, Analysis analysis) throws IOException {
    return write(folder, Findings.of(analysis, Progress.SILENT));
  }

  static Path write(Path folder, Findings findings) throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(folder, "made <up> & 100%");
    Files.createDirectories(directory.figures());
    Files.writeString(directory.figures().resolve("figure-1.svg"), "<svg/>");
    HtmlReport.write(
        directory,
        "Made-up runs <b>" + EVIL,
        findings,
        Optional.empty(),
        List.of("2 of 33 runs have no record yet"));
    return directory.page();
  }
}
