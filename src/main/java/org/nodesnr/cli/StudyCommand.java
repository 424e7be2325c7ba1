package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nodesnr.UserError;
import org.nodesnr.config.StudyReader;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import org.nodesnr.figures.StudyFigure;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;
import org.nodesnr.studies.Study;
import org.nodesnr.studies.StudyFindings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Demonstrations of other papers on small networks. */
@Command(
    name = "study",
    description = {
      "Run a study of small networks: a table and a picture.",
      "Configs are in configs/studies; docs/studies.md says what each shows. Trains its networks",
      "itself, in a minute or so; keeps no records of runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr study configs/studies/one-step-ratio.conf",
      "  nodesnr study configs/studies/weight-noise.conf --out studies",
      "  nodesnr study configs/studies/duality.conf --set repeats=1 --set epochs=20"
    })
final class StudyCommand implements Callable<Integer> {
  private static final int SIZE = 784;

  @Parameters(paramLabel = "CONFIG", description = "Such as configs/studies/duality.conf.")
  private Path config;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results/studies",
      description = "Where CSV, PNG and SVG go, over older ones (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private OverridesOption overrides;
  @Mixin private DataOptions dataOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Map<String, List<StudySetting>> studies = new LinkedHashMap<>();
    Study.ALL.forEach(study -> studies.put(study.name(), study.settings()));
    Path offered = Path.of("configs", "studies", config + ".conf");
    if (!Files.exists(config) && config.getNameCount() == 1 && Files.exists(offered)) {
      throw new UserError(config + " is no file: did you mean " + offered + "?");
    }
    StudySpec wanted = StudyReader.read(config, overrides.values(), studies, Datasets.NAMES);
    OutputFolder.require("--out " + out, out);
    Dataset data = DataOptions.load(wanted.data(), dataOptions.location());
    Samples images = new ImageSamples(data.train(), 0, DataSpec.Standardisation.NONE);
    if (images.shape().size() != SIZE) {
      throw new UserError(config + ": data: studies are of digits; give mnist or synthetic-digits");
    }
    refuseTooMany(wanted, images);
    Inputs train = Subject.inputs(images);
    Inputs test = Subject.inputs(new ImageSamples(data.test(), 0, DataSpec.Standardisation.NONE));
    PrintWriter err = spec.commandLine().getErr();
    Study study = Study.named(wanted.study());
    StudyFindings findings = study.run(wanted, train, test, text -> say(err, text));
    List<String> diverged = findings.diverged();
    if (diverged.size() == findings.rows().size()) {
      err.println("nodesnr: every network diverged; nothing is written: give a lower rate");
      return ExitCodes.SOME_RUNS_FAILED;
    }
    StudyFigure.write(out, wanted.name(), wanted.title(), findings);
    PrintWriter said = spec.commandLine().getOut();
    findings.sentences().forEach(said::println);
    said.println("written: " + out.resolve(wanted.name()) + ".csv, .png, .svg");
    said.flush();
    if (!diverged.isEmpty()) {
      err.printf(
          Locale.ROOT,
          "nodesnr: %d of %d rows are of networks that diverged, the first %s: cells are empty%n",
          diverged.size(),
          findings.rows().size(),
          diverged.get(0));
      return ExitCodes.SOME_RUNS_FAILED;
    }
    return ExitCodes.DONE;
  }

  /** One set of images for each of the sets, and one more to go on with. */
  private void refuseTooMany(StudySpec wanted, Samples images) {
    int times = wanted.settings().containsKey("sets") ? wanted.whole("sets") + 1 : 1;
    for (String key : List.of("sizes", "samples")) {
      if (wanted.settings().containsKey(key)) {
        for (double asked : wanted.all(key)) {
          if (asked * times > images.size()) {
            throw new UserError(
                String.format(
                    Locale.ROOT,
                    "%s: %s: %.0f training images are needed, and %s has %d",
                    config,
                    key,
                    asked * times,
                    wanted.data(),
                    images.size()));
          }
        }
      }
    }
  }

  private static void say(PrintWriter err, String text) {
    err.println(text);
    err.flush();
  }
}
