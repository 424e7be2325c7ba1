/**
 * {@code nodesnr bench}: how fast training, evaluation and sweeps are, each beside what users would
 * otherwise run. Everything that is timed runs in a process of its own with one thread; two that
 * are compared take turns.
 */
package org.nodesnr.bench;
