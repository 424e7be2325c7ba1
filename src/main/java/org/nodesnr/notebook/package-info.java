/**
 * Jupyter notebooks made from the files of an experiment: its tables and figures as outputs, and
 * code that computes the statistics again from {@code runs.csv} and asserts that they agree.
 *
 * <p>Nothing here runs Python. The stored text outputs are the tables' numbers in the form in which
 * the cells print them, after {@link org.nodesnr.statistics} has computed them again from the same
 * files; a test runs the cells and compares.
 */
package org.nodesnr.notebook;
