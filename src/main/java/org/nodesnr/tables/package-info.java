/** Correlation tables as CSV, Markdown and LaTeX, the paper's values beside ours. */
package org.nodesnr.tables;
