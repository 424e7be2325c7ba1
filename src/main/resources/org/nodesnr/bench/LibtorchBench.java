import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.randint;
import static org.bytedeco.pytorch.global.torch.randperm;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The paper's networks trained with libtorch, PyTorch's library without Python, on one thread: the same steps as in
 * bench_torch.py. Run from its source, on a class path of its own, as its JavaCPP is not ours.
 *
 * <p>Usage: LibtorchBench mnist|cifar24|cifar32. Says "ready", then for every line with a number of steps on standard
 * input trains so many and prints the seconds they took.
 */
public final class LibtorchBench {
  private static final int BATCH = 60;
  private static final int SAMPLES = 6000;

  private final List<Tensor> parameters = new ArrayList<>();
  private final boolean convolutional;
  private final Tensor images;
  private final Tensor labels = randint(0, 10, new long[] {SAMPLES});
  private final SGD optimizer;
  private Tensor order;
  private int next = SAMPLES;

  private LibtorchBench(String name) {
    convolutional = !name.equals("mnist");
    if (convolutional) {
      int side = Integer.parseInt(name.substring("cifar".length()));
      images = rand(SAMPLES, 3, side, side);
      layer(3 * 25, 64, 3, 5, 5);
      layer(64 * 25, 64, 64, 5, 5);
      int flat = 64 * (side / 4) * (side / 4);
      layer(flat, 1000, flat);
      layer(1000, 500, 1000);
      layer(500, 10, 500);
    } else {
      images = rand(SAMPLES, 784);
      layer(784, 1024, 784);
      layer(1024, 1000, 1024);
      layer(1000, 10, 1000);
    }
    optimizer = new SGD(new TensorVector(parameters.toArray(Tensor[]::new)), new SGDOptions(0.01));
  }

  private void layer(int inputs, int nodes, long... rest) {
    long[] shape = new long[rest.length + 1];
    shape[0] = nodes;
    System.arraycopy(rest, 0, shape, 1, rest.length);
    double bound = 1 / Math.sqrt(inputs);
    for (Tensor values : List.of(rand(shape), rand(nodes))) {
      Tensor parameter = values.uniform_(-bound, bound, null);
      parameters.add(parameter.set_requires_grad(true));
    }
  }

  private Tensor forward(Tensor x) {
    Tensor h = x;
    int layers = parameters.size() / 2;
    for (int i = 0; i < layers; i++) {
      Tensor weights = parameters.get(2 * i);
      TensorOptional bias = new TensorOptional(parameters.get(2 * i + 1));
      if (convolutional && i < 2) {
        long[] one = {1, 1};
        h = max_pool2d(conv2d(h, weights, bias, one, new long[] {2, 2}, one, 1).relu(), 2, 2);
      } else {
        h = linear(h.flatten(1, -1), weights, bias);
        h = i < layers - 1 ? h.relu() : h;
      }
    }
    return h;
  }

  private void step() {
    if (next + BATCH > SAMPLES) {
      order = randperm(SAMPLES).retainReference();
      next = 0;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor chosen = order.narrow(0, next, BATCH);
      next += BATCH;
      optimizer.zero_grad();
      Tensor loss = cross_entropy_loss(forward(images.index_select(0, chosen)), labels.index_select(0, chosen));
      loss.backward();
      optimizer.step();
    }
  }

  /** See the class. */
  public static void main(String[] arguments) {
    set_num_threads(1);
    manual_seed(1);
    LibtorchBench bench = new LibtorchBench(arguments[0]);
    for (int i = 0; i < 10; i++) {
      bench.step();
    }
    System.out.println("ready");
    Scanner orders = new Scanner(System.in);
    while (orders.hasNextInt()) {
      int steps = orders.nextInt();
      long start = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        bench.step();
      }
      System.out.println((System.nanoTime() - start) / 1e9);
    }
  }
}
