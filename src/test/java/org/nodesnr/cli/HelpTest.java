package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Lines of a command's help end where they have to, and between words, at either width. */
class HelpTest {
  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void descriptionsFillTheirLines(int width) {
    List<CommandLine> commands = all(Main.commandLine().setUsageHelpWidth(width)).toList();
    assertThat(commands).hasSizeGreaterThan(20);
    for (CommandLine command : commands) {
      assertThat(badlyBroken(command, width)).as(command.getCommandName()).isEmpty();
    }
  }

  /** The lines, below the synopsis, that end early or within a word. */
  private static List<String> badlyBroken(CommandLine command, int width) {
    Set<String> words = words(command.getCommandSpec());
    List<String> lines = command.getUsageMessage().lines().toList();
    int synopsis = 1;
    while (lines.get(synopsis).startsWith(" ")) {
      synopsis++;
    }
    List<String> bad = new ArrayList<>();
    for (int i = synopsis + 1; i < lines.size(); i++) {
      String before = lines.get(i - 1);
      String first = lines.get(i).strip().split(" ")[0];
      boolean goesOn = lines.get(i).startsWith(" ".repeat(12)) && before.startsWith("  ");
      boolean early = before.length() + 1 + first.length() < width;
      if (goesOn && (early || !words.contains(first))) {
        bad.add(before);
      }
    }
    return bad;
  }

  /** The words of the descriptions of options, parameters and commands. */
  private static Set<String> words(CommandSpec command) {
    Stream<String> options =
        command.args().stream()
            .map(
                arg ->
                    String.join(" ", arg.description())
                        .replace("${DEFAULT-VALUE}", String.valueOf(arg.defaultValue())));
    Stream<String> below =
        command.subcommands().values().stream()
            .flatMap(c -> Stream.of(c.getCommandSpec().usageMessage().description()));
    return Stream.concat(options, below)
        .flatMap(text -> Stream.of(text.split("\\s+")))
        .collect(Collectors.toSet());
  }
}
