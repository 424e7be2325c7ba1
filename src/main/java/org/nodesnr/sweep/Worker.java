package org.nodesnr.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;

/**
 * The loop of a worker process: orders come in, events go out. A second thread reads the orders, so
 * that a request to stop, or the death of the coordinator, is noticed while a run trains.
 */
public final class Worker {
  private final Executor executor;
  private final PrintStream events;
  private final StopFlag stop;
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

  /**
   * @param executor trains runs; asks {@code stop} while it does
   * @param events where events are written, one line each; nothing else may write there
   * @param stop set when the coordinator says so or is gone
   */
  public Worker(Executor executor, PrintStream events, StopFlag stop) {
    this.executor = executor;
    this.events = events;
    this.stop = stop;
  }

  /**
   * Works until told to stop.
   *
   * @param input where orders come from
   * @throws InterruptedException when the thread is interrupted
   */
  public void run(InputStream input) throws InterruptedException {
    Thread reader = new Thread(() -> read(input), "orders");
    reader.setDaemon(true);
    reader.start();
    tell(new Event.Ready(ProcessHandle.current().pid()));
    while (true) {
      Order order = orders.take();
      if (order instanceof Order.Stop || stop.getAsBoolean()) {
        return;
      }
      carryOut(order);
    }
  }

  private void carryOut(Order order) throws InterruptedException {
    try {
      if (order instanceof Order.Train train) {
        executor.execute(train.jobs(), this::tell);
      } else if (order instanceof Order.Calibrate calibrate) {
        tell(new Event.Calibrated(executor.millisecondsPerStep(calibrate.specs())));
      }
    } catch (UserError e) {
      tell(new Event.Refused(e.getMessage()));
    }
  }

  /**
   * Says that no run can succeed here.
   *
   * @param message one line for the user
   * @param events where events are written
   */
  public static void refuse(String message, PrintStream events) {
    write(new Event.Refused(message), events);
  }

  private static void write(Event event, PrintStream events) {
    events.println(Json.line(event));
    events.flush();
  }

  private void tell(Event event) {
    write(event, events);
    if (events.checkError()) {
      stop.request();
    }
  }

  private void read(InputStream input) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Order order = Json.read(line, Order.class);
        if (order instanceof Order.Stop) {
          break;
        }
        orders.add(order);
      }
    } catch (JsonProcessingException e) {
      System.err.println("worker: not an order: " + e.getOriginalMessage());
    } catch (IOException e) {
      System.err.println("worker: lost its coordinator: " + e.getMessage());
    }
    stop.request();
    orders.add(new Order.Stop());
  }
}
