package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nodesnr.UserError;
import org.nodesnr.training.ConvolutionMethod;
import picocli.CommandLine;

class ConvolutionOptionTest {
  private static ConvolutionMethod method(String... arguments) {
    ConvolutionOption option = new ConvolutionOption();
    new CommandLine(option).parseArgs(arguments);
    return option.method();
  }

  @Test
  void winogradUnlessTheSumOverTheTapsIsAskedFor() {
    assertThat(method()).isEqualTo(ConvolutionMethod.WINOGRAD);
    assertThat(method("--convolution", "winograd")).isEqualTo(ConvolutionMethod.WINOGRAD);
    assertThat(method("--convolution", "direct")).isEqualTo(ConvolutionMethod.DIRECT);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> method("--convolution", "fft"))
        .isInstanceOf(UserError.class)
        .hasMessage("--convolution fft: give winograd or direct");
  }
}
