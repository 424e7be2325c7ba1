length = read("figures/training-length.csv")

for step, group in length.groupby("step", sort=False):
    rows = networks(runs.id, step)
    for _, row in group.iterrows():
        correlated(row, rows)

print(f"{'rho with test accuracy':<24}{'steps':>9}{'runs':>6}" + "".join(f"{labels[q]:>10}" for q in quantities))
for scope in length.scope.unique():
    for step, group in length[length.scope == scope].groupby("step", sort=False):
        rhos = "".join(f"{rho:>10.3f}" for rho in group.spearman)
        print(f"{scope:<24}{step:>9}{group.n.max():>6}{rhos}")

figure, axes = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
for axis, scope in zip(axes, length.scope.unique()):
    for quantity in quantities:
        line = length[(length.scope == scope) & (length.quantity == quantity)]
        axis.plot(line.step, line.spearman, marker="o", label=labels[quantity])
    axis.axhline(0, color="0.7", linewidth=0.8)
    axis.set(xlabel="training steps", title=scope, ylim=(-1.05, 1.05))
axes[0].set_ylabel("Spearman's rho with test accuracy")
axes[0].legend(frameon=False)
plt.show()
