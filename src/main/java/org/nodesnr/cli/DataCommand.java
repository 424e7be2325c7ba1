package org.nodesnr.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
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
      "  nodesnr data where            where MNIST and CIFAR-10 are found, if anywhere",
      "  nodesnr data fetch mnist      download MNIST where it is missing",
      "  nodesnr data verify           read everything and compare checksums",
    })
final class DataCommand implements Runnable {
  private static final List<String> PUBLISHED = List.of(Datasets.MNIST, Datasets.CIFAR10);

  @Spec private CommandSpec spec;

  /** Which sets. */
  static final class Sets {
    @Parameters(
        paramLabel = "SET",
        arity = "0..*",
        description = "mnist or cifar10; both where none is named.")
    private List<String> names = List.of();

    List<String> names() {
      for (String name : names) {
        if (!PUBLISHED.contains(name)) {
          throw new UserError("data set " + name + " is none of " + String.join(", ", PUBLISHED));
        }
      }
      return names.isEmpty() ? PUBLISHED : names;
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
    for (String name : sets.names()) {
      Optional<Path> found = Datasets.find(name, location);
      out.printf("%-8s %s%n", name, found.map(Path::toString).orElse("not found"));
    }
    out.println("looked in, in this order:");
    location.directories().forEach(directory -> out.println("  " + directory));
  }

  @Command(name = "fetch", description = "Download data sets that are found nowhere.")
  void fetch(@Mixin DataOptions options, @Mixin Sets sets) {
    for (String name : sets.names()) {
      describe(DataOptions.load(name, options.location()));
    }
  }

  @Command(
      name = "verify",
      description =
          "Read data sets and compare their checksums with the published ones; exit code 1 where"
              + " they differ.")
  int verify(@Mixin DataOptions options, @Mixin Sets sets) {
    DataLocation local = DataLocation.ofProcess(options.directory(), true);
    boolean official = true;
    for (String name : sets.names()) {
      if (Datasets.find(name, local).isEmpty()) {
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
      official &= data.official();
    }
    return official ? ExitCodes.DONE : ExitCodes.NOT_OFFICIAL;
  }

  private void describe(Dataset data) {
    PrintWriter out = spec.commandLine().getOut();
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
          file.official() ? "official" : "not the official checksum");
    }
  }
}
