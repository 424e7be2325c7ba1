package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.files.CsvFile;
import org.nodesnr.results.ThinnedNetwork;

class ThinningTableTest {
  /**
   * Three networks, half of the nodes removed: 0.5, 0.6, 0.7 by snr and 0.6, 0.8, 0.7 at random.
   */
  private static CsvFile means(int retrained) {
    List<ThinnedNetwork> networks = new ArrayList<>();
    double[][] accuracies = {{0.5, 0.6, 0.7}, {0.6, 0.8, 0.7}};
    for (int criterion = 0; criterion < 2; criterion++) {
      for (int run = 0; run < 3; run++) {
        String name = criterion == 0 ? "snr" : "random";
        double accuracy = accuracies[criterion][run];
        double later = retrained > 0 ? accuracy + 0.1 : Double.NaN;
        networks.add(
            new ThinnedNetwork("run" + run, "sgd", run, "nodes", name, 0.5, 0.4, accuracy, later));
      }
    }
    ThinningTable table = new ThinningTable(networks, "mnist", 0, retrained);
    return CsvFile.of(Path.of("means.csv"), table.data().get("thinning-means"));
  }

  @Test
  void meansAndDifferencesOfTheSameNetworksHaveIntervals() {
    CsvFile means = means(0);
    assertThat(means.texts("criterion")).containsExactly("snr", "random");
    assertThat(means.numbers("networks")).containsExactly(3, 3);
    assertThat(means.numbers("testAccuracy")[1]).isEqualTo(0.7, within(1e-12));
    assertThat(means.numbers("snrLess")[0]).isZero();
    // differences −0.1, −0.2, 0: mean −0.1, s 0.1, t of 2 degrees of freedom 4.3026527
    assertThat(means.numbers("snrLess")[1]).isEqualTo(-0.1, within(1e-12));
    double half = 4.302652729911275 * 0.1 / Math.sqrt(3);
    assertThat(means.numbers("snrLessLower")[1]).isEqualTo(-0.1 - half, within(1e-9));
    assertThat(means.numbers("snrLessUpper")[1]).isEqualTo(-0.1 + half, within(1e-9));
  }

  @Test
  void trainedOnHasRowsOfItsOwn() {
    CsvFile later = means(100).where("trainedOn", "yes");
    assertThat(later.texts("criterion")).containsExactly("snr", "random");
    assertThat(later.numbers("testAccuracy")[0]).isEqualTo(0.7, within(1e-12));
    assertThat(later.numbers("snrLess")[1]).isEqualTo(-0.1, within(1e-12));
  }
}
