/**
 * Sweeps: a coordinator hands runs to worker processes of one thread each, survives their deaths,
 * and goes on where an earlier sweep stopped. A run's numbers depend on its {@link
 * org.nodesnr.spec.RunSpec} alone, so neither the number of workers, nor the order of runs, nor an
 * interruption changes them.
 */
package org.nodesnr.sweep;
