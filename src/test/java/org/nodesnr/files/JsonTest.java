package org.nodesnr.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Snr(String variant, double s, double g, int undefinedNodes, int quietInputs) {}

  @Test
  void otherProgramsAreGivenNullForNan() {
    assertThat(Json.printed(new Snr("a", Double.NaN, 1.5, 0, 0)))
        .isEqualTo(
            "{\"variant\":\"a\",\"s\":null,\"g\":1.5,\"undefinedNodes\":0,\"quietInputs\":0}");
    assertThat(Json.printed(List.of(List.of(Double.NaN, 2.0), "NaN")))
        .isEqualTo("[[null,2.0],\"NaN\"]");
  }

  @Test
  void numbersKeepEveryDigitAndNaNSurvives() throws JsonProcessingException {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 2e-3, 1e23, Math.PI}) {
      Snr values = new Snr("paper", value, -value, 0, 0);
      assertThat(Json.read(Json.text(values), Snr.class)).isEqualTo(values);
      assertThat(Json.read(Json.line(values), Snr.class)).isEqualTo(values);
    }
  }

  @Test
  void whatFollowsARecordIsRefused() {
    assertThatThrownBy(() -> Json.parse("{} {}")).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void whatARecordMayLackIsPutIn() throws JsonProcessingException {
    record Lacking(int kept, @JacksonInject("none") String absent) {}
    assertThat(Json.read("{\"kept\": 3}", Lacking.class, Map.of("none", "nothing")))
        .isEqualTo(new Lacking(3, "nothing"));
    assertThatThrownBy(() -> Json.read("{\"kept\": 3}", Lacking.class))
        .isInstanceOf(JsonProcessingException.class);
  }
}
