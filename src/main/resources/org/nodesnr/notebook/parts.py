members = read("tables/regime-parts-runs.csv")
assert members.id.isin(runs.id).all(), "regime-parts-runs.csv lists runs that runs.csv has not"
parts = read("tables/regime-parts.csv")

print(f"{'rho with test accuracy':<50}{'regimes':>9}{'runs':>6}" + "".join(f"{labels[q]:>10}" for q in quantities))
for part, group in parts.groupby("part", sort=False):
    rows = runs[runs.id.isin(members.id[members.part == part])]
    for _, row in group.iterrows():
        check(row, "regimes", rows.regime.nunique())
        correlated(row, rows)
    found = [correlations(rows[q], rows.testAccuracy)["spearman"] for q in quantities]
    print(f"{part:<50}{rows.regime.nunique():>9}{len(rows):>6}" + "".join(f"{rho:>10.3f}" for rho in found))
print(f"\nAll {len(parts)} rows of regime-parts.csv agree with runs.csv.")
