along = read("tables/training-length-parts.csv")
for (part, step), group in along.groupby(["part", "step"], sort=False):
    rows = networks(members.id[members.part == part], step)
    for _, row in group.iterrows():
        correlated(row, rows)
print(f"All {len(along)} rows of training-length-parts.csv agree with checkpoints.csv.")
