HELD = {"width": "regime.network.width", "trainSamples": "regime.trainSamples", "dropout": "regime.dropProbability"}
within = read("evaluation/within-architecture.csv", texts=list(HELD)).fillna(dict.fromkeys(HELD, ""))

print(f"{'width':<8}{'images':<8}{'dropout':<9}{'cells':>5}{'regimes':>9}{'runs':>6}{'rho':>8}  95% interval of rho of {labels[quantities[-1]]}")
for held, group in within.groupby(list(HELD), sort=False):
    rows = runs
    for name, level in zip(HELD, held):
        if level not in ("", "each"):
            rows = rows[rows[HELD[name]] == float(level)]
    each = [cell for _, cell in rows.groupby([HELD[name] for name, level in zip(HELD, held) if level == "each"] or "status")]
    times = resamples(rows.regime)
    for _, row in group.iterrows():
        check(row, "networks", len(rows))
        check(row, "regimes", rows.regime.nunique())
        if held[0] == "each":
            rhos = [correlations(cell[row.quantity], cell.testAccuracy)["spearman"] for cell in each]
            found = np.mean(rhos), *stats.t.interval(0.95, len(rhos) - 1, np.mean(rhos), stats.sem(rhos))
            for name, ours in [("cells", len(rhos)), ("least", min(rhos)), ("greatest", max(rhos))]:
                check(row, name, ours)
        else:
            found = over_regimes(rows, row.quantity, "testAccuracy", times)
        for name, ours in zip(["spearman", "lower", "upper"], found):
            check(row, name, ours)
        if row.quantity == quantities[-1]:
            rho, lower, upper = found
            print(
                f"{held[0]:<8}{held[1]:<8}{held[2]:<9}{len(each):>5}{row.regimes:>9}{row.networks:>6}"
                f"{rho:>8.3f}  {lower:.3f} to {upper:.3f}"
            )
print(f"\nAll {len(within)} rows of within-architecture.csv agree with runs.csv.")
