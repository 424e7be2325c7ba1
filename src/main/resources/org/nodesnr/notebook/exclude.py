def meets(rule):
    """Which runs meet a rule such as "activationRate2 above 0.9"."""
    quantity, side, threshold = rule.rsplit(" ", 2)
    value = runs[quantity]
    return value > float(threshold) if side == "above" else value < float(threshold)


listed = read("tables/excluded.csv")
left_out = np.zeros(len(runs), dtype=bool)
for rule in listed.rule.unique():
    left_out |= meets(rule).to_numpy()
assert set(runs.id[left_out]) == set(listed.id), "excluded.csv lists other runs than its rules leave out"

print(f"{left_out.sum()} of {len(runs)} runs are left out")
for rule, group in listed.groupby("rule", sort=False):
    print(f"{rule}: {', '.join(group.id)}")
