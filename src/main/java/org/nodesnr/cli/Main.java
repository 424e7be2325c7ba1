package org.nodesnr.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.nodesnr.network.NativeLibrary;
import org.nodesnr.sweep.BuildInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code nodesnr}. */
@Command(
    name = "nodesnr",
    description = {
      "Node-level signal-to-noise ratio and generalisation: trains networks under many regimes,",
      "computes SNR optimality S and SNR gain G of every node, and relates them to test accuracy",
      "(Norridge, arXiv 2002.04687)."
    },
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      EvaluateCommand.class,
      StatsCommand.class,
      FiguresCommand.class,
      CompareCommand.class,
      NotebooksCommand.class,
      MergeCommand.class,
      SlurmCommand.class,
      StatusCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      BenchChildCommand.class,
      TrainWorkerCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr run configs/demo.conf            the whole pipeline on made-up digits",
      "  nodesnr run configs/mnist.conf -n        what would be trained, and for how long",
      "  nodesnr figures configs/mnist.conf       tables and figures again, without training",
      "  nodesnr doctor                           what this machine has and lacks",
      "",
      "Exit codes: 0 done, 1 some runs failed, 2 bad input, 70 a defect, 130 interrupted."
    })
public final class Main {
  /** Chosen before any command can touch ND4J. */
  private final NativeLibrary library = NativeLibrary.select();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show version and commit.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  /** Says which code this is. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {BuildInfo.current().describe()};
    }
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args command and options
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(args));
  }

  /**
   * @return the commands, writing to the process's streams as UTF-8
   */
  static CommandLine commandLine() {
    ErrorHandling errors = new ErrorHandling();
    return new CommandLine(new Main())
        .setOut(writer(System.out))
        .setErr(writer(System.err))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(32)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors);
  }

  /** Which native build this process would load, and why. */
  NativeLibrary library() {
    return library;
  }

  /** Whether {@code --debug} was given, before or after the command's name. */
  static boolean debugs(CommandLine command) {
    return ((Main) command.getCommandSpec().root().userObject()).debug;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
