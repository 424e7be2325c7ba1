package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.Json;

class OrderTest {
  @Test
  void aWorkerReadsWhatTheCoordinatorWrites() throws JsonProcessingException {
    for (Order order :
        new Order[] {
          new Order.Train(Jobs.job("0123456789abcdef")),
          new Order.Calibrate(Jobs.spec(7, 100)),
          new Order.Stop()
        }) {
      assertThat(Json.read(Json.line(order), Order.class)).isEqualTo(order);
    }
  }
}
