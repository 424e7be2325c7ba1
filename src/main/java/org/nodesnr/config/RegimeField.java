package org.nodesnr.config;

import java.util.function.Function;

/** The keys of {@code base} and of every regime, in the order in which labels name them. */
enum RegimeField {
  LEARNING_RATE("learningRate", v -> above(v, 0)),
  L2_COEFFICIENT("l2Coefficient", RegimeField::notNegative),
  BATCH_SIZE("batchSize", v -> v.whole(1, 1_000_000)),
  STEPS("steps", v -> v.whole(1, 1_000_000_000)),
  SHIFT("augmentation", "shift", v -> v.whole(0, 1000)),
  FLIP("augmentation", "flip", Value::flag),
  CROP("augmentation", "crop", Value::flag),
  DROP_PROBABILITY("dropProbability", RegimeField::dropProbability),
  CONVOLUTION_DEVIATION("initialisation", "convolutionStandardDeviation", v -> above(v, 0)),
  DENSE_DEVIATION("initialisation", "denseStandardDeviation", v -> above(v, 0)),
  BIAS("initialisation", "bias", Value::real);

  /** Name of the block, empty for none. */
  final String block;

  final String key;
  private final Function<Value, Object> reader;

  RegimeField(String key, Function<Value, Object> reader) {
    this("", key, reader);
  }

  RegimeField(String block, String key, Function<Value, Object> reader) {
    this.block = block;
    this.key = key;
    this.reader = reader;
  }

  /** One value of the field. */
  Object read(Value value) {
    return reader.apply(value);
  }

  /** How a label states a value: {@code 5e-5}, {@code 0.5}, {@code flip}, {@code no flip}. */
  String label(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? key : "no " + key;
    }
    return value instanceof Double number ? ShortNumbers.text(number) : value.toString();
  }

  private static Object above(Value value, double bound) {
    double number = value.real();
    value.require(number > bound, "be above " + ShortNumbers.text(bound));
    return number;
  }

  private static Object notNegative(Value value) {
    double number = value.real();
    value.require(number >= 0, "be 0 or above");
    return number;
  }

  private static Object dropProbability(Value value) {
    double number = value.real();
    value.require(number >= 0 && number < 1, "be 0 or above and below 1");
    return number;
  }
}
