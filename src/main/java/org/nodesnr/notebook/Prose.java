package org.nodesnr.notebook;

import java.util.Set;
import java.util.TreeSet;

/** What a notebook says between its cells of code, in Markdown. */
final class Prose {
  static final String EXCLUSIONS =
      """
      ## Runs left out

      The paper takes two outliers out of the *r*² of its table 1: runs trained for long with L2, whose layer-2 output \
      is active more than 0.9 of the time. Here a rule of the config leaves runs out, never a hand; the cell applies the \
      rules to `runs.csv` again. Best-fit lines and *r*² are without these runs, *ρ* and *τ* with them.""";

  static final String RECOMPUTE =
      """
      ## The same from SciPy

      The cell goes through `correlations.csv` row by row: all runs and after exclusions; pooled, adjusted for regime \
      (Pearson of the values or ranks less the regime's mean, Kendall from pairs within a regime), each regime alone, and \
      the mean of these. It computes *r*², Pearson's *r*, Spearman's *ρ* and Kendall's *τ*<sub>b</sub> from `runs.csv`, and \
      of pooled rows the line and the p-values as well, by the method that the table names. A number that differs by more \
      than 10⁻⁹ (p by more than 10⁻⁶ of itself; random permutations by more than six standard errors) stops it. The \
      bootstrap intervals are not computed again. The p-values take runs for independent.""";

  static final String CORRELATIONS =
      """
      ## Tables that the paper does not have

      A pooled correlation can come from the regimes alone: each is a cluster of runs, and a quantity that only tells \
      regimes apart has a high pooled *ρ* and none within them. So all three are shown, next to quantities that any \
      measure of generalisation has to beat: activation rates, weight norm, training loss. The tables below are \
      nodesnr's; of them the cell above checks `correlations.csv`, and cells below the correlations without one regime \
      and those among some of the regimes, of final networks and along the way, and, where there are such tables, what \
      interventions changed and what noise does.""";

  static final String RANKING =
      """
      The cell computes Kendall's *τ*<sub>b</sub> of each measure, times its sign, with each gap, and what a measure tells \
      of the order of two runs, as a share of what there is to tell, for every set of at most two hyperparameters, from \
      `runs.csv`. Intervals, permutations and the controls that are drawn at random are not computed again.""";

  static final String CAUSE =
      """
      The cell takes each run with an intervention less the one of the same seed without it, from `runs.csv`, computes \
      means and *t* intervals of these differences for every quantity, regime by regime and over regimes, and what the \
      claim says to them.""";

  static final String OVER_REGIMES =
      """
      ## Intervals over regimes that the documents cite

      Spearman's *ρ* and its 95% interval from 4,000 resamples of whole regimes, as `README.md` and `REPRODUCTION.md` have \
      them. The cells below compute both again from `runs.csv` and `checkpoints.csv`, of the same draws: each run weighs as \
      often as its regime was drawn, where the scripts in `src/tools`, which wrote the tables in `evaluation/`, put resampled \
      runs in a row. A mean of *ρ* over cells of one width and number of images has Student's interval.""";

  static final String FIGURES =
      """
      ## Figures

      Each figure of nodesnr is followed by a cell that holds the data behind it against `runs.csv` and draws it again \
      with Matplotlib.""";

  /** What follows {@link #FIGURES} where there is no room for all. */
  static final String NOT_STORED =
      " Those without an image here are shown when the notebook is run.";

  static final String TRAINING =
      """


      Spearman's *ρ* between *G* and the test accuracy of the networks as they are after so many steps, pooled and \
      adjusted for regime, over all finished runs that were measured there. A network that several runs share, as \
      before the first step, counts once.""";

  private final ExperimentFiles files;
  private final String results;

  /**
   * @param files of the experiment
   * @param results path from the notebook to them
   */
  Prose(ExperimentFiles files, String results) {
    this.files = files;
    this.results = results;
  }

  String title() {
    return """
        # Node-level SNR and test accuracy: %1$s

        P. Norridge, [*Think Global, Act Local: Relating DNN generalisation and node-level SNR*]\
        (https://arxiv.org/abs/2002.04687), trains networks under many regimes and finds that those whose nodes have the \
        better signal-to-noise ratio classify the test set better. This notebook shows what nodesnr measured in the \
        experiment `%1$s` and computes it again with pandas, SciPy and Matplotlib from the CSV files in [`%2$s`](%2$s).

        The outputs stored here are nodesnr's own: texts as the cells print them, figures at reduced size. They are \
        replaced by Python's when the notebook is run in its directory:

            jupyter-nbconvert --to notebook --execute --inplace %1$s.ipynb

        A number that does not agree stops it."""
        .formatted(files.name(), results);
  }

  String claim() {
    String found =
        files.table() == 1
            ? "For a 3-layer dense network on MNIST the paper sees “good correlations for the"
                + " $G_1$, $G_2$ and $G^{(1..2)}$ parameters” (its table 1), and a weaker one for"
                + " the last layer."
            : "For a 5-layer convolutional network on CIFAR-10 the paper finds that “the"
                + " individual layers show a weak relationship with test accuracy,"
                + " $G^{(1..4)}$ has a very clear correlation” (its table 2).";
    return """
        ## The claim

        For node *i* with weights $w_{ij}$, weighted input $r_i$ and inputs $x_j$ that are active with probability \
        $a_j$, let $c_{ij} = \\mathrm{cov}(x_j, r_i) / a_j$. SNR optimality and SNR gain are (equations 10 and 13)

        $$S_i = \\frac{\\sum_j w_{ij} c_{ij}}{\\lVert w_i \\rVert \\, \\lVert c_i \\rVert} \\qquad \
        G_i = \\frac{\\sum_j w_{ij} c_{ij}}{\\lVert w_i \\rVert \\, \\max_j |c_{ij}|}.$$

        $G_l$ is the mean over the nodes of layer *l*, and $G^{(1..n-1)} = \\sum_{l<n} G_l$ the sum over the hidden \
        layers (equation 14). %s"""
        .formatted(found);
  }

  String data() {
    Set<String> names = new TreeSet<>(files.runs().texts("dataSet"));
    boolean official = files.runs().texts("dataOfficial").stream().allMatch("true"::equals);
    StringBuilder text = new StringBuilder("## The data\n\n");
    text.append("Trained and tested on: ").append(String.join("; ", names)).append(". ");
    if (names.stream().anyMatch(name -> name.startsWith("MNIST"))) {
      text.append(
          "MNIST is the set of handwritten digits of Y. LeCun, C. Cortes and C. J. C. Burges:"
              + " 60,000 images of 28×28 pixels for training, 10,000 for testing. ");
    }
    if (names.stream().anyMatch(name -> name.startsWith("CIFAR-10"))) {
      text.append(
          "CIFAR-10 is the set of A. Krizhevsky (*Learning Multiple Layers of Features from Tiny"
              + " Images*, 2009): 50,000 colour images of 32×32 pixels for training, 10,000 for"
              + " testing, in ten classes. ");
    }
    text.append(
        official
            ? "Every run read files with the published SHA-256 checksums."
            : "**Not every run read files with the published checksums**: compare the"
                + " paper's numbers with that reservation.");
    text.append(" Each run's record in `").append(results);
    return text.append(
            "/runs/` has its resolved config, seed, checksums, code version and machine.")
        .toString();
  }

  String comparison() {
    return "## Our table beside the paper's table "
        + files.table()
        + "\n\nWritten by nodesnr; `"
        + results
        + "/tables/` has it as CSV and LaTeX too.";
  }
}
