package org.nodesnr.tables;

import java.util.List;
import java.util.Map;

/** What a table says; how it is written is left to its renderers. */
interface ShownTable {
  /**
   * @return every digit of it, as CSV by the names of files without their ending
   */
  Map<String, String> data();

  /**
   * @return what is read, in the order of reading; in Markdown and LaTeX one file
   */
  List<PrintedTable> printed();
}
