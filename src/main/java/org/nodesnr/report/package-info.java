/**
 * The page of an experiment, {@code index.html}: drawn here and readable without a script; the
 * script that comes with it adds hovering, filters and sorting, and computes no statistics.
 */
package org.nodesnr.report;
