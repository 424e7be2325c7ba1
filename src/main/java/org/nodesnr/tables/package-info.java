/**
 * The tables of an experiment: {@link org.nodesnr.tables.TableSet} lists them, each with its name,
 * when it applies and what makes it; Markdown, LaTeX, CSV, HTML and text are renderers.
 */
package org.nodesnr.tables;
