package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Completion of commands and options by the shell. */
@Command(
    name = "completion",
    description = "Print a script by which a shell completes commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(nodesnr completion bash)    in ~/.bashrc",
      "  source <(nodesnr completion zsh)     in ~/.zshrc, after compinit"
    })
final class CompletionCommand implements Callable<Integer> {
  /** Shells that read the script: it finds out by itself which of them does. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "One of bash, zsh.")
  @SuppressWarnings("unused") // both read one script; others are refused
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(AutoComplete.bash("nodesnr", spec.root().commandLine()));
    out.flush();
    return ExitCodes.DONE;
  }
}
