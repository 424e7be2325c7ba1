influence = read("tables/regime-influence.csv")
for _, row in influence.iterrows():
    rows = finite(runs, row.quantity, "testAccuracy")
    check(row, "spearman", correlations(rows[row.quantity], rows.testAccuracy)["spearman"])
    without = {regime: rows[rows.regime != regime] for regime in rows.regime.unique()}
    rhos = pd.Series(
        {
            regime: correlations(others[row.quantity], others.testAccuracy)["spearman"]
            for regime, others in without.items()
            if len(others) >= 3
        },
        dtype=float,
    )
    check(row, "lowest", rhos.min())
    check(row, "highest", rhos.max())
    if np.isfinite(row.lowest):
        check(row, "lowest", rhos[row.lowestWithout])
        check(row, "highest", rhos[row.highestWithout])
print(f"All {len(influence)} rows of regime-influence.csv agree with runs.csv.")
