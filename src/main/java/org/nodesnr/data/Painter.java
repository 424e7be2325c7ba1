package org.nodesnr.data;

/** Draws square images of ten classes. */
interface Painter {
  /** 1 for grey, 3 for colour. */
  int channels();

  /** Rows and columns. */
  int side();

  /**
   * Draws one image.
   *
   * @param label its class, 0 to 9
   * @param draws all that varies
   * @param pixels modified: channels × side × side bytes from {@code offset} on, (C, H, W)
   * @param offset where to begin
   */
  void paint(int label, Draws draws, byte[] pixels, int offset);
}
