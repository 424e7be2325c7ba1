package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.sweep.RecordMerge;
import org.nodesnr.sweep.Shard;
import org.nodesnr.sweep.SweepLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs of several machines in one place. */
@Command(
    name = "merge",
    description = {
      "Bring runs of one experiment from several directories together.",
      "Everything is checked before anything is written; done again, it changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr merge a/mnist b/mnist --into results/mnist --config configs/mnist.conf",
      "  nodesnr figures configs/mnist.conf        and tables and figures of them all"
    })
final class MergeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SOURCE",
      arity = "1..*",
      description = "Directories of the experiment's results, such as results/mnist.")
  private List<Path> sources;

  @Option(
      names = "--into",
      paramLabel = "TARGET",
      required = true,
      description = "The directory that gets them all; made where missing.")
  private Path into;

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description = "The experiment: records of runs that it does not have are refused.")
  private Path config;

  @Mixin private OverridesOption overrides;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Optional<Experiment> experiment = Optional.ofNullable(config).map(overrides::load);
    Set<String> planned =
        experiment.stream()
            .flatMap(e -> e.runs().stream())
            .map(PlannedRun::id)
            .collect(Collectors.toSet());
    List<String> regimes =
        experiment.stream()
            .flatMap(e -> e.runs().stream())
            .map(run -> run.spec().regime().name())
            .distinct()
            .toList();
    List<RecordStore> stores = stores();
    RecordStore target = ExperimentOptions.store(new ExperimentDirectory(into));
    RecordMerge.Outcome outcome = merge(target, stores, planned);
    SweepLock.whileReporting(into, () -> writeTables(target, regimes));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        into
            + ": "
            + outcome.added()
            + " runs added, "
            + outcome.replaced()
            + " put in place of failed ones, "
            + outcome.known()
            + " there already");
    out.flush();
    return ExitCodes.DONE;
  }

  private RecordMerge.Outcome merge(
      RecordStore target, List<RecordStore> stores, Set<String> planned) throws IOException {
    RecordMerge merge = new RecordMerge(target);
    if (!Files.exists(into)) {
      merge.check(stores, planned); // the lock makes the directory, which a refusal is not to leave
    }
    SweepLock lock = SweepLock.take(into, Shard.WHOLE);
    try {
      return merge.merge(stores, planned);
    } finally {
      lock.close();
    }
  }

  private List<RecordStore> stores() throws IOException {
    List<RecordStore> stores = new ArrayList<>();
    for (Path source : sources) {
      if (!Files.isDirectory(source)) {
        throw new UserError(source + ": there is no such directory");
      }
      if (Files.isDirectory(into) && Files.isSameFile(source, into)) {
        throw new UserError(source + " is the target itself: name other directories to merge");
      }
      stores.add(ExperimentOptions.store(new ExperimentDirectory(source)));
    }
    return stores;
  }

  private static void writeTables(RecordStore target, List<String> regimes) throws IOException {
    List<RunRecord> records = target.readAll().records();
    RunTable.ofFinal(records, regimes).write(target.directory().runTable());
    RunTable.ofCheckpoints(records, regimes).write(target.directory().checkpointTable());
  }
}
