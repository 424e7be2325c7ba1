package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.files.Json;

class OrderTest {
  @Test
  void aWorkerReadsWhatTheCoordinatorWrites() throws JsonProcessingException {
    for (Order order :
        new Order[] {
          new Order.Train(List.of(Jobs.job("0123456789abcdef"), Jobs.job("fedcba9876543210"))),
          new Order.Calibrate(List.of(Jobs.spec(7, 100))),
          new Order.Stop()
        }) {
      assertThat(Json.read(Json.line(order), Order.class)).isEqualTo(order);
    }
  }
}
