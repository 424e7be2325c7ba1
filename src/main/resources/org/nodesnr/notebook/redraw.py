# Okabe and Ito's colours, which colour-blind readers tell apart, with grey for yellow.
COLOURS = ["#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999999"]
MARKERS = ["o", "s", "^", "D", "v", "p", "P"]


def styles():
    """A colour for each family; its last regime has it in full, those before are paler, the first hollow, each of the next shape."""
    of = {}
    for number, (_, family) in enumerate(runs.groupby("family", sort=False)):
        members = family.regime.unique()
        colour = np.array(plt.matplotlib.colors.to_rgb(COLOURS[number % len(COLOURS)]))
        for i, regime in enumerate(members):
            behind = len(members) - 1 - i
            paleness = behind / max(1, len(members) - 1)
            shade = "none" if paleness == 1 else colour + paleness * (1 - colour)
            marker = MARKERS[(number + behind) % len(MARKERS)]
            of[regime] = dict(
                color=colour, marker=marker, markerfacecolor=shade, linestyle="none", zorder=2 + paleness
            )
    return of


def redraw(name, fitted):
    """Draws a figure from the CSV beside it, after holding that against runs.csv."""
    data = read(f"figures/{name}.csv")
    columns = [c for c in data.columns if c not in ("id", "regime", "family", "seed", "testAccuracy", "excluded")]
    drawn = data.set_index("id")[columns + ["testAccuracy"]]
    stored = runs.set_index("id").loc[drawn.index, drawn.columns]
    assert len(data) == len(runs), f"{name}.csv has {len(data)} runs, runs.csv {len(runs)}"
    pd.testing.assert_frame_equal(drawn, stored, check_exact=True, check_dtype=False)
    assert set(data.id[data.excluded]) == set(listed.id), f"{name}.csv leaves out other runs"

    width = min(len(columns), 3)
    height = -(-len(columns) // width)
    size = (max(4 * width, 6.5), 3.4 * height + 0.8)
    figure, axes = plt.subplots(height, width, figsize=size, squeeze=False)
    for axis in axes.flat[len(columns):]:
        axis.set_visible(False)
    for axis, column in zip(axes.flat, columns):
        for regime, style in styles().items():
            rows = data[data.regime == regime]
            axis.plot(rows[column], 100 * rows.testAccuracy, label=regime, **style)
        struck = data[data.excluded]
        if len(struck):
            axis.plot(struck[column], 100 * struck.testAccuracy, "kx", markersize=9, label="excluded")
        kept = finite(data[~data.excluded], column, "testAccuracy")
        if fitted and kept[column].nunique() > 1:
            line = stats.linregress(kept[column], 100 * kept.testAccuracy)
            ends = np.array([kept[column].min(), kept[column].max()])
            axis.plot(ends, line.intercept + line.slope * ends, color="0.4", label="least-squares line")
        every = finite(data, column, "testAccuracy")
        rho = correlations(every[column], every.testAccuracy)["spearman"]
        axis.set(xlabel=labels.get(column, column), ylabel="test accuracy (%)", title=f"rho = {rho:.2f}, n = {len(every)}")
    handles, names = axes.flat[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="lower center", ncol=4, fontsize="small", frameon=False)
    figure.tight_layout(rect=(0, 0.08 + 0.12 / height, 1, 1))
    plt.show()
    print(f"{name}.csv holds what runs.csv holds: {', '.join(columns)} of {len(data)} runs")
