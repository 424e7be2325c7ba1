package org.nodesnr.data;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, read by the thread that asked for it, with a limit on how long it may
 * stall: the limits of {@link java.net.http.HttpClient} end with the headers.
 */
final class BodyReader implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Duration stallLimit;
  private volatile Flow.Subscription subscription;

  /** What the publisher says: data, a failure, or, with neither, the end. */
  private record Signal(List<ByteBuffer> data, Throwable failure) {}

  /**
   * Subscribes to a body.
   *
   * @param body the body
   * @param stallLimit longest time without data
   */
  BodyReader(Flow.Publisher<List<ByteBuffer>> body, Duration stallLimit) {
    this.stallLimit = stallLimit;
    body.subscribe(this);
  }

  /**
   * Waits for data.
   *
   * @return some buffers; an empty list at the end
   * @throws IOException when the connection fails or stalls
   * @throws InterruptedException when the thread is interrupted
   */
  List<ByteBuffer> next() throws IOException, InterruptedException {
    Signal signal = signals.poll(stallLimit.toMillis(), TimeUnit.MILLISECONDS);
    if (signal == null) {
      throw new HttpTimeoutException("no data for " + stallLimit.toSeconds() + " s");
    }
    if (signal.failure() != null) {
      throw new IOException(Downloader.describe(signal.failure()), signal.failure());
    }
    if (signal.data() == null) {
      return List.of();
    }
    subscription.request(1);
    return signal.data();
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> data) {
    if (data.stream().anyMatch(ByteBuffer::hasRemaining)) {
      signals.add(new Signal(data, null));
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(null, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(null, null));
  }

  /** Lets go of the connection if the body was not read to its end. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
