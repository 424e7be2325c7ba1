package org.nodesnr;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The stages depend on one another in one direction, and each library is known to few of them. A
 * new package is named here before it compiles.
 */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern PACKAGE =
      Pattern.compile("^package org\\.nodesnr\\.?([a-z]*)[a-z0-9.]*;", Pattern.MULTILINE);
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([a-z][\\w.]*)\\.[A-Z]", Pattern.MULTILINE);
  private static final Pattern OUTRIGHT =
      Pattern.compile("(?<![\\w.])((?:org|com|tech|de|picocli)\\.[a-z][\\w.]*)\\.[A-Z]");

  /** What each package may import; {@code ""} is the root. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("", Set.of()),
          entry("random", Set.of()),
          entry("measure", Set.of("")),
          entry("results", Set.of("", "measure")),
          entry("config", Set.of("", "measure", "results")),
          entry("data", Set.of("", "random", "results")),
          entry("network", Set.of("", "config", "data", "random", "results")),
          entry("training", Set.of("", "config", "data", "network", "random", "results")),
          entry("evaluation", Set.of("", "config", "data", "network", "measure", "results")),
          entry("measures", Set.of("config", "measure", "network", "random")),
          entry("models", Set.of("", "config", "data", "network", "results")),
          entry("api", Set.of("config", "evaluation", "network", "measure", "results")),
          entry("statistics", Set.of("", "random")),
          entry("analysis", Set.of("", "measure", "results", "statistics")),
          entry("tables", Set.of("", "analysis", "measure", "results", "statistics")),
          entry("figures", Set.of("", "analysis", "measure", "results", "statistics")),
          entry("report", Set.of("", "analysis", "measure", "results", "statistics", "tables")),
          entry("archive", Set.of("", "results")),
          entry("document", Set.of("", "results")),
          entry("notebook", Set.of("", "analysis", "measure", "results", "statistics")),
          entry("sweep", Set.of("", "config", "data", "network", "results", "training")),
          entry(
              "bench",
              Set.of(
                  "", "config", "data", "evaluation", "network", "results", "sweep", "training")),
          entry(
              "cli",
              Set.of(
                  "",
                  "analysis",
                  "archive",
                  "bench",
                  "config",
                  "data",
                  "document",
                  "evaluation",
                  "figures",
                  "measure",
                  "measures",
                  "models",
                  "network",
                  "notebook",
                  "report",
                  "results",
                  "statistics",
                  "sweep",
                  "tables",
                  "training")));

  /** Who may know which library. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          entry("org.nd4j", Set.of("api", "network", "training", "evaluation")),
          entry("org.deeplearning4j", Set.of("api", "training")),
          entry("org.bytedeco", Set.of("measures", "network", "training", "evaluation")),
          entry("io.jhdf", Set.of("models")),
          entry("picocli", Set.of("cli")),
          entry("com.typesafe", Set.of("config")),
          entry("org.knowm", Set.of("figures")),
          entry("de.erichseifert", Set.of("figures")),
          entry("tech.tablesaw", Set.of("results")),
          entry("org.apache.commons.math3", Set.of("measures", "models", "statistics")),
          entry("org.apache.commons.compress", Set.of("data")),
          entry(
              "com.fasterxml",
              Set.of("analysis", "config", "models", "notebook", "report", "results", "sweep")));

  private record Source(Path file, String text) {
    String packageName() {
      Matcher matcher = PACKAGE.matcher(text);
      return matcher.find() ? matcher.group(1) : "(none)";
    }

    Set<String> imports() {
      Set<String> found = new TreeSet<>();
      IMPORT.matcher(text).results().forEach(m -> found.add(m.group(1)));
      OUTRIGHT.matcher(withoutComments()).results().forEach(m -> found.add(m.group(1)));
      return found;
    }

    private String withoutComments() {
      return text.replaceAll("(?s)/\\*.*?\\*/", "")
          .replaceAll("//[^\n]*", "")
          .replaceAll("\"(?:[^\"\\\\\n]|\\\\.)*\"", "\"\"")
          .replaceAll("(?m)^(import|package) .*$", "");
    }
  }

  private static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        sources.add(new Source(file, Files.readString(file)));
      }
    }
    return sources;
  }

  private static boolean isWithin(String imported, String parent) {
    return imported.equals(parent) || imported.startsWith(parent + ".");
  }

  @Test
  void noArrowPointsBack() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Source source : sources()) {
      String from = source.packageName();
      if (!ARROWS.containsKey(from)) {
        violations.add(source.file() + ": package " + from + " is not named in this test");
        continue;
      }
      for (String imported : source.imports()) {
        if (isWithin(imported, "org.nodesnr")) {
          String to = imported.replaceFirst("^org\\.nodesnr\\.?", "").replaceFirst("\\..*", "");
          if (!to.equals(from) && !ARROWS.get(from).contains(to)) {
            violations.add(source.file() + ": " + from + " must not know " + to);
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void theArrowsFormNoCycle() {
    List<String> left = new ArrayList<>(ARROWS.keySet());
    boolean progress = true;
    while (progress) {
      progress = left.removeIf(name -> ARROWS.get(name).stream().noneMatch(left::contains));
    }
    assertThat(left).isEmpty();
  }

  @Test
  void eachLibraryIsKnownToFew() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Source source : sources()) {
      for (String imported : source.imports()) {
        LIBRARIES.forEach(
            (library, allowed) -> {
              if (isWithin(imported, library) && !allowed.contains(source.packageName())) {
                violations.add(
                    source.file() + ": " + source.packageName() + " must not know " + library);
              }
            });
      }
    }
    assertThat(violations).isEmpty();
  }

  /**
   * Files are read by code that knows their format: no object is made of a class that a file names,
   * and nothing that a file says is run.
   */
  @Test
  void nothingThatIsReadIsExecuted() throws IOException {
    List<String> forbidden =
        List.of(
            "java/io/ObjectInputStream",
            "java/io/Externalizable",
            "java/beans/XMLDecoder",
            "javax/script/",
            "java/net/URLClassLoader",
            "java/rmi/",
            "javax/naming/",
            "org/deeplearning4j/util/ModelSerializer",
            "org/nd4j/shade/",
            "com/fasterxml/jackson/databind/jsontype/PolymorphicTypeValidator",
            "activateDefaultTyping",
            "enableDefaultTyping");
    List<String> found = new ArrayList<>();
    int classes = 0;
    try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String constants = Files.readString(file, StandardCharsets.ISO_8859_1);
        classes++;
        forbidden.stream()
            .filter(constants::contains)
            .forEach(name -> found.add(file.getFileName() + " uses " + name));
      }
    }
    assertThat(classes).isGreaterThan(200);
    assertThat(found).isEmpty();
  }

  /** Workers, the contestants of a benchmark, Slurm, and what names the GPUs. */
  @Test
  void fewClassesStartProcesses() throws IOException {
    Pattern start = Pattern.compile("\\bProcessBuilder\\(|Runtime\\.getRuntime\\(\\)\\.exec");
    List<String> starters = new ArrayList<>();
    for (Source source : sources()) {
      if (start.matcher(source.withoutComments()).find()) {
        starters.add(source.file().getFileName().toString());
      }
    }
    assertThat(starters)
        .containsExactlyInAnyOrder(
            "ChildProcess.java",
            "Gpu.java",
            "Python.java",
            "SlurmCommand.java",
            "SweepBench.java",
            "WorkerCommand.java");
  }

  @Test
  void classesAreSmall() throws IOException {
    List<String> lengthy = new ArrayList<>();
    for (Source source : sources()) {
      long lines = source.text().lines().count();
      if (lines > 400) {
        lengthy.add(source.file() + ": " + lines + " lines");
      }
    }
    assertThat(lengthy).isEmpty();
  }

  @Test
  void noFileNamesADirectoryOfTheMachineItWasWrittenOn() throws IOException {
    Pattern homely = Pattern.compile("(?<![\\w.$}/-])/(?:work|home|root|Users)/[\\w.]");
    List<String> violations = new ArrayList<>();
    for (Path file : committedText()) {
      String text;
      try {
        text = Files.readString(file);
      } catch (MalformedInputException e) {
        continue; // a picture or an archive
      }
      Matcher matcher = homely.matcher(text);
      if (matcher.find()) {
        violations.add(
            file
                + ": "
                + text.substring(matcher.start(), Math.min(text.length(), matcher.end() + 20)));
      }
    }
    assertThat(violations).isEmpty();
  }

  private static List<Path> committedText() throws IOException {
    Set<String> generated = Set.of(".git", "target", "data", "results", "notebooks-export");
    List<Path> found = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of("."))) {
      for (Path entry : top.sorted().toList()) {
        if (!generated.contains(entry.getFileName().toString())) {
          try (Stream<Path> files = Files.walk(entry)) {
            files.filter(Files::isRegularFile).forEach(found::add);
          }
        }
      }
    }
    return found;
  }
}
