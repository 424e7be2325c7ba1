package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.files.Numbers;

class SvgCleanerTest {
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(?:[eE]-?\\d+)?");

  /** The rule, as a regular expression and exact decimals. */
  private static String byRule(String svg) {
    return LONG_NUMBER
        .matcher(svg)
        .replaceAll(n -> Numbers.rounded(Math.rint(100 * Double.parseDouble(n.group())) / 100, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "12.3456,12.35",
    "-0.004,0",
    "x-7.1000e2y,x-710y",
    "1.25.12345,1.25.12",
    "0.125 0.375,0.12 0.38",
    "12.34,12.34",
    "123456789.12345,123456789",
    "1.2345E5-3.00e,123450-3.00e",
    ".12345,.12345"
  })
  void numbersAreRoundedToHundredths(String text, String expected) {
    assertThat(SvgCleaner.withShortNumbers(text)).isEqualTo(expected).isEqualTo(byRule(text));
  }

  @Test
  void anyTextIsRoundedAsTheRuleSays() {
    SplittableRandom random = new SplittableRandom(8);
    List<String> pieces = List.of("-", ".", "e", "E", " ", ",", "M", "\"", "0", "00", "7", "123");
    for (int trial = 0; trial < 3000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        text.append(
            random.nextInt(4) > 0
                ? pieces.get(random.nextInt(pieces.size()))
                : String.format(Locale.ROOT, "%.7f", random.nextDouble(-3000, 3000)));
      }
      assertThat(SvgCleaner.withShortNumbers(text.toString())).isEqualTo(byRule(text.toString()));
    }
  }

  @Test
  void idsAreNumberedInTheOrderInWhichTheyAppear() {
    assertThat(
            SvgCleaner.withNumberedIds(
                "url(#clip9417) clipPath id=\"clip25\" #clip9417 xclip1 clip2x clip clip25"))
        .isEqualTo("url(#clip-1) clipPath id=\"clip-2\" #clip-1 xclip1 clip2x clip clip-2");
  }
}
