package org.nodesnr;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The stages depend on one another in one direction, and each library is known to few of them: read
 * from class files, so that what is used without an import counts, too. A new package is named
 * here.
 */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final String ROOT = "org.nodesnr";
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  /** What each package may know; {@code ""} is the root. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("", Set.of()),
          entry("random", Set.of()),
          entry("files", Set.of("")),
          entry("measure", Set.of("")),
          entry("results", Set.of("", "files", "measure")),
          entry("spec", Set.of("", "files", "results")),
          entry("config", Set.of("", "measure", "spec")),
          entry("data", Set.of("", "files", "random")),
          entry("network", Set.of("", "data", "files", "random", "spec")),
          entry("training", Set.of("", "data", "evaluation", "network", "random", "spec")),
          entry("evaluation", Set.of("", "data", "measure", "network", "results", "spec")),
          entry(
              "gpu",
              Set.of(
                  "",
                  "data",
                  "evaluation",
                  "files",
                  "measure",
                  "network",
                  "results",
                  "spec",
                  "training")),
          entry("measures", Set.of("measure", "network", "random", "spec")),
          entry("thinning", Set.of("evaluation", "network", "random")),
          entry("studies", Set.of("files", "measures", "network", "spec")),
          entry("models", Set.of("", "data", "files", "network", "spec")),
          entry("api", Set.of("evaluation", "files", "measure", "network", "results", "spec")),
          entry("statistics", Set.of("", "random")),
          entry("analysis", Set.of("", "files", "measure", "results", "statistics")),
          entry("tables", Set.of("", "analysis", "files", "measure", "results", "statistics")),
          entry(
              "figures",
              Set.of("", "analysis", "files", "measure", "results", "statistics", "studies")),
          entry(
              "report",
              Set.of("", "analysis", "files", "measure", "results", "statistics", "tables")),
          entry("archive", Set.of("", "files")),
          entry("document", Set.of("", "files", "results")),
          entry("notebook", Set.of("", "analysis", "files", "measure", "results", "statistics")),
          entry(
              "sweep",
              Set.of("", "data", "files", "measure", "network", "results", "spec", "training")),
          entry(
              "bench",
              Set.of(
                  "",
                  "config",
                  "data",
                  "evaluation",
                  "files",
                  "measures",
                  "network",
                  "spec",
                  "sweep",
                  "training")),
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
                  "files",
                  "gpu",
                  "measure",
                  "measures",
                  "models",
                  "network",
                  "notebook",
                  "random",
                  "report",
                  "results",
                  "spec",
                  "statistics",
                  "studies",
                  "sweep",
                  "tables",
                  "thinning",
                  "training")));

  /** Who may know which library. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          entry("org.nd4j", Set.of("api", "network", "training", "evaluation")),
          entry("org.deeplearning4j", Set.of("api", "training")),
          entry("org.bytedeco", Set.of("measures", "network", "training", "evaluation")),
          entry("com.sun.jna", Set.of("gpu")),
          entry("io.jhdf", Set.of("models")),
          entry("picocli", Set.of("cli")),
          entry("com.typesafe", Set.of("config")),
          entry("org.knowm", Set.of("figures")),
          entry("de.erichseifert", Set.of("figures")),
          entry("tech.tablesaw", Set.of("files", "results")),
          entry("org.apache.commons.math3", Set.of("measures", "models", "statistics")),
          entry("org.apache.commons.compress", Set.of("data")),
          entry(
              "com.fasterxml",
              Set.of(
                  "analysis",
                  "config",
                  "files",
                  "models",
                  "notebook",
                  "report",
                  "results",
                  "spec",
                  "sweep")));

  /** The stage that a class of this project belongs to. */
  private static String stage(String packageName) {
    String within = packageName.substring(ROOT.length());
    return within.isEmpty() ? "" : within.substring(1).replaceFirst("\\..*", "");
  }

  private static boolean isWithin(String packageName, String parent) {
    return packageName.equals(parent) || packageName.startsWith(parent + ".");
  }

  /** What a class file refers to, imported or not, by package; itself and the JDK's among it. */
  private static Set<String> known(JavaClass of) {
    Set<String> packages = new TreeSet<>();
    for (Dependency dependency : of.getDirectDependenciesFromSelf()) {
      packages.add(dependency.getTargetClass().getBaseComponentType().getPackageName());
    }
    return packages;
  }

  @Test
  void noArrowPointsBack() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      String stage = stage(from.getPackageName());
      if (!ARROWS.containsKey(stage)) {
        violations.add(from.getName() + ": package " + stage + " is not named in this test");
        continue;
      }
      for (String known : known(from)) {
        if (isWithin(known, ROOT)) {
          String to = stage(known);
          if (!to.equals(stage) && !ARROWS.get(stage).contains(to)) {
            violations.add(from.getName() + ": " + stage + " must not know " + to);
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Set<Path> packages = new TreeSet<>();
    sources().forEach(source -> packages.add(source.getParent()));
    assertThat(packages)
        .hasSizeGreaterThan(20)
        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
  }

  @Test
  void noTwoPackagesHaveAClassOfTheSameName() throws IOException {
    Map<String, Path> first = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (Path source : sources()) {
      String name = source.getFileName().toString();
      Path other = first.putIfAbsent(name, source);
      if (other != null && !name.equals("package-info.java")) {
        twice.add(other + " and " + source);
      }
    }
    assertThat(first).hasSizeGreaterThan(200);
    assertThat(twice).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
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
  void eachLibraryIsKnownToFew() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (String known : known(from)) {
        LIBRARIES.forEach(
            (library, allowed) -> {
              if (isWithin(known, library) && !allowed.contains(stage(from.getPackageName()))) {
                violations.add(from.getName() + " must not know " + library);
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

  /** Workers, the contestants of a benchmark, and Slurm. */
  @Test
  void fewClassesStartProcesses() {
    Set<String> starters = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      boolean builds =
          from.getConstructorCallsFromSelf().stream()
              .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ProcessBuilder.class));
      boolean executes =
          from.getMethodCallsFromSelf().stream()
              .filter(call -> call.getTargetOwner().isEquivalentTo(Runtime.class))
              .anyMatch(call -> call.getName().equals("exec"));
      if (builds || executes) {
        starters.add(from.getSource().orElseThrow().getFileName().orElseThrow());
      }
    }
    assertThat(starters)
        .containsExactlyInAnyOrder(
            "ChildProcess.java",
            "Python.java",
            "SlurmCommand.java",
            "SweepBench.java",
            "WorkerCommand.java");
  }

  @Test
  void classesAreSmall() throws IOException {
    List<String> lengthy = new ArrayList<>();
    for (Path source : sources()) {
      long lines = Files.readString(source).lines().count();
      if (lines > 400) {
        lengthy.add(source + ": " + lines + " lines");
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
