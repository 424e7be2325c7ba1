package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.nodesnr.UserError;
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
    err.println("nodesnr: " + e.getMessage().replaceFirst("^Error: ", "") + advice);
    err.flush();
    return ExitCodes.BAD_INPUT;
  }

  /** What a mistyped command or option comes nearest to. */
  private static Optional<String> meant(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    String before =
        unmatched.isUnknownOption()
            ? ""
            : e.getCommandLine().getCommandSpec().qualifiedName() + " ";
    return unmatched.getSuggestions().stream().findFirst().map(word -> before + word);
  }
}
