package org.nodesnr.spec;

import java.util.Optional;

/** Values by key, as somebody wrote them. */
public interface WrittenBlock {
  /**
   * @param key of the block
   * @return its value; empty where none is given
   */
  Optional<? extends WrittenValue> given(String key);

  /**
   * @param key of the block
   * @return its value, or the refusal of a block without one
   */
  WrittenValue get(String key);
}
