from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Image, Markdown, display
from scipy import stats

RESULTS = Path("@RESULTS@")
TABLE = "@TABLE@"


def read(name, texts=("id", "regime", "family")):
    """A CSV file of the experiment, some columns of it texts; every digit of its numbers counts."""
    assert (RESULTS / name).exists(), f"{RESULTS / name} is not there: 'make figures' writes it"
    return pd.read_csv(
        RESULTS / name,
        float_precision="round_trip",
        dtype=dict.fromkeys(texts, str),
        keep_default_na=False,
        na_values=[""],
    )


runs = read("runs.csv")
runs = runs[runs.status == "FINISHED"].reset_index(drop=True)
table = read(f"tables/{TABLE}.csv")
quantities = list(table.quantity)
labels = dict(zip(table.quantity, table.label))

print(f"{len(runs)} finished runs on {', '.join(sorted(set(runs.dataSet)))}\n")
print(f"{'regime':<36}{'runs':>6}{'steps':>9}  test accuracy, lowest to highest")
for regime, group in runs.groupby("regime", sort=False):
    low, high = group.testAccuracy.min(), group.testAccuracy.max()
    print(f"{regime:<36}{len(group):>6}{int(group.step.max()):>9}  {low:.4f} to {high:.4f}")
