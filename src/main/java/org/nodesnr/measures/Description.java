package org.nodesnr.measures;

import java.util.function.ToDoubleFunction;
import org.nodesnr.measure.Measure;
import org.nodesnr.measures.net.Structure;

/**
 * What a reader wants to know of a measure.
 *
 * @param measure the measure
 * @param formula how it is defined
 * @param source where it comes from
 * @param samples how many training samples it takes by default, the first ones; 0 for all; what
 *     takes none says 0
 * @param pass name of what is done for it: measures of one pass are read together
 * @param work floating-point operations for each sample; 0 where samples don't enter
 */
public record Description(
    Measure measure,
    String formula,
    String source,
    int samples,
    String pass,
    ToDoubleFunction<Structure> work) {}
