package org.nodesnr;

/**
 * A mistake that the user can mend: a bad config, a missing or damaged file, an unwritable
 * directory. The message is one line that names the file, the key or the value and says what to do;
 * the command line prints it without a stack trace and exits with 2.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what is wrong, where, and what to do
   */
  public UserError(String message) {
    super(message);
  }

  /**
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught, kept for {@code --debug}
   */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
