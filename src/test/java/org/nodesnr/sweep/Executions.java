package org.nodesnr.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How runs end that are executed in this process. */
public final class Executions {
  private Executions() {}

  /**
   * @param executor trains
   * @param job one run
   * @param events told of all that happens
   * @return what was said last
   * @throws InterruptedException when the thread is interrupted
   */
  public static Event of(Executor executor, Job job, Consumer<Event> events)
      throws InterruptedException {
    List<Event> all = new ArrayList<>();
    executor.execute(
        List.of(job),
        event -> {
          all.add(event);
          events.accept(event);
        });
    return all.get(all.size() - 1);
  }
}
