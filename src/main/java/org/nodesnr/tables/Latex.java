package org.nodesnr.tables;

/** Plain text in LaTeX. */
final class Latex {
  private Latex() {}

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
        case 'τ' -> escaped.append("$\\tau$");
        case 'Δ' -> escaped.append("$\\Delta$");
        case '“' -> escaped.append("``");
        case '”' -> escaped.append("''");
        case '×' -> escaped.append("$\\times$");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
