package org.nodesnr.gpu;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A driver's library, whose functions are called by name. */
final class Driver {
  private final NativeLibrary library;
  private final Map<String, Function> functions = new HashMap<>();

  private Driver(NativeLibrary library) {
    this.library = library;
  }

  /**
   * @param names of the library, in the order in which they are tried
   * @return the library; empty where none of them can be loaded
   */
  static Optional<Driver> load(List<String> names) {
    for (String name : names) {
      try {
        return Optional.of(new Driver(NativeLibrary.getInstance(name)));
      } catch (UnsatisfiedLinkError e) {
        continue;
      }
    }
    return Optional.empty();
  }

  /**
   * @param function its name
   * @param arguments in order
   * @return what it returns
   */
  int status(String function, Object... arguments) {
    return function(function).invokeInt(arguments);
  }

  /**
   * @param function its name
   * @param arguments in order
   * @return the handle that it returns
   */
  long handle(String function, Object... arguments) {
    return function(function).invokeLong(arguments);
  }

  private Function function(String name) {
    return functions.computeIfAbsent(name, library::getFunction);
  }
}
