/**
 * Jupyter notebooks made from the files of an experiment: its tables and figures as outputs, and
 * code that computes the statistics again from {@code runs.csv} and asserts that they agree.
 *
 * <p>Nothing here runs Python. The text outputs are computed by {@link org.nodesnr.statistics} from
 * the same files, formatted as the cells print them; a test runs the cells and compares.
 */
package org.nodesnr.notebook;
