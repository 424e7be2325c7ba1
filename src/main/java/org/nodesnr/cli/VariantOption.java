package org.nodesnr.cli;

import java.util.List;
import org.nodesnr.config.VariantReader;
import org.nodesnr.spec.Variant;
import picocli.CommandLine.Option;

/** Ways to compute S and G that no config names. */
final class VariantOption {
  @Option(
      names = "--variant",
      paramLabel = "NAME={…}",
      description =
          "A further variant, as evaluation.variants of a config has them (see the example); may be"
              + " given several times.")
  private List<String> written = List.of();

  /**
   * @param known those that are computed anyhow
   * @return these, and those of the option
   */
  List<Variant> with(List<Variant> known) {
    return VariantReader.read("--variant", written, known);
  }
}
