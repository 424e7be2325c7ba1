package org.nodesnr.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.training.ConvolutionMethod;
import picocli.CommandLine.Option;

/** How convolutions are computed in training. */
final class ConvolutionOption {
  static final String NAME = "--convolution";

  @Option(
      names = NAME,
      paramLabel = "METHOD",
      defaultValue = "winograd",
      description =
          "How training computes convolutions: winograd, or direct, which is slower and made the"
              + " records of versions before 0.2; they differ by rounding, and each record says"
              + " which it was (default: ${DEFAULT-VALUE}).")
  private String key;

  ConvolutionMethod method() {
    return Arrays.stream(ConvolutionMethod.values())
        .filter(method -> method.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    NAME
                        + " "
                        + key
                        + ": give "
                        + Arrays.stream(ConvolutionMethod.values())
                            .map(ConvolutionMethod::key)
                            .collect(Collectors.joining(" or "))));
  }
}
