cause, doses, verdicts = (read(f"tables/{name}.csv") for name in ["cause", "cause-doses", "cause-verdicts"])
hidden = quantities[-1]
variant = hidden.split(".")[0]
optimality = [f"{variant}.S{layer}" for layer in range(1, len(quantities) - 1)]
values = runs.assign(hiddenS=runs[optimality].mean(axis=1))


def paired(row):
    """With the intervention less without it, seed by seed."""
    of = values.set_index("seed")[["regime", row.quantity]]
    there, without = (of[of.regime == name][row.quantity] for name in (row.regime, row.without))
    seeds = [seed for seed in there.index if seed in without.index]
    return (there[seeds] - without[seeds]).to_numpy()


def deviation(changes):
    return stats.sem(changes) if len(changes) > 1 else np.nan


def agrees(row, changes):
    half = stats.t.ppf((1 + level) / 2, len(changes) - 1) * deviation(changes)
    check(row, "pairs", len(changes))
    check(row, "change", changes.mean())
    check(row, "lower", changes.mean() - half)
    check(row, "upper", changes.mean() + half)


changes = [paired(row) for _, row in cause.iterrows()]
t = [(row.upper - row.change) / deviation(d) for (_, row), d in zip(cause.iterrows(), changes) if deviation(d) > 0]
level = round(2 * stats.t.cdf(t[0], len(changes[0]) - 1) - 1, 6) if t else np.nan
for (_, row), of_row in zip(cause.iterrows(), changes):
    agrees(row, of_row)
for _, row in doses.iterrows():
    same = [k for k, (_, r) in enumerate(cause.iterrows()) if (r.setting, r.value, r.quantity) == (row.setting, row.value, row.quantity)]
    agrees(row, np.concatenate([changes[k] for k in same]))


def claim(gain, accuracy):
    """What the claim says to a change of G and one of accuracy."""
    if min(gain.pairs, accuracy.pairs) < 3 or not np.isfinite([gain.lower, accuracy.lower]).all():
        return "–"
    g, a = (int(np.sign(row.lower)) if row.lower * row.upper > 0 else 0 for row in (gain, accuracy))
    if g and a:
        return "as claimed" if g == a else "opposite"
    return "G alone" if g else "accuracy alone" if a else "neither"


print(f"{'regime':<28}{'against':<28}{'pairs':>6}{'change of G':>13}{'of accuracy':>13}  claim")
found = []
for _, rows in cause.groupby(["setting", "value", "regime", "without"], sort=False):
    gain, accuracy = (rows[rows.quantity == name].iloc[0] for name in (hidden, "testAccuracy"))
    found.append((gain.setting, claim(gain, accuracy)))
    assert (rows.claim == found[-1][1]).all(), f"cause.csv has another verdict on {gain.regime} than its intervals"
    print(f"{gain.regime:<28}{gain.without:<28}{gain.pairs:>6}{gain.change:>13.3f}{accuracy.change:>13.4f}  {found[-1][1]}")
for _, row in verdicts.iterrows():
    of = [verdict for setting, verdict in found if row.setting in (setting, "all")]
    count = of.count("–" if row.claim == "unknown" else row.claim)
    assert row.effects == count, f"cause-verdicts.csv counts {row.claim} otherwise"
print(f"\nAll {len(cause)} rows of cause.csv and {len(doses)} of cause-doses.csv agree with runs.csv.")
