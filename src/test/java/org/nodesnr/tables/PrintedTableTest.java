package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrintedTableTest {
  private static PrintedTable table(int values) {
    List<String> header = new ArrayList<>(List.of("regime", "runs"));
    List<String> cells = new ArrayList<>(List.of("sgd", "5"));
    IntStream.range(0, values).forEach(i -> header.add("m" + i));
    IntStream.range(0, values).forEach(i -> cells.add("v" + i));
    List<PrintedTable.Row> rows = List.of(new PrintedTable.Row(true, cells));
    return new PrintedTable("regimes", "", "Each regime", header, rows, List.of("A note."));
  }

  @Test
  void aTableThatFitsIsOne() {
    assertThat(table(12).inParts(2)).containsExactly(table(12));
  }

  @Test
  void aWideTableComesInPartsThatBeginAlike() {
    List<PrintedTable> parts = table(26).inParts(2);
    assertThat(parts)
        .extracting(PrintedTable::label)
        .containsExactly("regimes", "regimes-2", "regimes-3");
    assertThat(parts)
        .extracting(PrintedTable::caption)
        .containsExactly("Each regime", "Each regime, continued", "Each regime, continued");
    assertThat(parts.get(0).header())
        .hasSize(14)
        .startsWith("regime", "runs", "m0")
        .endsWith("m11");
    assertThat(parts.get(2).header()).containsExactly("regime", "runs", "m24", "m25");
    assertThat(parts.get(2).rows())
        .containsExactly(new PrintedTable.Row(true, List.of("sgd", "5", "v24", "v25")));
    assertThat(parts)
        .extracting(PrintedTable::notes)
        .containsExactly(List.of(), List.of(), List.of("A note."));
  }
}
