package org.nodesnr.sweep;

/**
 * What the last bits of a run depend on besides its settings, so that a run is gone on with by
 * nothing else.
 *
 * @param build version and commit of the code
 * @param library the native build and its BLAS
 * @param convolution how convolutions are computed
 */
record Engine(String build, String library, String convolution) {

  /**
   * @return all of it, as saved states have it
   */
  String describe() {
    return start(build) + library + end(convolution);
  }

  /**
   * Asks before the library is loaded, whatever it will be.
   *
   * @param state a saved state
   * @param build version and commit of the code
   * @param convolution how convolutions are to be computed
   * @return whether that code goes on from it
   */
  static boolean goesOn(SavedState state, String build, String convolution) {
    return goesOn(state, build) && state.code().endsWith(end(convolution));
  }

  /**
   * The same where it isn't known either how convolutions are to be computed.
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

  private static String end(String convolution) {
    return "; convolution " + convolution;
  }
}
