package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a mistyped command line is told. */
class PlainWordsTest {
  private static String refusal(String arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
    assertThat(line.execute(arguments.split(" "))).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).startsWith("nodesnr: ").hasLineCount(1);
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "thin x --unit node | 'node' is none of links, inputs, nodes; did you mean nodes?",
        "thin x --criterion links,weight | is none of snr, magnitude, activation, random",
        "bench --only sweeps | is none of training, evaluation, gradients, sweep; did you mean sweep?",
        "measures --format jsn | 'jsn' is none of table, json; did you mean json?",
        "compare a b --format x | is none of table, csv, markdown, json; see 'nodesnr compare --help'",
        "completion fish | 'fish' is none of bash, zsh",
        "run x --workers 1.5 | '1.5' is no whole number",
        "thin x --shares a | 'a' is no number",
        "run a.conf b.conf | 'b.conf' is more than nodesnr run takes; see 'nodesnr run --help'",
        "run a.conf --shrad=1/2 | nodesnr run has no option '--shrad=1/2'; did you mean '--shard'?",
        "run a.conf -x | nodesnr run has no option '-x'; see 'nodesnr run --help'",
        "figurs | nodesnr has no command 'figurs'; did you mean 'nodesnr figures'?",
        "train | nodesnr has no command 'train'; see 'nodesnr --help'",
        "data fetc | nodesnr data has no command 'fetc'; did you mean 'nodesnr data fetch'?",
        "run configs/studies/duality.conf | 'nodesnr study configs/studies/duality.conf' runs it"
      })
  void isToldWhatThereIs(String arguments, String words) {
    assertThat(refusal(arguments)).contains(words).doesNotContain("[", "Unmatched");
  }

  @Test
  void constantsAreTakenInEitherCase() {
    assertThat(refusal("thin none.conf --unit NODES,links")).contains("none.conf: no such file");
  }
}
