noise, fall = read("tables/noise.csv"), read("tables/noise-correlations.csv")
variant = quantities[-1].split(".")[0]
optimality = [f"{variant}.S{layer}" for layer in range(1, len(quantities) - 1)]
measured = runs.assign(hiddenS=runs[optimality].mean(axis=1))
for _, row in noise.iterrows():
    rows = measured if row.regime == "all" else measured[measured.regime == row.regime]
    of = rows[row.quantity].dropna() if row.quantity in rows else pd.Series(dtype=float)
    check(row, "networks", len(of))
    for name, ours in [("median", of.median()), ("lowest", of.min()), ("highest", of.max()), ("mean", of.mean())]:
        check(row, name, ours)
for _, row in fall.iterrows():
    rows = finite(measured, row.quantity, "noiseFall")
    check(row, "n", len(rows))
    check(row, "spearman", correlations(rows[row.quantity], rows.noiseFall)["spearman"])
    if len(rows) - rows.regime.nunique() > 1:
        check(row, "adjusted", adjusted(rows[row.quantity], rows.noiseFall, rows.regime)["spearman"])

print(f"{'over all networks':<20}{'networks':>9}{'median':>9}{'lowest':>9}{'highest':>9}")
for _, row in noise[noise.regime == "all"].iterrows():
    print(f"{row.quantity:<20}{row.networks:>9}{row['median']:>9.3f}{row.lowest:>9.3f}{row.highest:>9.3f}")
print(f"\n{'rho with the fall':<20}{'networks':>9}{'rho':>9}{'within regimes':>16}")
for _, row in fall.iterrows():
    print(f"{row.quantity:<20}{row.n:>9}{row.spearman:>9.3f}{row.adjusted:>16.3f}")
print(f"\nAll {len(noise)} rows of noise.csv and {len(fall)} of noise-correlations.csv agree with the networks.")
