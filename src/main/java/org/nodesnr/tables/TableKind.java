package org.nodesnr.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.nodesnr.analysis.Findings;

/**
 * A table that an experiment may have.
 *
 * @param name of its files, without the ending
 * @param data names of its CSV files, without the ending
 * @param applies whether there is enough for it
 * @param make makes it
 * @param onPage whether the page has it among its tables; not where it stands elsewhere there, or
 *     is too long
 */
record TableKind(
    String name,
    List<String> data,
    Predicate<Findings> applies,
    Function<Findings, ShownTable> make,
    boolean onPage) {

  static TableKind of(
      String name, Predicate<Findings> applies, Function<Findings, ShownTable> make) {
    return new TableKind(name, List.of(name), applies, make, true);
  }

  static TableKind always(String name, Function<Findings, ShownTable> make) {
    return of(name, findings -> true, make);
  }

  /** The same, with more than one file of data. */
  TableKind withData(String... names) {
    return new TableKind(name, List.of(names), applies, make, onPage);
  }

  /** The same, left out of the page. */
  TableKind besidePage() {
    return new TableKind(name, data, applies, make, false);
  }

  /** What the page shows of it; nothing where there is not enough for it. */
  List<WebTable> web(Findings findings) {
    return onPage && applies.test(findings) ? make.apply(findings).web() : List.of();
  }

  /** Writes it over an older one; where there is not enough for it, an older one is deleted. */
  void write(Path folder, Findings findings) throws IOException {
    if (!applies.test(findings)) {
      for (String file : data) {
        Files.deleteIfExists(folder.resolve(file + ".csv"));
      }
      Files.deleteIfExists(folder.resolve(name + ".md"));
      Files.deleteIfExists(folder.resolve(name + ".tex"));
      return;
    }
    make.apply(findings).write(folder, name);
  }
}
