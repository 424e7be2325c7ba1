/**
 * What an experiment is: immutable records of its runs in which every default is filled in, the
 * declarations of their settings, and {@link org.nodesnr.spec.RunSpecs}, which takes a run's
 * identity from its {@link org.nodesnr.spec.RunSpec}. Nothing here knows how a config is written,
 * or how a run is trained or measured.
 */
package org.nodesnr.spec;
