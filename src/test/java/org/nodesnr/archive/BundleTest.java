package org.nodesnr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

class BundleTest {
  @TempDir Path folder;
  private Path checkout;
  private Path bundle;

  @BeforeEach
  void layOut() throws IOException {
    checkout = folder.resolve("checkout");
    bundle = folder.resolve("b.zip");
    write("LICENSE", "free");
    write("src/Main.java", "no part of it");
    write("configs/a.conf", "name = a");
    write("results/reference/a/runs/1.json", "{}");
    write("results/reference/a/tables/t.csv", "x\n1\n");
    write("results/reference/a/state/1.bin", "no part of it");
    write("results/own/runs/1.json", "no part of it");
  }

  private void write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void zip(Map<String, String> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bundle))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        contents.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return contents;
  }

  private Path into() throws IOException {
    return Files.createTempDirectory(folder, "out");
  }

  @Test
  void whatIsPublishedGoesInAndComesOutAgain() throws IOException {
    Bundle.Size size = Bundle.write(checkout, bundle);
    assertThat(size).isEqualTo(new Bundle.Size(4, Files.size(bundle)));
    assertThat(contents())
        .containsOnlyKeys(
            "SHA256SUMS",
            "LICENSE",
            "configs/a.conf",
            "results/reference/a/runs/1.json",
            "results/reference/a/tables/t.csv");
    Path out = into();
    assertThat(Bundle.unpack(bundle, out)).isEqualTo(new Bundle.Unpacked(4, List.of()));
    assertThat(out.resolve("results/reference/a/tables/t.csv")).hasContent("x\n1\n");
  }

  @Test
  void theSameFilesGiveTheSameBytes() throws IOException {
    Bundle.write(checkout, bundle);
    byte[] first = Files.readAllBytes(bundle);
    Bundle.write(checkout, bundle);
    assertThat(bundle).hasBinaryContent(first);
  }

  @Test
  void aChangedFileIsNamed() throws IOException {
    Bundle.write(checkout, bundle);
    Map<String, String> contents = contents();
    contents.put("LICENSE", "other");
    zip(contents);
    assertDifferent("LICENSE is not what its checksum says");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Bundle.write(checkout, bundle);
    Map<String, String> contents = contents();
    contents.remove("configs/a.conf");
    zip(contents);
    assertDifferent("configs/a.conf is missing");
  }

  @Test
  void aFileThatIsNotListedIsNamed() throws IOException {
    Bundle.write(checkout, bundle);
    Map<String, String> contents = contents();
    contents.put("more.txt", "x");
    zip(contents);
    assertDifferent("more.txt has no checksum");
  }

  @Test
  void namesThatLeadOutAreRefused() throws IOException {
    zip(Map.of("../outside.txt", "x"));
    assertRefused("'../outside.txt' is refused");
    assertThat(folder.resolve("outside.txt")).doesNotExist();
  }

  @Test
  void whatIsNoBundleIsRefused() throws IOException {
    Files.writeString(bundle, "no zip");
    assertRefused("it is no zip file");
    zip(Map.of("LICENSE", "free"));
    assertRefused("it has no SHA256SUMS");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Bundle.write(empty, bundle))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("run this in a checkout of nodesnr");
  }

  @Test
  void whatIsCutShortIsRefusedWhereverItIsCut() throws IOException {
    Bundle.write(checkout, bundle);
    byte[] whole = Files.readAllBytes(bundle);
    for (int length = 2; length < whole.length; length++) {
      Files.write(bundle, Arrays.copyOf(whole, length));
      assertRefused(bundle + " is cut short or damaged: copy it again");
    }
  }

  private void assertDifferent(String what) throws IOException {
    assertThat(Bundle.unpack(bundle, into()).different()).containsExactly(what);
  }

  private void assertRefused(String message) throws IOException {
    Path out = into();
    assertThatThrownBy(() -> Bundle.unpack(bundle, out))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void tablesAreComparedByteForByte() throws IOException {
    write("again/a/tables/t.csv", "x\n1\n");
    write("again/a/runs.csv", "id\n1\n");
    write("results/reference/a/runs.csv", "id\n2\n");
    write("results/reference/a/checkpoints.csv", "id\n2\n");
    write("results/reference/a/figures/f.csv", "no table");
    assertThat(
            Comparison.ofTables(
                checkout.resolve("results/reference/a"), checkout.resolve("again/a")))
        .isEqualTo(new Comparison(1, List.of("a/checkpoints.csv", "a/runs.csv")));
  }
}
