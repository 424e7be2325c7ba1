package org.nodesnr.models;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * A layer of a model file, as whoever made the file knows it.
 *
 * @param file the file
 * @param place where in it, such as {@code layers[3]}
 * @param type such as {@code Conv2D}
 * @param name given to it, or empty
 */
public record Origin(Path file, String place, String type, String name) {
  private static final int LONGEST = 400;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

  /**
   * @param what is wrong with it, and what to do
   * @return a refusal that names file, place, type and name
   */
  public UserError refuse(String what) {
    return refusal(file, place + ", " + label() + ": " + what);
  }

  /**
   * @param supported types of layers that could stand here
   * @return a refusal of the type
   */
  public UserError unsupported(Iterable<String> supported) {
    return refuse(
        "layers of this type are not supported; " + String.join(", ", supported) + " are");
  }

  /**
   * @param file a file
   * @param what is wrong with it; may hold text from the file
   * @return a refusal in one line of bounded length
   */
  public static UserError refusal(Path file, String what) {
    String line = UNPRINTABLE.matcher(what).replaceAll("?");
    return new UserError(
        file + ": " + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…"));
  }

  private String label() {
    return name.isEmpty() ? type : type + " '" + name + "'";
  }
}
