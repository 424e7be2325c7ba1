package org.nodesnr.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows whose values have names, the same in each: for CSV, and as they are for {@link
 * Json#forPrograms}. Values are texts, whole numbers, doubles and booleans; NaN is a missing
 * number.
 *
 * @param rows values by name, in the order of the columns
 */
public record NamedRows(List<Map<String, Object>> rows) {
  /**
   * @throws IllegalArgumentException when there is no row, or one whose names are others
   */
  public NamedRows {
    rows = rows.stream().map(row -> Collections.unmodifiableMap(new LinkedHashMap<>(row))).toList();
    List<String> header = rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet());
    if (header.isEmpty()
        || rows.stream().anyMatch(row -> !List.copyOf(row.keySet()).equals(header))) {
      throw new IllegalArgumentException("rows without names, or of different ones");
    }
  }

  /**
   * @return every digit kept, missing numbers empty
   */
  public String csv() {
    List<List<String>> cells = new ArrayList<>();
    rows.forEach(row -> cells.add(row.values().stream().map(NamedRows::cell).toList()));
    return Csv.text(List.copyOf(rows.get(0).keySet()), cells);
  }

  private static String cell(Object value) {
    return value instanceof Double number ? Numbers.exact(number) : String.valueOf(value);
  }
}
