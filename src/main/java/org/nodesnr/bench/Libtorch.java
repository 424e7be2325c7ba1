package org.nodesnr.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.nodesnr.UserError;

/**
 * PyTorch's library without Python, as Maven has it. Its JavaCPP is another than ND4J's, so it runs
 * in a process with a class path of its own, from source.
 *
 * @param directory its jars
 * @param version its version
 */
record Libtorch(Path directory, String version) {
  private static final String JAR = "pytorch-";
  private static final String SOURCE = "LibtorchBench.java";

  /**
   * @param directory where {@code make bench-libtorch} puts the jars
   * @return what is there
   * @throws UserError when it isn't, or this Java can't compile
   */
  static Libtorch in(Path directory) {
    if (ToolProvider.getSystemJavaCompiler() == null) {
      throw new UserError("--libtorch needs a JDK: this Java has no compiler");
    }
    try (Stream<Path> files = Files.list(directory)) {
      // pytorch-VERSION.jar comes before pytorch-VERSION-PLATFORM.jar.
      String name =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.startsWith(JAR) && file.endsWith(".jar"))
              .min((a, b) -> a.length() - b.length())
              .orElseThrow(() -> missing(directory));
      return new Libtorch(directory, name.substring(JAR.length(), name.length() - ".jar".length()));
    } catch (IOException e) {
      throw missing(directory);
    }
  }

  private static UserError missing(Path directory) {
    return new UserError(
        "--libtorch " + directory + ": holds no pytorch-*.jar; 'make bench-libtorch' gets them");
  }

  /**
   * @param subject what to train
   * @param scratch where the source is put
   * @return the command of a child process
   * @throws IOException when the source can't be written
   */
  List<String> command(TimedNetwork subject, Path scratch) throws IOException {
    Path source = scratch.resolve(SOURCE);
    Files.writeString(source, Python.text(SOURCE));
    return List.of(
        JavaChild.program(),
        "-Xmx2g",
        "-XX:+UseSerialGC",
        "-cp",
        directory + File.separator + "*",
        source.toString(),
        subject.key());
  }
}
