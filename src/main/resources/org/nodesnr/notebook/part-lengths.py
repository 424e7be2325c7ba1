along = read("tables/training-length-parts.csv")
checkpoints = read("checkpoints.csv")
for (part, step), group in along.groupby(["part", "step"], sort=False):
    rows = checkpoints[checkpoints.id.isin(members.id[members.part == part]) & (checkpoints.step == step)]
    # Runs of one seed with the same test score and weights have the same network there: it counts once.
    rows = rows.drop_duplicates(["seed", "testAccuracy", "testLoss", "weightNorm"])
    for _, row in group.iterrows():
        correlated(row, rows)
print(f"All {len(along)} rows of training-length-parts.csv agree with checkpoints.csv.")
