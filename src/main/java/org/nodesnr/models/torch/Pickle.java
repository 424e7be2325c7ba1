package org.nodesnr.models.torch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.UserError;
import org.nodesnr.models.Origin;

/**
 * Reads the data in a pickle and executes nothing: of the names that a pickle may call, it knows
 * those with which PyTorch describes arrays, and makes plain records of them; any other name is
 * refused. Source: Python's {@code pickletools}, protocols 2 to 5.
 */
final class Pickle {
  /** Types of storages, and what rebuilds an array or a dictionary. */
  private static final Set<String> KNOWN =
      Set.of(
          "collections.OrderedDict",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_parameter",
          "torch.Size",
          "torch.FloatStorage",
          "torch.DoubleStorage",
          "torch.HalfStorage",
          "torch.BFloat16Storage",
          "torch.LongStorage",
          "torch.IntStorage",
          "torch.ShortStorage",
          "torch.ByteStorage",
          "torch.CharStorage",
          "torch.BoolStorage");

  private static final Object MARK = new Object();
  private static final Object NONE = new Object();

  /**
   * A name of a module that the pickle refers to.
   *
   * @param name such as {@code torch.FloatStorage}
   */
  record Name(String name) {}

  /**
   * What stands for an array.
   *
   * @param storage describes the storage: a tuple
   * @param offset of its first value
   * @param dims its sizes
   * @param strides its strides
   */
  record Stored(List<?> storage, long offset, List<?> dims, List<?> strides) {}

  private final Path file;
  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private Pickle(Path file, byte[] bytes) {
    this.file = file;
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @param file named in errors
   * @param bytes a pickle
   * @return what it describes: maps, lists, text, numbers, {@link Stored}
   */
  static Object read(Path file, byte[] bytes) {
    Pickle pickle = new Pickle(file, bytes);
    try {
      return pickle.run();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | ClassCastException e) {
      throw pickle.damaged();
    }
  }

  private Object run() {
    while (true) {
      int code = in.get() & 0xff;
      switch (code) {
        case 0x80 -> in.get(); // PROTO
        case 0x95 -> in.getLong(); // FRAME
        case '.' -> { // STOP
          return pop();
        }
        case '(' -> push(MARK);
        case '0' -> pop();
        case 'N' -> push(NONE);
        case 0x88 -> push(true);
        case 0x89 -> push(false);
        case 'K' -> push((long) (in.get() & 0xff));
        case 'M' -> push((long) (in.getShort() & 0xffff));
        case 'J' -> push((long) in.getInt());
        case 0x8a -> push(integer(in.get() & 0xff));
        case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
        case 'X', 'T' -> push(text(in.getInt()));
        case 0x8c, 'U' -> push(text(in.get() & 0xff));
        case '}' -> push(new LinkedHashMap<>());
        case ']', ')' -> push(new ArrayList<>());
        case 't', 'l' -> push(sinceMark());
        case 0x85 -> push(last(1));
        case 0x86 -> push(last(2));
        case 0x87 -> push(last(3));
        case 'q' -> memo.put(in.get() & 0xff, top());
        case 'r' -> memo.put(in.getInt(), top());
        case 0x94 -> memo.put(memo.size(), top());
        case 'h' -> push(remembered(in.get() & 0xff));
        case 'j' -> push(remembered(in.getInt()));
        case 'a' -> append(last(1));
        case 'e' -> append(sinceMark());
        case 's' -> putAll(last(2));
        case 'u' -> putAll(sinceMark());
        case 'c' -> push(name(line(), line()));
        case 0x93 -> {
          List<Object> two = last(2);
          push(name((String) two.get(0), (String) two.get(1)));
        }
        case 'Q' -> push(new Stored((List<?>) pop(), 0, List.of(), List.of()));
        case 'R' -> {
          List<Object> call = last(2);
          push(called((Name) call.get(0), (List<?>) call.get(1)));
        }
        case 'b' -> pop(); // attributes of a dictionary, such as _metadata
        default ->
            throw Origin.refusal(
                file,
                String.format("a pickle with the instruction 0x%02x, which is no data", code));
      }
    }
  }

  private Object called(Name name, List<?> arguments) {
    return switch (name.name()) {
      case "collections.OrderedDict" -> new LinkedHashMap<>();
      case "torch.Size" -> arguments.get(0);
      case "torch._utils._rebuild_parameter" -> arguments.get(0);
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
          new Stored(
              ((Stored) arguments.get(0)).storage(),
              (Long) arguments.get(1),
              (List<?>) arguments.get(2),
              (List<?>) arguments.get(3));
      default -> throw refused(name.name());
    };
  }

  private Name name(String module, String name) {
    String whole = module + "." + name;
    if (!KNOWN.contains(whole)) {
      throw refused(whole);
    }
    return new Name(whole);
  }

  private UserError refused(String name) {
    if (name.contains("_rebuild_qtensor") || name.matches("torch\\.Q\\w+Storage")) {
      return Origin.refusal(
          file, "a quantised network (" + name + "); floating-point weights are needed");
    }
    return Origin.refusal(
        file,
        "refers to "
            + name
            + ", which is code and not weights; save them alone:"
            + " torch.save(net.state_dict(), …)");
  }

  private void append(List<Object> values) {
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) top();
    list.addAll(values);
  }

  private void putAll(List<Object> values) {
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) top();
    for (int k = 0; k + 1 < values.size(); k += 2) {
      Object key = values.get(k);
      // of other keys, the hash may take for ever
      if (key instanceof String || key instanceof Long) {
        map.put(key, values.get(k + 1));
      }
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private List<Object> last(int count) {
    List<Object> part = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(part);
    part.clear();
    return values;
  }

  private List<Object> sinceMark() {
    int at = stack.size() - 1;
    while (stack.get(at) != MARK) {
      at--;
    }
    List<Object> values = last(stack.size() - at - 1);
    pop();
    return values;
  }

  private Object remembered(int number) {
    Object value = memo.get(number);
    if (value == null) {
      throw damaged();
    }
    return value;
  }

  private long integer(int bytes) {
    if (bytes > Long.BYTES) {
      throw damaged();
    }
    long value = 0;
    for (int k = 0; k < bytes; k++) {
      value |= (in.get() & 0xffL) << (8 * k);
    }
    int unused = 64 - 8 * bytes;
    return bytes == 0 ? 0 : value << unused >> unused;
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw damaged();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    int from = in.position();
    while (in.get() != '\n') {
      continue;
    }
    return new String(in.array(), from, in.position() - from - 1, StandardCharsets.UTF_8);
  }

  private UserError damaged() {
    return Origin.refusal(file, "damaged: data.pkl is no sound pickle");
  }
}
