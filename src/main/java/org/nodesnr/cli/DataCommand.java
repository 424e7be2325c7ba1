package org.nodesnr.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Data sets: where they are, whether they are sound, and how to get them. */
@Command(
    name = "data",
    description = "Find, check or download the data sets.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr data where            where each set is found, if anywhere",
      "  nodesnr data fetch mnist      download MNIST where it is missing",
      "  nodesnr data verify           read MNIST and CIFAR-10 and compare checksums",
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The sets that are read from files. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Datasets.IN_FILES.iterator();
    }
  }

  /** Which sets. */
  static final class Sets {
    @Parameters(
        paramLabel = "SET",
        arity = "0..*",
        completionCandidates = Names.class,
        description =
            "One of ${COMPLETION-CANDIDATES}. Where none is named, all are looked for, and mnist "
                + "and cifar10, which alone are downloaded, are fetched or verified.")
    private List<String> names = List.of();

    List<String> names(List<String> usual) {
      for (String name : names) {
        if (!Datasets.IN_FILES.contains(name)) {
          throw new UserError(
              "data set " + name + " is none of " + String.join(", ", Datasets.IN_FILES));
        }
      }
      return names.isEmpty() ? usual : names;
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "data needs one of: where, fetch, verify");
  }

  @Command(name = "where", description = "Show where data sets are found, and where they are not.")
  void where(@Mixin DataOptions options, @Mixin Sets sets) {
    DataLocation location = options.location();
    PrintWriter out = spec.commandLine().getOut();
    List<String> names = sets.names(Datasets.IN_FILES);
    int width = names.stream().mapToInt(String::length).max().orElse(1);
    for (String name : names) {
      Optional<Path> found = Datasets.find(name, location);
      out.printf("%-" + width + "s  %s%n", name, found.map(Path::toString).orElse("not found"));
    }
    out.println("looked in, in this order:");
    location.directories().forEach(directory -> out.println("  " + directory));
  }

  @Command(name = "fetch", description = "Download data sets that are found nowhere.")
  void fetch(@Mixin DataOptions options, @Mixin Sets sets) {
    for (String name : sets.names(Datasets.DOWNLOADED)) {
      describe(DataOptions.load(name, options.location()));
    }
  }

  @Command(
      name = "verify",
      description =
          "Read data sets and compare their checksums with the published ones, which are known of"
              + " mnist and cifar10; exit code 1 where they differ.")
  int verify(@Mixin DataOptions options, @Mixin Sets sets) {
    DataLocation local = DataLocation.ofProcess(options.directory(), true);
    boolean official = true;
    for (String name : sets.names(Datasets.DOWNLOADED)) {
      boolean known = Datasets.DOWNLOADED.contains(name);
      if (known && Datasets.find(name, local).isEmpty()) {
        throw new UserError(
            name
                + ": not found in "
                + local.directories().stream().map(Path::toString).collect(Collectors.joining(", "))
                + ": 'nodesnr data fetch "
                + name
                + "' downloads it");
      }
      Dataset data = DataOptions.load(name, local);
      describe(data);
      official &= data.official() || !known;
    }
    return official ? ExitCodes.DONE : ExitCodes.NOT_OFFICIAL;
  }

  private void describe(Dataset data) {
    PrintWriter out = spec.commandLine().getOut();
    String other =
        Datasets.DOWNLOADED.contains(data.name())
            ? "not the official checksum"
            : "no checksum is known to compare it with";
    out.printf(
        Locale.ROOT,
        "%s: %s, %,d training and %,d test samples, fingerprint %s%n",
        data.name(),
        data.origin(),
        data.train().size(),
        data.test().size(),
        data.fingerprint());
    for (Dataset.DataFile file : data.files()) {
      out.printf(
          Locale.ROOT,
          "  %-28s %,12d bytes  sha256 %s  %s%n",
          file.name(),
          file.bytes(),
          file.sha256(),
          file.official() ? "official" : other);
    }
  }
}
