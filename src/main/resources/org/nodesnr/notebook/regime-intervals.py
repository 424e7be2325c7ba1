intervals = read("evaluation/regime-intervals.csv", texts=["step"])
final = labels[quantities[-1]]

print(f"{'rho of ' + final:<26}{'step':>7}  {'with':<14}{'regimes':>8}{'runs':>6}{'rho':>8}  95% interval")
for (part, step), group in intervals.groupby(["part", "step"], sort=False):
    rows = runs if step == "end" else checkpoints[(checkpoints.status == "FINISHED") & (checkpoints.step == int(step))]
    rows = rows[rows[quantities[-1]].notna()]
    if part.startswith("mild"):
        rows = rows[(rows["regime.augmentation.shift"] == 0) & (rows["regime.l2Coefficient"] <= 2e-4)]
    if part.endswith("dropout"):
        rows = rows[(rows["regime.dropProbability"] > 0) == part.endswith("with dropout")]
    times = resamples(rows.regime)
    for _, row in group.iterrows():
        check(row, "networks", len(rows))
        check(row, "regimes", rows.regime.nunique())
        found = over_regimes(rows, row.quantity, row.target, times)
        for name, ours in zip(["spearman", "lower", "upper"], found):
            check(row, name, ours)
        if row.quantity == quantities[-1]:
            rho, lower, upper = found
            print(
                f"{part:<26}{step:>7}  {row.target:<14}{row.regimes:>8}{row.networks:>6}"
                f"{rho:>8.3f}  {lower:.3f} to {upper:.3f}"
            )
print(f"\nAll {len(intervals)} rows of regime-intervals.csv agree with runs.csv and checkpoints.csv.")
