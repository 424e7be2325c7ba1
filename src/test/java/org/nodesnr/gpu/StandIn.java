package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A library that stands in for NVIDIA's driver, made of the kernels by g++ once. */
public final class StandIn {
  private static final Pattern KERNEL = Pattern.compile("(?m)^KERNEL (\\w+)\\(");
  private static final int PATIENCE_SECONDS = 120;
  private static Path library;

  private StandIn() {}

  /** The library; ends the test as skipped where there is no g++, unless everything must run. */
  public static synchronized Path library() {
    if (library == null) {
      TestCards.need("g++", onPath("g++"));
      try {
        library = compile(Files.createTempDirectory("standin"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return library;
  }

  private static boolean onPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** Every kernel of the source that is given a name, with or without barriers in it. */
  private static String kernels(String source) {
    StringBuilder list = new StringBuilder();
    Matcher matcher = KERNEL.matcher(source);
    int from = -1;
    String name = "";
    while (matcher.find()) {
      add(list, name, from < 0 ? "" : source.substring(from, matcher.start()));
      name = matcher.group(1);
      from = matcher.end();
    }
    add(list, name, source.substring(from));
    return list.toString();
  }

  private static void add(StringBuilder list, String name, String body) {
    if (!name.isEmpty()) {
      boolean barriers = body.contains("SYNC;") || body.contains("PRODUCT(");
      list.append(barriers ? "BARRIERS(" : "PLAIN(").append(name).append("),");
    }
  }

  private static Path compile(Path folder) throws IOException {
    Files.writeString(folder.resolve("population.cl"), Kernels.source());
    try (InputStream source = StandIn.class.getResourceAsStream("standin.cpp")) {
      Files.copy(source, folder.resolve("standin.cpp"));
    }
    Path made = folder.resolve("libstandin.so");
    Process compiler =
        new ProcessBuilder(
                "g++",
                "-std=c++17",
                "-O2",
                "-march=native",
                "-ffp-contract=off",
                "-fPIC",
                "-shared",
                "-U_FORTIFY_SOURCE",
                "-DKERNELS=" + kernels(Kernels.source()),
                "-o",
                made.toString(),
                "standin.cpp")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(compiler.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(compiler.exitValue()).as(said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Assumptions.abort("interrupted");
    }
    return made;
  }

  /** The library as a driver. */
  static Driver driver() {
    Optional<Driver> driver = Driver.load(List.of(library().toString()));
    return driver.orElseThrow();
  }

  /** The one card that it knows. */
  static Card card() {
    return Cuda.list(driver()).get(0);
  }

  /** The card, opened. */
  static Device open() {
    return new Cuda(driver(), card());
  }

  /** An engine on the card. */
  public static GpuEngine engine() {
    return GpuEngine.on(open());
  }

  /**
   * @param call number of a call from now on, from 0, that fails; a negative number for none
   * @param status what it returns
   */
  public static void failAt(long call, int status) {
    function("standin_fail").invokeVoid(new Object[] {call, status});
  }

  /** Number of calls since {@link #failAt}. */
  static long calls() {
    return function("standin_calls").invokeLong(new Object[0]);
  }

  /** Bytes that are allocated. */
  static long used() {
    return function("standin_used").invokeLong(new Object[0]);
  }

  static void hang(boolean yes) {
    function("standin_hang").invokeVoid(new Object[] {yes ? 1 : 0});
  }

  static void memory(long bytes) {
    function("standin_memory").invokeVoid(new Object[] {bytes});
  }

  private static Function function(String name) {
    return NativeLibrary.getInstance(library().toString()).getFunction(name);
  }
}
