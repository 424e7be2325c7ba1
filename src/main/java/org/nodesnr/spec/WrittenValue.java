package org.nodesnr.spec;

import java.util.List;
import org.nodesnr.UserError;

/** A value that somebody wrote, read as one type or refused with the place where it stands. */
public interface WrittenValue {
  /**
   * @return what is written: a number, a truth value, text, or what no setting is
   */
  Object plain();

  /**
   * @param message the end of a sentence that begins with the key
   * @return an error about this value: place, key, message
   */
  UserError error(String message);

  /**
   * Refuses the value unless the condition holds.
   *
   * @param condition whether it is valid
   * @param must what it must be, after "must"
   */
  void require(boolean condition, String must);

  /**
   * @return whether it is a list
   */
  boolean isList();

  /**
   * @return the elements of a list that is not empty, or the value itself
   */
  List<? extends WrittenValue> alternatives();

  /**
   * @return a finite number
   */
  double real();

  /**
   * @param min least
   * @param max greatest
   * @return a whole number between them, however it is written
   */
  int whole(int min, int max);

  /**
   * @return true or false
   */
  boolean flag();

  /**
   * @param valid all there are
   * @param <E> their type
   * @return the constant whose {@linkplain ConstantNames#name name} is written
   */
  <E extends Enum<E>> E constant(List<E> valid);
}
