package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.UserError;
import org.nodesnr.data.DataLocation;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.Event;
import org.nodesnr.sweep.Executions;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.StopFlag;

/**
 * Disks that are full or read-only, and files that are gone: one clear line, exit code 2, and a
 * results directory from which a later start goes on to the numbers of an undisturbed one.
 *
 * <p>A file whose unfinished name is a link to {@code /dev/full} meets a full disk, whoever runs
 * the test. Worker processes meet a limit on the size of files, and, where the system lets a test
 * mount one, a file system of a few kilobytes.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class DiskTroubleTest {
  private static final String FULL = "No space left on device";

  @TempDir Path directory;
  private InProcess tiny;
  private Job job;

  @BeforeEach
  void prepare() throws IOException {
    tiny = InProcess.of(directory, Tiny.CONFIG);
    // The first seed of a regime keeps vectors as well.
    job = tiny.jobs().get(0);
    assertThat(job.keepsVectors()).isTrue();
  }

  /** Lets the next attempt of this process to write a file meet a full disk. */
  private static void fill(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String partial =
        "." + file.getFileName() + "." + ProcessHandle.current().pid() + AtomicFiles.PARTIAL_SUFFIX;
    Files.createSymbolicLink(file.resolveSibling(partial), Path.of("/dev/full"));
  }

  private Event train(InProcess where, int stopAt) throws InterruptedException {
    StopFlag stop = new StopFlag();
    return Executions.of(
        where.worker(stop),
        job,
        event -> {
          if (event instanceof Event.Measured measured && measured.step() == stopAt) {
            stop.request();
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "networks/ID.bin, 0",
    "nodes/ID.csv.gz, 0",
    "nodes/ID.vectors.csv.gz, 0",
    "runs/ID.json, 0",
    "state/ID-100.bin, 100",
    "state/ID.json, 100",
  })
  void aFullDiskIsNamedAndTheRunGoesOnLater(String name, int stopAt) throws Exception {
    Path file = tiny.directory().root().resolve(name.replace("ID", job.id()));
    // A state from before, which must survive.
    assertThat(train(tiny, 50)).isEqualTo(new Event.Stopped(job.id(), 50));
    fill(file);
    Event refused = train(tiny, stopAt);
    assertThat(refused)
        .isEqualTo(
            new Event.Refused(
                tiny.directory().root()
                    + ": can't be read or written: "
                    + FULL
                    + " ("
                    + file
                    + ")"));
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**" + AtomicFiles.PARTIAL_SUFFIX);

    List<Event> events = new ArrayList<>();
    assertThat(Executions.of(tiny.worker(new StopFlag()), job, events::add))
        .isEqualTo(new Event.Ended(job.id(), RunRecord.Status.FINISHED, ""));
    assertThat(events).contains(new Event.Resumed(job.id(), 50));
    InProcess calm = tiny.in(directory.resolve("calm"));
    train(calm, -1);
    assertThat(tiny.records().find(job.id()).orElseThrow().checkpoints())
        .isEqualTo(calm.records().find(job.id()).orElseThrow().checkpoints());
    assertThat(tiny.directory().nodes(job.id()))
        .hasSameBinaryContentAs(calm.directory().nodes(job.id()));
  }

  @Test
  void aFullDiskUnderTablesAndFigures() throws Exception {
    tiny.trained();
    assertThat(tiny.command("figures").code()).isZero();
    List<Path> files =
        Stream.of("runs.csv", "tables/correlations.csv", "figures/training-s.png")
            .map(tiny.directory().root()::resolve)
            .toList();
    for (Path file : files) {
      byte[] before = Files.readAllBytes(file);
      fill(file);
      InProcess.Answer answer = tiny.command("figures");
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err().lines()).containsExactly("nodesnr: " + FULL + " (" + file + ")");
      assertThat(file).as("the old file stays").hasBinaryContent(before);
    }
    assertThat(tiny.command("figures").code()).isZero();
  }

  @Test
  void filesThatMayNotGrowEndASweepOfProcesses() throws Exception {
    Sweeps sweeps = Sweeps.of(directory, "tiny", Tiny.CONFIG);
    // Records fit, weights do not; on a slow machine a state is saved before the end.
    int code =
        sweeps
            .behind("prlimit", "--fsize=20000")
            .with("JAVA_TOOL_OPTIONS", "-XX:-UsePerfData")
            .sweep("results", 2, "--no-report");
    assertThat(code).as(sweeps.log("results")).isEqualTo(2);
    assertThat(sweeps.log("results"))
        .containsPattern(
            "nodesnr: .*tiny: can't be read or written: File too large \\(.*/(networks|state)/.*\\)");
    goesOnLikeAnUndisturbedOne(sweeps);
  }

  private void goesOnLikeAnUndisturbedOne(Sweeps sweeps) throws Exception {
    assertThat(sweeps.sweep("results", 2, "--no-report")).as(sweeps.log("results")).isZero();
    assertThat(tiny.command("stats").code()).isZero();
    InProcess calm = tiny.in(directory.resolve("calm")).trained();
    assertThat(calm.command("stats").code()).isZero();
    sweeps.assertSame("results", "calm");
  }

  @Test
  void aDirectoryThatMayNotBeWritten() throws Exception {
    Sweeps sweeps = Sweeps.of(directory, "tiny", Tiny.CONFIG);
    // Root may write anywhere, unless it gives up the right to.
    boolean root = "root".equals(System.getProperty("user.name"));
    Sweeps ordinary = root ? sweeps.behind("setpriv", "--bounding-set", "-dac_override") : sweeps;
    Path results = Files.createDirectories(tiny.directory().runs()).getParent();
    for (Path closed : List.of(results, tiny.directory().runs())) {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
      assertThat(ordinary.sweep("results", 1, "--no-report")).isEqualTo(2);
      assertThat(sweeps.log("results").lines().reduce("", (a, b) -> b))
          .startsWith("nodesnr: " + results + ": can't be ")
          .contains("permission denied for " + closed);
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    goesOnLikeAnUndisturbedOne(sweeps);
  }

  @Test
  void aSmallFileSystemThatFillsAndIsEmptiedAgain() throws Exception {
    assumeTrue(
        new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                .start()
                .waitFor()
            == 0,
        "this system lets no test mount a file system");
    Sweeps sweeps = Sweeps.of(directory, "tiny", Tiny.CONFIG);
    Path script =
        Files.writeString(
            directory.resolve("small.sh"),
            """
            disk="$1"; shift
            kept="$1"; shift
            mkdir -p "$disk" && mount -t tmpfs -o size=1m tmpfs "$disk" || exit 90
            mount -o remount,ro "$disk"
            "$@"; [ $? = 2 ] || exit 91
            mount -o remount,rw "$disk"
            head -c 2m /dev/zero > "$disk/filler" 2> /dev/null
            "$@"; [ $? = 2 ] || exit 92
            # Room for two files of weights and little more.
            truncate -s 944k "$disk/filler"
            "$@"; [ $? = 2 ] || exit 93
            rm "$disk/filler"
            "$@"; code=$?
            cp -r "$disk" "$kept"
            exit $code
            """);
    Path disk = directory.resolve("results");
    int code =
        sweeps
            .behind(
                "unshare",
                "--mount",
                "sh",
                script.toString(),
                disk.toString(),
                directory.resolve("kept").toString())
            .sweep("results", 2, "--no-report");
    assertThat(code).as(sweeps.log("results")).isZero();
    assertThat(sweeps.log("results").lines().filter(l -> l.startsWith("nodesnr: ")))
        .satisfiesExactly(
            l -> assertThat(l).contains("Read-only file system"),
            l -> assertThat(l).contains(FULL),
            l -> assertThat(l).contains("can't be read or written: " + FULL));
    sweeps.tabulate("kept");
    InProcess calm = tiny.in(directory.resolve("calm")).trained();
    assertThat(calm.command("stats").code()).isZero();
    sweeps.assertSame("kept", "calm");
  }

  @Test
  void noPlaceForTheNativeLibrary() throws Exception {
    Sweeps sweeps =
        Sweeps.of(directory, "tiny", Tiny.CONFIG)
            .with(
                "JAVA_TOOL_OPTIONS",
                "-Duser.home=/proc/none -Djava.io.tmpdir=/proc/none"
                    + " -Dorg.bytedeco.javacpp.cachedir=/proc/none");
    assertThat(sweeps.sweep("results", 1, "--no-report")).isEqualTo(2);
    assertThat(sweeps.log("results"))
        .containsPattern(
            "nodesnr: worker 1 exited with code 1 before its first run: .*Could not create the"
                + " cache: Set the \"org.bytedeco.javacpp.cachedir\" system property");
    assertThat(tiny.command("run", "--dry-run").code()).isZero();
  }

  @Test
  void dataThatVanish() throws Exception {
    InProcess mnist = InProcess.of(directory, Tiny.CONFIG.replace("synthetic-digits", "mnist"));
    Path none = directory.resolve("vanished");
    DataLocation location = new DataLocation(List.of(none), none, true);
    Job first = mnist.jobs().get(0);
    assertThatThrownBy(
            () -> mnist.worker(new StopFlag(), location).execute(List.of(first), e -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("mnist: not found in " + none);
    assertThat(mnist.records().readAll().records()).isEmpty();
    assertThat(mnist.records().find(first.id())).isEqualTo(Optional.empty());
  }

  @Test
  void aVanishedConfigOrResultsThatAreAFile() throws Exception {
    Files.writeString(directory.resolve("results"), "no directory");
    assertThat(tiny.command("run").err())
        .startsWith("nodesnr: " + tiny.directory().root() + ": can't be written: ");
    Files.delete(tiny.config());
    assertThat(tiny.command("run").code()).isEqualTo(2);
  }
}
