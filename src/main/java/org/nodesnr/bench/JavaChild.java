package org.nodesnr.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program starts itself in another process. */
final class JavaChild {
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String MAIN = "org.nodesnr.cli.Main";

  private JavaChild() {}

  /**
   * @return this Java
   */
  static String program() {
    String java = "java" + (File.separatorChar == '\\' ? ".exe" : "");
    return Path.of(System.getProperty("java.home"), "bin", java).toString();
  }

  /**
   * @param arguments what follows {@code nodesnr}
   * @return the command: this Java, class path and native library, a worker's heap and collector
   */
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    String extension = System.getProperty(EXTENSION, "");
    if (!extension.isEmpty()) {
      command.add("-D" + EXTENSION + "=" + extension);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of(arguments));
    return command;
  }
}
