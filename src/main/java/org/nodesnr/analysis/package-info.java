/**
 * From stored records to what tables and figures show: the table of runs, the sample that
 * statistics work on, the correlations, and what a reader has to know about them.
 */
package org.nodesnr.analysis;
