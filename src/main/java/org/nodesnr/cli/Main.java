package org.nodesnr.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nodesnr.network.NativeLibrary;
import org.nodesnr.sweep.BuildInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code nodesnr}. */
@Command(
    name = "nodesnr",
    description = {
      "Trains networks under many regimes, computes SNR optimality S and SNR gain G of every node, "
          + "and relates them to test accuracy (Norridge, arXiv 2002.04687)."
    },
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      EvaluateCommand.class,
      ThinCommand.class,
      MeasuresCommand.class,
      StudyCommand.class,
      StatsCommand.class,
      FiguresCommand.class,
      CompareCommand.class,
      NotebooksCommand.class,
      DocumentsCommand.class,
      ArchiveCommand.class,
      VerifyCommand.class,
      MergeCommand.class,
      SlurmCommand.class,
      StatusCommand.class,
      CompletionCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      BenchChildCommand.class,
      TrainWorkerCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr run configs/demo.conf            the whole pipeline on made-up digits",
      "  nodesnr run configs/mnist.conf -n        what would be trained",
      "  nodesnr figures configs/mnist.conf       tables and figures again",
      "  nodesnr doctor                           what this machine has and lacks",
      "",
      "Exit codes: 0 done, 1 some runs failed, 2 bad input, 70 a defect,",
      "130 interrupted."
    })
public final class Main implements Callable<Integer> {
  /** Width of help. */
  private static final int COLUMNS = 80;

  /** Chosen before any command can touch ND4J. */
  private final NativeLibrary library = NativeLibrary.select();

  private final Interruption interruption = new Interruption();

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

  @Spec private CommandSpec spec;

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
    CommandLine line = commandLine();
    Interruption interruption = interruption(line);
    interruption.await(System.err, Terminal.ofProcess().interactive());
    int code = line.execute(args);
    interruption.pause();
    System.exit(code);
  }

  /**
   * @return the commands, writing to the process's streams as UTF-8
   */
  static CommandLine commandLine() {
    ErrorHandling errors = new ErrorHandling();
    CommandLine line = new CommandLine(new Main());
    line.getSubcommands().values().forEach(Main::reflow);
    PlainWords.register(line);
    return line.setOut(writer(System.out))
        .setErr(writer(System.err))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(COLUMNS)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors);
  }

  /**
   * Gives a description's first sentence, which lists of commands show, a paragraph of its own, and
   * says how the command can end.
   */
  private static void reflow(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String[] sentences = String.join(" ", usage.description()).split("(?<=\\.) ", 2);
    usage.description(sentences);
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(ExitCodes.described(command.getCommandSpec().qualifiedName()));
    command.getSubcommands().values().forEach(Main::reflow);
  }

  /** Without a command there is nothing to do but to list them. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.BAD_INPUT;
  }

  /** Which native build this process would load, and why. */
  NativeLibrary library() {
    return library;
  }

  /** Whether {@code --debug} was given, before or after the command's name. */
  static boolean debugs(CommandLine command) {
    return ((Main) command.getCommandSpec().root().userObject()).debug;
  }

  /** What ends a command at Ctrl-C. */
  static Interruption interruption(CommandLine command) {
    return ((Main) command.getCommandSpec().root().userObject()).interruption;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
