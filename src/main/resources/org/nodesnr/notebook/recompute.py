COEFFICIENTS = ["pearson", "spearman", "kendall", "rSquared"]


def finite(rows, quantity, target):
    """The rows that have both numbers."""
    both = rows[[quantity, target]].replace([np.inf, -np.inf], np.nan).notna().all(axis=1)
    return rows[both]


def correlations(x, y):
    """Pearson's r, Spearman's rho and Kendall's tau-b with SciPy's p-values, and the least-squares line."""
    if len(x) < 2 or x.nunique() < 2 or y.nunique() < 2:
        return dict.fromkeys(COEFFICIENTS + [name + "P" for name in COEFFICIENTS], np.nan)
    line = stats.linregress(x, y)
    found = {"slope": line.slope, "intercept": line.intercept, "rSquared": line.rvalue**2}
    for name, of in [("pearson", stats.pearsonr), ("spearman", stats.spearmanr), ("kendall", stats.kendalltau)]:
        found[name], found[name + "P"] = of(x, y)
    return found


def adjusted(x, y, regimes):
    """The same with the mean of each regime taken off; Kendall's tau-b from pairs within a regime alone."""
    def less_means(values):
        return values - values.groupby(regimes).transform("mean")

    def constant(values):
        return values.groupby(regimes).nunique().max() < 2

    if len(x) < 2 or constant(x) or constant(y):
        return dict.fromkeys(COEFFICIENTS, np.nan)
    r = stats.pearsonr(less_means(x), less_means(y))[0]
    rho = stats.pearsonr(less_means(x.rank()), less_means(y.rank()))[0]
    same = np.equal.outer(regimes.to_numpy(), regimes.to_numpy())
    dx, dy = (np.sign(np.subtract.outer(v.to_numpy(), v.to_numpy())) * same for v in (x, y))
    tau = (dx * dy).sum() / np.sqrt(float((dx**2).sum()) * float((dy**2).sum()))
    return {"pearson": r, "spearman": rho, "kendall": tau, "rSquared": r**2}


def permuted(name, x, y, draws=20_000):
    """Two-sided p-value from random permutations; each coefficient is a sum over pairs of runs."""
    x, y = (stats.rankdata(v) if name == "spearman" else np.asarray(v) for v in (x, y))
    difference = np.sign if name == "kendall" else np.asarray
    dx, dy = (difference(np.subtract.outer(v, v)) for v in (x, y))
    shuffle = np.random.default_rng(1).permuted(np.tile(np.arange(len(x)), (draws, 1)), axis=1)
    scores = (dx * dy[shuffle[:, :, None], shuffle[:, None, :]]).sum(axis=(1, 2))
    limit = abs((dx * dy).sum()) - 1e-12 * np.sqrt((dx**2).sum() * (dy**2).sum())
    return (1 + (np.abs(scores) >= limit).sum()) / (1 + draws)


def check(row, name, ours, tolerance=1e-9, smallest=None):
    """Holds one of our numbers against the one recomputed from runs.csv."""
    found = row[name]
    agree = np.isclose(found, ours, rtol=tolerance, atol=smallest or tolerance, equal_nan=True)
    keys = ["part", "width", "trainSamples", "dropout", "step", "quantity", "target", "selection", "scope", "regime"]
    where = ", ".join(str(row[key]) for key in keys if key in row and row[key] != "")
    assert agree, f"{name} ({where}) is {found} in the table and {ours} from runs.csv"


def check_p(row, name, ours, x, y):
    """The same for a p-value, by the method that the table names."""
    method = row[name + "Method"]
    if "approximation" in method:
        check(row, name + "P", ours, tolerance=1e-6, smallest=1e-300)
    elif "permutation" in method and name == "kendall" and x.is_unique and y.is_unique:
        check(row, name + "P", stats.kendalltau(x, y, method="exact").pvalue)
    elif "permutation" in method and len(x) <= 10:
        p = permuted(name, x, y)
        check(row, name + "P", p, tolerance=max(0.002, 6 * np.sqrt(p * (1 - p) / 20_000)))


def correlated(row, rows):
    """Holds a row of correlations with test accuracy, pooled or adjusted for regime, against the networks behind it."""
    rows = finite(rows, row.quantity, "testAccuracy")
    x, y = rows[row.quantity], rows.testAccuracy
    ours = correlations(x, y) if row.scope == "pooled" else adjusted(x, y, rows.regime)
    check(row, "n", len(rows))
    for name in ["pearson", "spearman", "rSquared"]:
        check(row, name, ours[name])
    if row.scope == "pooled" and np.isfinite(ours["spearman"]):
        of_rho = row.rename({"pValue": "spearmanP", "pValueMethod": "spearmanMethod"})
        check_p(of_rho, "spearman", ours["spearmanP"], x, y)


def networks(ids, step):
    """The networks of some runs at a step: one that runs of a seed share, by test score and weights, counts once."""
    rows = checkpoints[checkpoints.id.isin(ids) & (checkpoints.step == step)]
    return rows.drop_duplicates(["seed", "testAccuracy", "testLoss", "weightNorm"])


checkpoints = read("checkpoints.csv")
# What is of a whole training is of no checkpoint.
checkpoints = checkpoints.reindex(columns=checkpoints.columns.union(runs.columns, sort=False))
full = read("tables/correlations.csv")
full["regime"] = full.regime.fillna("")
for _, row in full.iterrows():
    rows = runs if row.selection == "all runs" else runs[~left_out]
    rows = finite(rows[rows.regime == row.regime] if row.regime else rows, row.quantity, row.target)
    x, y = rows[row.quantity], rows[row.target]
    check(row, "n", len(rows))
    if row.scope == "adjusted for regime":
        ours = adjusted(x, y, rows.regime)
    elif row.scope == "mean within regimes":
        large = [group for _, group in rows.groupby("regime") if len(group) >= 3]
        each = pd.DataFrame([correlations(group[row.quantity], group[row.target]) for group in large])
        ours = {name: each[name].mean() if large else np.nan for name in COEFFICIENTS}
    else:
        ours = correlations(x, y)
    for name in COEFFICIENTS:
        check(row, name, ours[name])
    if row.scope == "pooled" and np.isfinite(ours["pearson"]):
        check(row, "slope", ours["slope"])
        check(row, "intercept", ours["intercept"])
        for name in ["pearson", "spearman", "kendall"]:
            check_p(row, name, ours[name + "P"], x, y)

print(f"{'':<12}{'r2 paper':>9}{'r2':>8}{'rho paper':>11}{'rho':>8}{'p of rho':>11}{'tau':>8}{'p of tau':>11}")
for _, row in table.iterrows():
    kept = finite(runs[~left_out], row.quantity, "testAccuracy")
    every = finite(runs, row.quantity, "testAccuracy")
    line = correlations(kept[row.quantity], kept.testAccuracy)
    rank = correlations(every[row.quantity], every.testAccuracy)
    pooled = full[(full.quantity == row.quantity) & (full.target == "testAccuracy") & (full.scope == "pooled")]
    tau = pooled[pooled.selection == "all runs"].iloc[0]
    check(row, "rSquared", line["rSquared"])
    check(row, "rSquaredRuns", len(kept))
    check(row, "spearman", rank["spearman"])
    check(row, "spearmanRuns", len(every))
    check(row, "pValue", tau.spearmanP)
    print(
        f"{row.label:<12}{row.rSquaredPaper:>9.3f}{line['rSquared']:>8.3f}{row.spearmanPaper:>11.3f}"
        f"{rank['spearman']:>8.3f}{row.pValue:>11.1e}{rank['kendall']:>8.3f}{tau.kendallP:>11.1e}"
    )
print(f"\nThese and all {len(full)} rows of correlations.csv agree with runs.csv.")
