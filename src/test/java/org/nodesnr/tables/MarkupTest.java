package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void variablesAndIndicesAreSetAsMathematics() {
    assertThat(Markup.latex("*G*_{1}")).isEqualTo("$G_{1}$");
    assertThat(Markup.latex("*G*^{(1..4)}")).isEqualTo("$G^{(1\\ldots 4)}$");
    assertThat(Markup.latex("*r*², ours")).isEqualTo("$r^2$, ours");
    assertThat(Markup.latex("  *ρ* > 0, 95%")).isEqualTo("\\quad $\\rho$ $>$ 0, 95\\%");
    assertThat(Markup.markdown("*G*^{(1..4)}")).isEqualTo("*G*<sup>(1..4)</sup>");
    assertThat(Markup.markdown("  *S*_{1}, all")).isEqualTo("&emsp;*S*<sub>1</sub>, all");
  }

  @Test
  void plainTextStaysPlain() {
    String name = "l2_{x}|*bold*^{y}";
    assertThat(Markup.markdown(Markup.plain(name))).isEqualTo("l2\\_{x}\\|\\*bold\\*^{y}");
    assertThat(Markup.latex(Markup.plain("a_b*c"))).isEqualTo("a\\_b*c");
  }

  @Test
  void rowsHaveTheHeadersCells() {
    assertThatThrownBy(
            () ->
                new PrintedTable(
                    "x", "", "x", List.of("a", "b"), List.of(PrintedTable.Row.of("1")), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells under 2 names of columns");
  }
}
