package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.UserError;

/**
 * Runs as rows, recorded quantities as columns, with the regime and the cluster (replicate) of
 * every row. Immutable. A quantity that a run does not record is NaN in its row.
 */
public final class Sample {
  private final List<String> runIds;
  private final Groups regimes;
  private final Groups clusters;
  private final Map<String, double[]> columns;

  private Sample(
      List<String> runIds, Groups regimes, Groups clusters, Map<String, double[]> columns) {
    this.runIds = runIds;
    this.regimes = regimes;
    this.clusters = clusters;
    this.columns = columns;
  }

  /**
   * Collects runs.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * How many runs.
   *
   * @return rows
   */
  public int size() {
    return runIds.size();
  }

  /**
   * The runs.
   *
   * @return ids, by row
   */
  public List<String> runIds() {
    return runIds;
  }

  /**
   * The regimes.
   *
   * @return rows by regime, regimes in the order in which they were first added
   */
  public Groups regimes() {
    return regimes;
  }

  /**
   * The replicates, whose runs are not independent of each other.
   *
   * @return rows by cluster
   */
  public Groups clusters() {
    return clusters;
  }

  /**
   * The recorded quantities.
   *
   * @return names in the order in which they were first added
   */
  public List<String> quantities() {
    return List.copyOf(columns.keySet());
  }

  /**
   * One quantity of all runs.
   *
   * @param quantity its name
   * @return a fresh copy
   * @throws UserError if no run records it
   */
  public double[] column(String quantity) {
    double[] column = columns.get(quantity);
    if (column == null) {
      throw new UserError(
          "no run records the quantity '"
              + quantity
              + "'; recorded are: "
              + String.join(", ", columns.keySet()));
    }
    return column.clone();
  }

  /**
   * Some of the runs.
   *
   * @param rows their rows, none twice
   * @return the sample of these, in this order
   */
  public Sample select(int[] rows) {
    Map<String, double[]> selected = new LinkedHashMap<>();
    columns.forEach((name, column) -> selected.put(name, Pairs.select(column, rows)));
    return new Sample(
        Arrays.stream(rows).mapToObj(runIds::get).toList(),
        regimes.select(rows),
        clusters.select(rows),
        selected);
  }

  /** Collects runs one by one. Their order decides the order of rows, regimes and quantities. */
  public static final class Builder {
    private final List<String> runIds = new ArrayList<>();
    private final List<String> regimes = new ArrayList<>();
    private final List<String> clusters = new ArrayList<>();
    private final List<Map<String, Double>> values = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private Builder() {}

    /**
     * Adds a run.
     *
     * @param runId its id
     * @param regime its regime
     * @param cluster what it shares with runs that it is not independent of: its replicate
     * @param quantities its recorded values by name
     * @return this
     * @throws IllegalArgumentException if the run is there already
     */
    public Builder add(
        String runId, String regime, String cluster, Map<String, Double> quantities) {
      if (!known.add(runId)) {
        throw new IllegalArgumentException("run " + runId + " added twice");
      }
      runIds.add(runId);
      regimes.add(regime);
      clusters.add(cluster);
      values.add(new LinkedHashMap<>(quantities));
      return this;
    }

    /**
     * The sample of the runs added so far.
     *
     * @return the sample
     */
    public Sample build() {
      Map<String, double[]> columns = new LinkedHashMap<>();
      for (int row = 0; row < values.size(); row++) {
        for (Map.Entry<String, Double> entry : values.get(row).entrySet()) {
          columns.computeIfAbsent(entry.getKey(), name -> unrecorded())[row] = entry.getValue();
        }
      }
      return new Sample(List.copyOf(runIds), Groups.of(regimes), Groups.of(clusters), columns);
    }

    private double[] unrecorded() {
      double[] column = new double[values.size()];
      Arrays.fill(column, Double.NaN);
      return column;
    }
  }
}
