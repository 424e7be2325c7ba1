package org.nodesnr.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import org.nodesnr.UserError;

/**
 * Downloads published files: from the first mirror that has them, to a partial name, resumed where
 * an earlier attempt ended, verified by length and SHA-256, and then moved into place.
 *
 * <p>Only HTTPS is spoken, but for plain HTTP to this very machine, and a redirect is followed only
 * within its host.
 */
final class Downloader {
  /**
   * How patient to be.
   *
   * @param connect longest time until a connection stands
   * @param stall longest time without an answer or without data
   * @param pause time before another attempt at the same mirror
   * @param attempts attempts at a mirror in a row that bring no data
   */
  record Patience(Duration connect, Duration stall, Duration pause, int attempts) {
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(1), 3);
  }

  /** No mirror had the file. The message says of each mirror why. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /** A mirror that needs no second attempt. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private static final int MAX_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> WORTH_RETRYING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpClient client;
  private final Patience patience;

  Downloader(Patience patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Downloads a file.
   *
   * @param file what to download
   * @param target where it goes; its directory must exist
   * @param progress told how far it is
   * @throws Failed when no mirror has it
   * @throws UserError when it can't be written
   */
  void download(Catalogue.RemoteFile file, Path target, DownloadProgress progress) throws Failed {
    List<String> reasons = new ArrayList<>();
    PartialFile partial = new PartialFile(file, target, progress);
    for (URI mirror : file.mirrors()) {
      try {
        fetch(mirror, partial);
        return;
      } catch (IOException e) {
        reasons.add(mirror.getHost() + ": " + describe(e));
      }
    }
    throw new Failed(String.join("; ", reasons));
  }

  /** Tries one mirror until the file is complete and verified. */
  private void fetch(URI mirror, PartialFile partial) throws IOException {
    int fruitless = 0;
    boolean again = false;
    while (true) {
      long before = partial.size();
      try {
        if (before < partial.file().bytes()) {
          transfer(mirror, partial, before);
        }
        if (partial.finish()) {
          return;
        }
        if (before == 0 || again) {
          throw new Refused("the file has another checksum than the official one");
        }
        again = true;
      } catch (Refused e) {
        throw e;
      } catch (IOException e) {
        fruitless = partial.size() > before ? 0 : fruitless + 1;
        if (fruitless >= patience.attempts()) {
          throw e;
        }
        pause(partial);
      } catch (InterruptedException e) {
        throw interrupted(partial, e);
      }
    }
  }

  private void transfer(URI mirror, PartialFile partial, long from)
      throws IOException, InterruptedException {
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = request(mirror, from);
    try (BodyReader body = new BodyReader(response.body(), patience.stall())) {
      long start =
          switch (response.statusCode()) {
            case 200 -> 0;
            case 206 -> requireRange(response, partial, from);
            case 416 -> {
              partial.delete();
              throw new IOException("HTTP 416");
            }
            default -> throw failed(response.statusCode());
          };
      partial.begin(start);
      try {
        List<ByteBuffer> data = body.next();
        while (!data.isEmpty()) {
          if (!partial.append(data)) {
            throw new Refused("the file is longer than the official one");
          }
          data = body.next();
        }
      } finally {
        partial.end();
      }
    }
    if (partial.size() < partial.file().bytes()) {
      throw new IOException(
          "the connection ended after "
              + partial.size()
              + " of "
              + partial.file().bytes()
              + " bytes");
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> request(URI mirror, long from)
      throws IOException, InterruptedException {
    URI uri = mirror;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      requireSafe(uri);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).timeout(patience.stall()).header("User-Agent", "nodesnr");
      if (from > 0) {
        request.header("Range", "bytes=" + from + "-");
      }
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      new BodyReader(response.body(), patience.stall()).close();
      URI next = redirect(uri, response);
      if (!sameHost(uri, next)) {
        throw new Refused(
            "redirects to "
                + next.getScheme()
                + "://"
                + next.getRawAuthority()
                + ", which is not followed");
      }
      uri = next;
    }
    throw new Refused("redirects more than " + MAX_REDIRECTS + " times");
  }

  private static URI redirect(URI uri, HttpResponse<?> response) throws Refused {
    String location = response.headers().firstValue("Location").orElse("");
    try {
      return uri.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new Refused("redirects to a malformed address");
    }
  }

  private static boolean sameHost(URI a, URI b) {
    return a.getScheme().equals(b.getScheme()) && a.getRawAuthority().equals(b.getRawAuthority());
  }

  private static void requireSafe(URI uri) throws Refused {
    boolean safe =
        "https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
    if (!safe || uri.getHost() == null) {
      throw new Refused("only https is spoken to other machines");
    }
  }

  private static long requireRange(HttpResponse<?> response, PartialFile partial, long from)
      throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (from == 0 || !range.startsWith("bytes " + from + "-")) {
      partial.delete();
      throw new IOException("answers with another part than the one asked for");
    }
    return from;
  }

  private static IOException failed(int status) {
    String message = "HTTP " + status;
    return WORTH_RETRYING.contains(status) ? new IOException(message) : new Refused(message);
  }

  private void pause(PartialFile partial) {
    try {
      Thread.sleep(patience.pause().toMillis());
    } catch (InterruptedException e) {
      throw interrupted(partial, e);
    }
  }

  private static UserError interrupted(PartialFile partial, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UserError(
        partial.file().name() + ": the download was interrupted; start again to go on with it", e);
  }

  /** A failure in few words; connection failures of the JDK often have no message. */
  static String describe(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return "the host is unknown";
      }
    }
    if (e.getMessage() != null) {
      return e.getMessage();
    }
    return e instanceof ConnectException ? "no connection" : e.toString();
  }
}
