package org.nodesnr.tables;

/**
 * A table as HTML.
 *
 * @param name a short name without blanks, such as {@code simpson}
 * @param title what it shows, plain text
 * @param table an element {@code table} with caption, names of columns and of rows
 * @param notes what stands below it, HTML
 */
public record WebTable(String name, String title, String table, String notes) {}
