package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedTextTest {
  @Test
  void alignsColumnsAndBreaksLines() {
    PrintedTable table =
        new PrintedTable(
            "x",
            "Table 1",
            "Gain of a network with two layers",
            List.of("", "*G*_{1}", "*G*^{(1..2)}"),
            List.of(
                PrintedTable.Row.of("*r*², ours", "0.5", "−0.25"),
                PrintedTable.Row.of("  runs", "18", "1,018")),
            List.of("One note here.", "And another one."));
    assertThat(table.text(24))
        .isEqualTo(
            """
            Table 1. Gain of a
            network with two layers.

                      G_1  G^(1..2)
            r², ours  0.5     −0.25
              runs     18     1,018

            One note here. And
            another one.
            """);
  }
}
