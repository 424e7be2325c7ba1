package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.UserError;
import org.nodesnr.config.Suggestions;
import org.nodesnr.sweep.Reasons;
import picocli.CommandLine;

/** Turns what goes wrong into one line and an exit code. */
final class ErrorHandling
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    boolean debug = Main.debugs(command);
    int code;
    if (e instanceof UserError) {
      err.println("nodesnr: " + e.getMessage());
      code = ExitCodes.BAD_INPUT;
    } else if (e instanceof IOException io) {
      err.println("nodesnr: " + Reasons.of(io));
      code = ExitCodes.BAD_INPUT;
    } else if (e instanceof UncheckedIOException io) {
      err.println("nodesnr: " + Reasons.of(io.getCause()));
      code = ExitCodes.BAD_INPUT;
    } else if (e instanceof InterruptedException) {
      err.println("nodesnr: interrupted");
      code = ExitCodes.INTERRUPTED;
    } else {
      err.println("nodesnr: a defect, please report it (--debug shows the trace): " + e);
      code = ExitCodes.DEFECT;
    }
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String advice =
        meant(e)
            .map(word -> "; did you mean '" + word + "'?")
            .orElse("; see '" + name + " --help'");
    err.println("nodesnr: " + said(e) + advice);
    err.flush();
    return ExitCodes.BAD_INPUT;
  }

  /** What is wrong; of what nobody takes, what kind of thing it is. */
  private static String said(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return e.getMessage().replaceFirst("^Error: ", "");
    }
    String word = "'" + unmatched.getUnmatched().get(0) + "'";
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (unmatched.isUnknownOption()) {
      return name + " has no option " + word;
    }
    return command.getSubcommands().isEmpty()
        ? word + " is more than " + name + " takes"
        : name + " has no command " + word;
  }

  /** What a mistyped command or option comes near to. */
  private static Optional<String> meant(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = e.getCommandLine();
    String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
    if (unmatched.isUnknownOption()) {
      Set<String> options = command.getCommandSpec().optionsMap().keySet();
      return Suggestions.nearest(word, options.stream().filter(o -> o.startsWith("--")).toList());
    }
    List<String> commands =
        command.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    return Suggestions.nearest(word, commands)
        .map(near -> command.getCommandSpec().qualifiedName() + " " + near);
  }
}
