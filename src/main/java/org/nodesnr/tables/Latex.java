package org.nodesnr.tables;

import java.util.stream.Collectors;

/** A comparison as a LaTeX table; needs the package booktabs. */
final class Latex {
  private Latex() {}

  static String of(ComparisonTable table) {
    StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n");
    text.append("  \\caption{").append(escaped(table.caption())).append(".}\n");
    text.append("  \\label{tab:snr-gain-").append(table.number()).append("}\n");
    text.append("  \\begin{tabular}{l").append("r".repeat(table.columns().size())).append("}\n");
    text.append("    \\toprule\n    ");
    table.columns().forEach(column -> text.append(" & ").append(column.label().latex()));
    text.append(" \\\\\n");
    for (ComparisonTable.Line line : table.lines()) {
      if (line.opensGroup()) {
        text.append("    \\midrule\n");
      }
      text.append("    ").append(line.latex());
      table
          .columns()
          .forEach(column -> text.append(" & ").append(escaped(line.cell().apply(column))));
      text.append(" \\\\\n");
    }
    text.append("    \\bottomrule\n  \\end{tabular}\n\n  \\smallskip\n");
    text.append("  \\begin{minipage}{\\linewidth}\\footnotesize\n    ");
    text.append(table.notes().stream().map(Latex::escaped).collect(Collectors.joining("\n    ")));
    return text.append("\n  \\end{minipage}\n\\end{table}\n").toString();
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '%', '&', '#', '_', '$', '{', '}' -> escaped.append('\\').append(c);
        case '\\' -> escaped.append("\\textbackslash{}");
        case '~' -> escaped.append("\\textasciitilde{}");
        case '^' -> escaped.append("\\textasciicircum{}");
        case '<' -> escaped.append("$<$");
        case '>' -> escaped.append("$>$");
        case '−' -> escaped.append("$-$");
        case '–' -> escaped.append("--");
        case '‘' -> escaped.append('`');
        case '’' -> escaped.append('\'');
        case '²' -> escaped.append("$^2$");
        case 'ρ' -> escaped.append("$\\rho$");
        case '×' -> escaped.append("$\\times$");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
