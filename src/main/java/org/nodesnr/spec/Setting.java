package org.nodesnr.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.nodesnr.spec.Kind.Flag;
import org.nodesnr.spec.Kind.Layers;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;
import org.nodesnr.spec.Kind.Word;

/**
 * The declaration of one key of {@code base} and of every regime. It drives how the key is read
 * from a config, refused, written to records and read back, how it enters a run's identity, which
 * column it has in the run table, how labels state its values, and what the documentation says. A
 * setting is added by a line in {@link Settings} and the code that asks a {@link Regime} for it.
 *
 * @param <T> type of a value
 */
public final class Setting<T> {
  /** What a value must be to the rest of its run. */
  @FunctionalInterface
  interface Check {
    /** Why the value is refused, as the end of a sentence that begins with the key; else empty. */
    String refusal(Regime regime, DataSpec data, NetworkSpec network);
  }

  /** Whether a value can change a run's numbers. */
  @FunctionalInterface
  interface Relevance {
    boolean matters(Regime regime, DataSpec data, NetworkSpec network);
  }

  private final String key;
  private final Kind<T> kind;
  private final T usual;
  private final String unit;
  private final String meaning;
  private final boolean inEveryRecord;
  private final Check check;
  private final Relevance relevance;
  private final Optional<Setting<?>> main;

  private Setting(
      String key,
      Kind<T> kind,
      T usual,
      String unit,
      String meaning,
      boolean inEveryRecord,
      Check check,
      Relevance relevance,
      Optional<Setting<?>> main) {
    this.key = key;
    this.kind = kind;
    this.usual = usual;
    this.unit = unit;
    this.meaning = meaning;
    this.inEveryRecord = inEveryRecord;
    this.check = check;
    this.relevance = relevance;
    this.main = main;
  }

  private static <T> Setting<T> of(String key, Kind<T> kind, T usual, String unit, String meaning) {
    return new Setting<>(
        key,
        kind,
        usual,
        unit,
        meaning,
        false,
        (r, d, n) -> "",
        (r, d, n) -> true,
        Optional.empty());
  }

  static Setting<Double> real(String key, Real kind, double usual, String unit, String meaning) {
    return of(key, kind, usual, unit, meaning);
  }

  /** A whole number, which must be given where {@code usual} is null. */
  static Setting<Integer> whole(
      String key, Whole kind, Integer usual, String unit, String meaning) {
    return of(key, kind, usual, unit, meaning);
  }

  static Setting<Boolean> flag(String key, boolean usual, String meaning) {
    return of(key, new Flag(), usual, "", meaning);
  }

  static <E extends Enum<E>> Setting<E> word(String key, Word<E> kind, E usual, String meaning) {
    return of(key, kind, usual, "", meaning);
  }

  /** Some layers, all of them by default. */
  static Setting<LayerChoice> layers(String key, String meaning) {
    return of(key, new Layers(), LayerChoice.ALL, "", meaning);
  }

  /** The same, written to records at its default too, as the settings of the first release are. */
  Setting<T> inEveryRecord() {
    return new Setting<>(key, kind, usual, unit, meaning, true, check, relevance, main);
  }

  /** The same, refused where the check says so. */
  Setting<T> refused(Check because) {
    return new Setting<>(key, kind, usual, unit, meaning, inEveryRecord, because, relevance, main);
  }

  /** The same, without part in the identity of runs where it changes nothing. */
  Setting<T> relevant(Relevance when) {
    return new Setting<>(key, kind, usual, unit, meaning, inEveryRecord, check, when, main);
  }

  /** The same, which says how another is done: refused where no regime does that. */
  Setting<T> howTo(Setting<?> whatIsDone) {
    return new Setting<>(
        key, kind, usual, unit, meaning, inEveryRecord, check, relevance, Optional.of(whatIsDone));
  }

  /**
   * @return the setting of which this one says how it is done; mostly none
   */
  public Optional<Setting<?>> main() {
    return main;
  }

  /**
   * @param value that a config gives
   * @return whether it is another than the default
   */
  public boolean changedBy(WrittenValue value) {
    return !kind.read(value).equals(usual);
  }

  /**
   * @return its place within a regime, such as {@code augmentation.shift}
   */
  public String key() {
    return key;
  }

  /**
   * @return name of the block within a regime that the key stands in, empty for none
   */
  public String block() {
    return key.substring(0, Math.max(0, key.indexOf('.')));
  }

  /**
   * @return the key within its block
   */
  public String name() {
    return key.substring(key.indexOf('.') + 1);
  }

  /**
   * @return what its values are
   */
  public Kind<T> kind() {
    return kind;
  }

  /**
   * @return the default, empty where the key must be given
   */
  public Optional<T> usual() {
    return Optional.ofNullable(usual);
  }

  /**
   * @return the default as a config would write it; null where the key must be given
   */
  public Object plainDefault() {
    return usual == null ? null : kind.plain(usual);
  }

  /**
   * @return the default as a record writes it; empty where the key must be given
   */
  public Optional<JsonNode> plainUsual() {
    return usual().map(kind::write);
  }

  /**
   * @return its unit; empty for a number without one
   */
  public String unit() {
    return unit;
  }

  /**
   * @return what it does, for the documentation
   */
  public String meaning() {
    return meaning;
  }

  /**
   * @param regime that has the value
   * @param data set of its runs
   * @param network of its runs
   * @return why the value is refused; empty where it is not
   */
  public String refusal(Regime regime, DataSpec data, NetworkSpec network) {
    return check.refusal(regime, data, network);
  }

  /** The regime with the default where its value changes nothing. */
  Regime canonical(Regime regime, DataSpec data, NetworkSpec network) {
    return usual == null || relevance.matters(regime, data, network)
        ? regime
        : regime.with(this, usual);
  }

  /**
   * @param value that a config gives
   * @param regime any
   * @return the regime with it
   */
  public Regime read(WrittenValue value, Regime regime) {
    return regime.with(this, kind.read(value));
  }

  /** The regime with the value that a record gives, or the default. */
  Regime parse(JsonFields fields, Regime regime) {
    return usual != null && !fields.json().has(name())
        ? regime
        : regime.with(this, kind.parse(fields, name()));
  }

  /** The value as a record gives it; empty where records leave out the default, unless always. */
  Optional<JsonNode> write(Regime regime, boolean always) {
    T value = regime.get(this);
    return always || inEveryRecord || !value.equals(usual)
        ? Optional.of(kind.write(value))
        : Optional.empty();
  }

  /**
   * @param regime any
   * @return how a label states its value: {@code 5e-5}, {@code 0.5}, {@code flip}, {@code no flip}
   */
  public String label(Regime regime) {
    T value = regime.get(this);
    if (value instanceof Boolean flag) {
      return flag ? name() : "no " + name();
    }
    if (value instanceof Enum<?> constant) {
      return ConstantNames.name(constant);
    }
    return value instanceof Double number ? ShortNumbers.text(number) : value.toString();
  }

  /**
   * @param regime any
   * @return the same with the key before it, where a label states values of several keys
   */
  public String labelWithName(Regime regime) {
    return regime.get(this) instanceof Boolean ? label(regime) : name() + " " + label(regime);
  }

  @Override
  public String toString() {
    return key;
  }
}
