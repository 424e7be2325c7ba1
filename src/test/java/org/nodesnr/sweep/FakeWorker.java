package org.nodesnr.sweep;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nodesnr.files.Json;
import org.nodesnr.results.RunRecord;

/** A worker process that trains nothing: the beginning of a run's id says what it does to it. */
final class FakeWorker {
  private FakeWorker() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    if (Files.exists(directory.resolve("stillborn"))) {
      System.err.println("no such library");
      System.exit(4);
    }
    if (Files.deleteIfExists(directory.resolve("stillborn-once"))) {
      Runtime.getRuntime().halt(137);
    }
    say(new Event.Ready(ProcessHandle.current().pid()));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Order order = Json.read(line, Order.class);
      if (order instanceof Order.Train train) {
        for (Job job : train.jobs()) {
          train(job, directory, in);
        }
      } else if (order instanceof Order.Calibrate) {
        if (Files.deleteIfExists(directory.resolve("calibration-crash"))) {
          Runtime.getRuntime().halt(139);
        }
        say(new Event.Calibrated(2.5));
      } else {
        return;
      }
    }
  }

  private static void train(Job job, Path directory, BufferedReader in) throws Exception {
    String id = job.id();
    Files.writeString(directory.resolve(id + "-" + ProcessHandle.current().pid()), "begun");
    say(new Event.Progress(id, 10, 2.3, 1.5));
    switch (id.replaceAll("-?[0-9]*$", "")) {
      case "crash", "recordedcrash" -> {
        System.err.println("a bad pointer in " + id);
        Runtime.getRuntime().halt(139);
      }
      case "crashonce" -> {
        if (firstTime(directory.resolve(id + "-marker"))) {
          Runtime.getRuntime().halt(137);
        }
        end(id, RunRecord.Status.FINISHED);
      }
      case "segmentation" -> {
        new ProcessBuilder("kill", "-SEGV", Long.toString(ProcessHandle.current().pid())).start();
        Thread.sleep(Long.MAX_VALUE);
      }
      case "heap" -> {
        List<long[]> hoard = new ArrayList<>();
        while (true) {
          hoard.add(new long[1 << 20]);
        }
      }
      case "exit" -> {
        System.err.println("giving up on " + id);
        System.exit(7);
      }
      case "hang" -> Thread.sleep(Long.MAX_VALUE);
      case "garbage" -> {
        System.out.println("INFO: library loaded");
        System.out.println("{\"event\":\"ended\",\"id\":");
        System.out.println(
            "{\"event\":\"ended\",\"id\":\"another\",\"status\":\"FAILED\",\"message\":\"\"}");
        System.out.println("{\"event\":\"unheard-of\"}");
        System.out.println();
        end(id, RunRecord.Status.FINISHED);
      }
      case "fail" -> say(new Event.Failed(id, "IllegalStateException: no"));
      case "refuse" -> say(new Event.Refused("the disk is full"));
      case "diverge" -> end(id, RunRecord.Status.DIVERGED);
      case "slow" -> {
        in.readLine();
        say(new Event.Stopped(id, 10));
        System.exit(0);
      }
      default -> end(id, RunRecord.Status.FINISHED);
    }
  }

  private static boolean firstTime(Path marker) throws Exception {
    try {
      Files.createFile(marker);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static void end(String id, RunRecord.Status status) {
    say(new Event.Ended(id, status, ""));
  }

  private static void say(Event event) {
    System.out.println(Json.line(event));
    System.out.flush();
  }
}
