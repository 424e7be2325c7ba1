package org.nodesnr.bench;

import java.io.IOException;

/** Something that can be asked, again and again, to do so much work and be timed. */
interface Contestant extends AutoCloseable {

  /**
   * @param units how much to do
   * @return how long it took
   * @throws IOException when it can't be done
   */
  double seconds(int units) throws IOException;

  @Override
  void close();
}
