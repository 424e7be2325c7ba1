package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.UserError;

@Timeout(60)
class DownloaderTest {
  private static final byte[] CONTENT = TestFiles.noise(700_000, 4);
  private static final int CUT = 300_000;

  @TempDir Path directory;
  private LoopbackServer server;
  private Downloader.Patience patience = patience(Duration.ofSeconds(20));
  private final List<String> reports = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new LoopbackServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void downloadsVerifiesAndReports() throws Exception {
    server.serve("/file", CONTENT);

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertOnlyTheFile();
    assertThat(reports)
        .hasSizeBetween(2, 4)
        .allMatch(r -> r.startsWith("file ") && r.endsWith(" of 700000"))
        .endsWith("file 700000 of 700000");
  }

  @Test
  void aWrongChecksumIsRemovedAndTheNextMirrorAsked() throws Exception {
    server.serve("/bad", TestFiles.changed(CONTENT, 5, CONTENT[5] + 1));
    server.serve("/good", CONTENT);

    download("/bad", "/good");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/bad", "/good");
    assertOnlyTheFile();
  }

  @Test
  void aWrongChecksumEverywhereLeavesNothing() throws Exception {
    server.serve("/bad", TestFiles.changed(CONTENT, 5, CONTENT[5] + 1));

    assertThatThrownBy(() -> download("/bad"))
        .isInstanceOf(Downloader.Failed.class)
        .hasMessage("127.0.0.1: the file has another checksum than the official one");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws Exception {
    server.on(
        "/file",
        exchange -> {
          int from = LoopbackServer.rangeStart(exchange);
          LoopbackServer.send(exchange, CONTENT, from, from == 0 ? CUT : CONTENT.length);
        });

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1)).matches("/file bytes=[1-9]\\d*-");
    assertOnlyTheFile();
  }

  @Test
  void goesOnWithWhatAnEarlierStartLeft() throws Exception {
    TestFiles.write(directory, ".file.part", Arrays.copyOf(CONTENT, CUT));
    server.serve("/file", CONTENT);

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/file bytes=300000-");
  }

  @Test
  void aCompletePartNeedsNoServer() throws Exception {
    TestFiles.write(directory, ".file.part", CONTENT);

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aDamagedPartIsThrownAwayAndTheFileFetchedWhole() throws Exception {
    TestFiles.write(directory, ".file.part", new byte[CUT]);
    server.serve("/file", CONTENT);

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/file bytes=300000-", "/file");
  }

  @Test
  void aServerThatIgnoresRangesIsReadFromTheStart() throws Exception {
    TestFiles.write(directory, ".file.part", new byte[CUT]);
    server.on("/file", exchange -> LoopbackServer.send(exchange, CONTENT, 0, CONTENT.length));

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/file bytes=300000-");
  }

  @Test
  void aServerThatSendsAnotherRangeIsAskedForTheWhole() throws Exception {
    TestFiles.write(directory, ".file.part", Arrays.copyOf(CONTENT, CUT));
    server.on(
        "/file",
        exchange -> {
          int from = LoopbackServer.rangeStart(exchange);
          LoopbackServer.send(exchange, CONTENT, from == 0 ? 0 : from + 1, CONTENT.length);
        });

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/file bytes=300000-", "/file");
  }

  @Test
  void anUnsatisfiableRangeStartsAfresh() throws Exception {
    TestFiles.write(directory, ".file.part", Arrays.copyOf(CONTENT, CUT));
    server.on(
        "/file",
        exchange -> {
          if (LoopbackServer.rangeStart(exchange) > 0) {
            exchange.sendResponseHeaders(416, -1);
          } else {
            LoopbackServer.send(exchange, CONTENT, 0, CONTENT.length);
          }
        });

    download("/file");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
  }

  @Test
  void aFileThatIsGoneIsFetchedFromTheNextMirror() throws Exception {
    server.on("/gone", exchange -> exchange.sendResponseHeaders(404, -1));
    server.serve("/good", CONTENT);

    download("/gone", "/good");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/gone", "/good");
  }

  @Test
  void aBusyServerIsAskedAgain() throws Exception {
    server.on(
        "/file",
        exchange -> {
          if (server.requests().size() == 1) {
            exchange.sendResponseHeaders(503, -1);
          } else {
            LoopbackServer.send(exchange, CONTENT, 0, CONTENT.length);
          }
        });

    download("/file");

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aStallingServerIsLeft() throws Exception {
    server.on(
        "/stalls",
        exchange -> {
          LoopbackServer.send(exchange, CONTENT, 0, 1000);
          sleep();
        });
    server.on("/silent", exchange -> sleep());
    server.serve("/good", CONTENT);

    patience = patience(Duration.ofMillis(500));
    download("/stalls", "/silent", "/good");

    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).contains("/stalls", "/silent bytes=1000-");
  }

  @Test
  void moreThanTheFileHasIsNotWritten() throws Exception {
    server.serve("/long", Arrays.copyOf(CONTENT, CONTENT.length + 1));

    assertThatThrownBy(() -> download("/long"))
        .isInstanceOf(Downloader.Failed.class)
        .hasMessage("127.0.0.1: the file is longer than the official one");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileThatCanNotBeWrittenIsNamedAndNoOtherMirrorAsked() {
    Path blocked = directory.resolve(".file.part");
    TestFiles.write(blocked, "in the way", new byte[1]);
    server.serve("/file", CONTENT);
    server.serve("/other", CONTENT);

    assertThatThrownBy(() -> download("/file", "/other"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(blocked + ": can't be written")
        .hasMessageContaining("XDG_CACHE_HOME");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void redirectsStayOnTheHost() throws Exception {
    server.on("/moved", exchange -> redirect(exchange, "/file"));
    server.on("/away", exchange -> redirect(exchange, "http://localhost:1/file"));
    server.on("/loop", exchange -> redirect(exchange, "/loop"));
    server.serve("/file", CONTENT);

    assertThatThrownBy(() -> download("/away", "/loop"))
        .isInstanceOf(Downloader.Failed.class)
        .hasMessage(
            "127.0.0.1: redirects to http://localhost:1, which is not followed; "
                + "127.0.0.1: redirects more than 3 times");
    download("/moved");
    assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/file",
        "http://127.0.0.1:1/file",
        "//example.org/file",
        "http://127.0.0.1@example.org/file",
        "http://example.org#@127.0.0.1/file",
        "http://127.0.0.1.example.org/file",
        "ftp://127.0.0.1/file",
        "file:///etc/hosts",
        "jar:file:/x.jar!/file",
        "mailto:someone",
        "http://[::1"
      })
  void noRedirectLeadsToAnotherHostPortOrProtocol(String location) {
    server.on("/moved", exchange -> redirect(exchange, location));

    assertThatThrownBy(() -> download("/moved"))
        .isInstanceOf(Downloader.Failed.class)
        .hasMessageStartingWith("127.0.0.1: redirects to ");
    assertThat(server.requests()).containsExactly("/moved");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void onlyHttpsIsSpokenToOtherMachines() {
    Downloader downloader = new Downloader(patience);
    Stream.of("http://example.org/file", "ftp://127.0.0.1/file", "file:///etc/passwd")
        .forEach(
            address ->
                assertThatThrownBy(
                        () ->
                            downloader.download(
                                file(List.of(URI.create(address))),
                                directory.resolve("file"),
                                DownloadProgress.NONE))
                    .isInstanceOf(Downloader.Failed.class)
                    .hasMessageContaining("only https is spoken to other machines"));
  }

  @Test
  void anUnknownHostIsSaidToBeUnknown() {
    assertThatThrownBy(
            () ->
                new Downloader(patience)
                    .download(
                        file(List.of(URI.create("https://nowhere.invalid/file"))),
                        directory.resolve("file"),
                        DownloadProgress.NONE))
        .isInstanceOf(Downloader.Failed.class)
        .hasMessage("nowhere.invalid: the host is unknown");
  }

  @Test
  void theCatalogueAsksHttpsHostsOnly() {
    List<Catalogue.RemoteFile> all = new ArrayList<>(Catalogue.PUBLIC.mnist());
    all.add(Catalogue.PUBLIC.cifar10());

    assertThat(all)
        .flatExtracting(Catalogue.RemoteFile::mirrors)
        .hasSize(9)
        .allMatch(uri -> uri.getScheme().equals("https"))
        .extracting(URI::getHost)
        .containsOnly(
            "ossci-datasets.s3.amazonaws.com", "storage.googleapis.com", "www.cs.toronto.edu");
    assertThat(all)
        .allMatch(f -> f.mirrors().stream().allMatch(m -> m.getPath().endsWith("/" + f.name())))
        .allMatch(f -> f.sha256().matches("[0-9a-f]{64}"));
  }

  private void download(String... paths) throws Downloader.Failed {
    List<URI> mirrors =
        Stream.of(paths)
            .map(path -> URI.create("http://127.0.0.1:" + server.port() + path))
            .toList();
    new Downloader(patience)
        .download(
            file(mirrors),
            directory.resolve("file"),
            (name, done, total) -> reports.add(name + " " + done + " of " + total));
  }

  private static Catalogue.RemoteFile file(List<URI> mirrors) {
    return new Catalogue.RemoteFile(
        "file", CONTENT.length, TestFiles.sha256(CONTENT), Optional.empty(), mirrors);
  }

  private static Downloader.Patience patience(Duration stall) {
    return new Downloader.Patience(Duration.ofSeconds(20), stall, Duration.ofMillis(1), 2);
  }

  private void assertOnlyTheFile() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("file"));
    }
  }

  private static void redirect(com.sun.net.httpserver.HttpExchange exchange, String to)
      throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static void sleep() {
    try {
      Thread.sleep(20_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
