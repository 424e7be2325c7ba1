/**
 * Every record and file of an experiment: what is measured, where it lies, and how it is written
 * and read.
 */
package org.nodesnr.results;
