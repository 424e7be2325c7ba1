checkpoints = read("checkpoints.csv")
checkpoints = checkpoints[checkpoints.id.isin(runs.id) & (checkpoints.step > 0)]

lengths = {}
for step, group in checkpoints.groupby("step"):
    complete = group.dropna(subset=quantities + ["testAccuracy"])
    if len(complete) >= 10:
        lengths[step] = [len(complete)] + [correlations(complete[q], complete.testAccuracy)["spearman"] for q in quantities]

print("rho with test accuracy after so many steps, over the runs that were measured there\n")
print(f"{'steps':>9}{'runs':>6}" + "".join(f"{labels[q]:>10}" for q in quantities))
for step, (count, *rhos) in lengths.items():
    print(f"{step:>9}{count:>6}" + "".join(f"{rho:>10.3f}" for rho in rhos))

if len(lengths) > 1:
    figure, axis = plt.subplots(figsize=(7, 4))
    for i, quantity in enumerate(quantities):
        axis.plot(list(lengths), [row[1 + i] for row in lengths.values()], marker="o", label=labels[quantity])
    axis.axhline(0, color="0.7", linewidth=0.8)
    axis.set(xlabel="training steps", ylabel="Spearman's rho with test accuracy", ylim=(-1.05, 1.05))
    axis.legend(frameon=False)
    plt.show()
