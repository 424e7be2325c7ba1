if not any(column.startswith(("noiseSnr", "noiseFall")) for column in runs.columns):
    later = pd.read_csv(RESULTS / "evaluation/noise.csv", float_precision="round_trip", dtype={"network": str})
    for (measure, layer), group in later.groupby(["measure", "layer"]):
        runs[f"{measure}{layer or ''}"] = runs.id.map(group.set_index("network").value)
