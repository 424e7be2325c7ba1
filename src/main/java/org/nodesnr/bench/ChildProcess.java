package org.nodesnr.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A contestant in a process of its own. It says {@code ready} when it has warmed up; then, for each
 * line with a number of units, the seconds they took.
 */
final class ChildProcess implements Contestant {
  private static final String READY = "ready";

  private final String name;
  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  /**
   * Starts the process and waits until it is ready.
   *
   * @param name for messages
   * @param command program and arguments
   * @param environment variables on top of this process's own
   * @param log where its error stream is appended
   * @throws IOException when it can't be started, or ends before it is ready
   */
  ChildProcess(String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    this.name = name;
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    this.process = builder.start();
    this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    this.answers = process.inputReader(StandardCharsets.US_ASCII);
    try {
      String line = answer();
      if (!line.equals(READY)) {
        throw new IOException(name + " said '" + line + "' instead of '" + READY + "'");
      }
    } catch (IOException e) {
      close();
      throw new IOException(e.getMessage() + "; see " + log, e);
    }
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(name + " ended");
    }
    return line;
  }

  @Override
  public double seconds(int units) throws IOException {
    orders.println(units);
    String line = answer();
    try {
      return Double.parseDouble(line);
    } catch (NumberFormatException e) {
      throw new IOException(name + " said '" + line + "' instead of a number of seconds", e);
    }
  }

  @Override
  public void close() {
    orders.close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The other end of the line, in a child that is Java.
   *
   * @param work does so many units
   * @param orders standard input
   * @param answers standard output
   */
  static void serve(IntConsumer work, Scanner orders, PrintStream answers) {
    answers.println(READY);
    answers.flush();
    while (orders.hasNextInt()) {
      int units = orders.nextInt();
      long start = System.nanoTime();
      work.accept(units);
      answers.println((System.nanoTime() - start) / 1e9);
      answers.flush();
    }
  }
}
