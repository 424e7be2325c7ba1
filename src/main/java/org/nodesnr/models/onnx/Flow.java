package org.nodesnr.models.onnx;

import org.nodesnr.models.Origin;
import org.nodesnr.models.Value;

/**
 * What depends on the samples: a value, and a function of each of its numbers that has not been
 * applied as yet, since it may be part of an activation.
 *
 * @param value the value
 * @param formula the function; null for none
 * @param origin the operation that the function ends in; null for none
 */
record Flow(Value value, Formula formula, Origin origin) {
  static Flow of(Value value) {
    return new Flow(value, null, null);
  }

  Formula formulaOrX() {
    return formula == null ? Formula.X : formula;
  }
}
