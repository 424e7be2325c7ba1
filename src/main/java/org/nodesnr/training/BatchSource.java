package org.nodesnr.training;

import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.nodesnr.data.Augmenter;
import org.nodesnr.random.Streams;

/**
 * The batches of a run, prepared ahead by a thread of their own. The samples are taken in an order
 * drawn anew for every epoch; a batch that reaches the end of one goes on with the next, so every
 * batch is full. Batch t is a function of the seed and t alone.
 */
final class BatchSource implements AutoCloseable {
  private static final int AHEAD = 4;

  private final TrainingImages images;
  private final Streams streams;
  private final int batchSize;
  private final int lastStep;
  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(AHEAD);
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(AHEAD + 2);
  private final Thread thread;
  private volatile Throwable failure;

  /**
   * @param images the training samples
   * @param streams the replicate's streams: order at the epoch, augmentation at the step
   * @param batchSize samples in a batch
   * @param firstStep the first batch wanted
   * @param lastStep the batch after the last one
   */
  BatchSource(TrainingImages images, Streams streams, int batchSize, int firstStep, int lastStep) {
    this.images = images;
    this.streams = streams;
    this.batchSize = batchSize;
    this.lastStep = lastStep;
    for (int i = 0; i < AHEAD + 2; i++) {
      free.add(new Batch(-1, new float[batchSize * images.shape().size()], new int[batchSize]));
    }
    thread = new Thread(() -> prepare(firstStep), "batches");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @return the next batch, to be given back with {@link #release}
   * @throws InterruptedException when interrupted while waiting
   */
  Batch next() throws InterruptedException {
    Batch batch = ready.take();
    if (failure != null) {
      throw new IllegalStateException("batches could not be prepared", failure);
    }
    return batch;
  }

  /**
   * @param batch no longer read by the caller
   */
  void release(Batch batch) {
    free.add(batch);
  }

  private void prepare(int firstStep) {
    try {
      Order order = new Order(images.size(), streams);
      for (int step = firstStep; step < lastStep; step++) {
        Batch buffer = free.take();
        Batch batch = new Batch(step, buffer.images(), buffer.labels());
        fill(batch, order);
        ready.put(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
      ready.clear();
      ready.add(new Batch(-1, new float[0], new int[0]));
    }
  }

  private void fill(Batch batch, Order order) {
    SplittableRandom random = streams.stream(Streams.Purpose.AUGMENTATION, batch.step());
    long position = (long) batch.step() * batchSize;
    for (int i = 0; i < batchSize; i++) {
      int sample = order.sample(position + i);
      batch.labels()[i] = images.label(sample);
      Augmenter.Cut cut = images.cut(random);
      images.copy(sample, cut, batch.images(), i * images.shape().size());
    }
    images.addNoise(streams, batch.step(), batch.images());
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The endless sequence of samples: one permutation after the other. */
  static final class Order {
    private final Streams streams;
    private final int[] permutation;
    private long epoch = -1;

    Order(int samples, Streams streams) {
      this.permutation = new int[samples];
      this.streams = streams;
    }

    /**
     * @param position how many samples come before it
     * @return the sample's index
     */
    int sample(long position) {
      long wanted = position / permutation.length;
      if (wanted != epoch) {
        shuffle(wanted);
        epoch = wanted;
      }
      return permutation[(int) (position % permutation.length)];
    }

    /** Fisher and Yates, from the identity. */
    private void shuffle(long index) {
      SplittableRandom random = streams.stream(Streams.Purpose.BATCH_ORDER, index);
      for (int i = 0; i < permutation.length; i++) {
        permutation[i] = i;
      }
      for (int i = permutation.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = permutation[i];
        permutation[i] = permutation[j];
        permutation[j] = swapped;
      }
    }
  }
}
