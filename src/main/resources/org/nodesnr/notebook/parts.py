members = read("tables/regime-parts-runs.csv")
assert members.id.isin(runs.id).all(), "regime-parts-runs.csv lists runs that runs.csv has not"
parts = read("tables/regime-parts.csv")


def correlated(row, rows):
    """Holds a row of correlations with test accuracy among some of the regimes against their networks."""
    rows = finite(rows, row.quantity, "testAccuracy")
    x, y = rows[row.quantity], rows.testAccuracy
    ours = correlations(x, y) if row.scope == "pooled" else adjusted(x, y, rows.regime)
    check(row, "n", len(rows))
    for name in ["pearson", "spearman", "rSquared"]:
        check(row, name, ours[name])
    if row.scope == "pooled" and np.isfinite(ours["spearman"]):
        of_rho = row.rename({"pValue": "spearmanP", "pValueMethod": "spearmanMethod"})
        check_p(of_rho, "spearman", ours["spearmanP"], x, y)


print(f"{'rho with test accuracy':<50}{'regimes':>9}{'runs':>6}" + "".join(f"{labels[q]:>10}" for q in quantities))
for part, group in parts.groupby("part", sort=False):
    rows = runs[runs.id.isin(members.id[members.part == part])]
    for _, row in group.iterrows():
        check(row, "regimes", rows.regime.nunique())
        correlated(row, rows)
    found = [correlations(rows[q], rows.testAccuracy)["spearman"] for q in quantities]
    print(f"{part:<50}{rows.regime.nunique():>9}{len(rows):>6}" + "".join(f"{rho:>10.3f}" for rho in found))
print(f"\nAll {len(parts)} rows of regime-parts.csv agree with runs.csv.")
