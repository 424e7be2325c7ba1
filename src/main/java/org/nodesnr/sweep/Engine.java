package org.nodesnr.sweep;

/**
 * What the last bits of a run depend on besides its settings, so that a run is gone on with by
 * nothing else.
 *
 * @param build version and commit of the code
 * @param library the native build and its BLAS
 * @param trained how and on what it is trained
 */
record Engine(String build, String library, Trained trained) {

  /**
   * @return all of it, as saved states have it
   */
  String describe() {
    return start(build) + library + end(trained);
  }

  /**
   * Asks before the library is loaded, whatever it will be.
   *
   * @param state a saved state
   * @param build version and commit of the code
   * @param trained how and on what runs are to be trained
   * @return whether that code goes on from it
   */
  static boolean goesOn(SavedState state, String build, Trained trained) {
    return goesOn(state, build) && state.code().endsWith(end(trained));
  }

  /**
   * The same where it isn't known either how runs are to be trained.
   *
   * @param state a saved state
   * @param build version and commit of the code
   * @return whether that code goes on from it
   */
  static boolean goesOn(SavedState state, String build) {
    return state.code().startsWith(start(build));
  }

  private static String start(String build) {
    return build + "; ";
  }

  private static String end(Trained trained) {
    return "; convolution "
        + trained.convolution()
        + (trained.bits().isEmpty() ? "" : "; " + trained.bits());
  }
}
