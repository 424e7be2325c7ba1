package org.nodesnr.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A Slurm of this machine alone, with two CPUs, that lives as long as a test. */
final class SlurmCluster implements AutoCloseable {
  private static final Path TEMPLATE = Path.of("src", "test", "slurm", "slurm.conf.in");
  private static final int PATIENCE_SECONDS = 40;

  private final Path directory;
  private final List<Process> daemons = new ArrayList<>();

  private SlurmCluster(Path directory) {
    this.directory = directory;
  }

  /** Ends the test as skipped, with a reason, where Slurm isn't installed. */
  static SlurmCluster startOrSkip(Path directory) throws IOException, InterruptedException {
    for (String program : List.of("munged", "slurmctld", "slurmd", "sbatch", "scontrol")) {
      Assumptions.assumeTrue(
          Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin"})
              .flatMap(Arrays::stream)
              .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
          program + " is not installed: needs Debian's packages slurm-wlm and munge");
    }
    SlurmCluster cluster = new SlurmCluster(directory);
    try {
      cluster.start();
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void start() throws IOException, InterruptedException {
    for (String place : List.of("state", "spool", "munge")) {
      Files.createDirectories(directory.resolve(place));
    }
    Path munge = directory.resolve("munge");
    byte[] key = new byte[1024];
    new SecureRandom().nextBytes(key);
    Files.write(munge.resolve("key"), key);
    Files.setPosixFilePermissions(
        munge.resolve("key"), PosixFilePermissions.fromString("rw-------"));
    try (ServerSocket port = new ServerSocket(0);
        ServerSocket slurmdPort = new ServerSocket(0)) {
      Files.writeString(
          configuration(),
          Files.readString(TEMPLATE)
              .replace("@HOST@", output("hostname", "-s").strip())
              .replace("@USER@", System.getProperty("user.name"))
              .replace("@PORT@", Integer.toString(port.getLocalPort()))
              .replace("@SLURMD_PORT@", Integer.toString(slurmdPort.getLocalPort()))
              .replace("@DIRECTORY@", directory.toString()));
    }
    daemon(
        "munged",
        "--foreground",
        "--force",
        "--key-file=" + munge.resolve("key"),
        "--socket=" + munge.resolve("socket"),
        "--pid-file=" + munge.resolve("pid"),
        "--log-file=" + munge.resolve("log"),
        "--seed-file=" + munge.resolve("seed"));
    await("munge's socket", () -> Files.exists(munge.resolve("socket")));
    daemon("slurmctld", "-D", "-c");
    daemon("slurmd", "-D");
    await("an idle node", () -> output("sinfo", "-h", "-o", "%T").contains("idle"));
  }

  /** The file that {@code SLURM_CONF} names. */
  private Path configuration() {
    return directory.resolve("slurm.conf");
  }

  private void daemon(String... command) throws IOException {
    daemons.add(
        process(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(command[0] + ".out").toFile())
            .start());
  }

  ProcessBuilder process(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLURM_CONF", configuration().toString());
    builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
    return builder;
  }

  /** What a command says on both streams. */
  String output(String... command) throws IOException, InterruptedException {
    Process process = process(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }

  /** A field of a job as scontrol shows it, such as JobState. */
  String job(String job, String field) throws IOException, InterruptedException {
    return Arrays.stream(output("scontrol", "show", "job", job).split("\\s+"))
        .filter(word -> word.startsWith(field + "="))
        .map(word -> word.substring(field.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  void await(String what, Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited in vain for " + what + "\n" + output("scontrol", "show", "job") + logs());
      }
      Thread.sleep(100);
    }
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(log|out)")).toList()) {
        text.append("== ").append(file).append('\n').append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      if (daemons.size() == 3) {
        output("scancel", "--user=" + System.getProperty("user.name"));
        for (int i = 0; i < 100 && !output("squeue", "-h").isBlank(); i++) {
          Thread.sleep(100);
        }
      }
      for (int i = daemons.size() - 1; i >= 0; i--) {
        daemons.get(i).destroy();
        daemons.get(i).waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      daemons.forEach(Process::destroyForcibly);
    }
  }
}
