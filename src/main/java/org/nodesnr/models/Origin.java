package org.nodesnr.models;

import java.nio.file.Path;
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
  /**
   * @param what is wrong with it, and what to do
   * @return a refusal that names file, place, type and name
   */
  public UserError refuse(String what) {
    return new UserError(file + ": " + place + ", " + label() + ": " + what);
  }

  /**
   * @param supported types of layers that could stand here
   * @return a refusal of the type
   */
  public UserError unsupported(Iterable<String> supported) {
    return refuse(
        "layers of this type are not supported; " + String.join(", ", supported) + " are");
  }

  private String label() {
    return name.isEmpty() ? type : type + " '" + name + "'";
  }
}
