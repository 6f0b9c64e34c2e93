"""Fails where boosted trees find the mules of the made-up worlds too well.

A world on which a model is nearly perfect says nothing about the real country. The model of
`history` is asked about the accounts that stolen money really reached, at the first looks. A world
above the limit gives no figure; where most worlds are above it, the command fails.
"""

import argparse
import json
import pathlib

import numpy
import pandas
from sklearn.metrics import roc_auc_score

from train_hop import scores_of, train

MOST_ROC_AREA = 0.97
# A world passes when it is also no coin toss.
LEAST_ROC_AREA = 0.7
VIEW = "history"


def areas_of(train_table, held, features):
    """Returns the ROC area of each world, on the accounts that stolen money really reached."""
    booster = train(train_table[train_table.view == VIEW], features)
    rows = held[(held.view == VIEW) & (held.hasFacts == 1) & (held.isOnPath == 1)].reset_index(drop=True)
    rows = rows.assign(score=scores_of(booster, rows, features))
    return {int(seed): round(float(roc_auc_score(world.isMule, world.score)), 4) for seed, world in rows.groupby("seed")}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--report", required=True)
    parser.add_argument("--figures", required=True)
    options = parser.parse_args()

    features = json.loads(pathlib.Path(options.features).read_text())
    areas = areas_of(pandas.read_csv(options.train), pandas.read_csv(options.report), features)
    failed = [seed for seed, area in areas.items() if not LEAST_ROC_AREA <= area <= MOST_ROC_AREA]
    passed = [seed for seed in areas if seed not in failed]
    figures = {"most": MOST_ROC_AREA, "rocArea": areas, "mean": round(float(numpy.mean(list(areas.values()))), 4),
               "passed": passed, "failed": failed}
    pathlib.Path(options.figures).write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))
    if len(passed) <= len(failed):
        raise SystemExit(f"most worlds are too easy for trees: {areas}; at most {MOST_ROC_AREA} is wanted")


if __name__ == "__main__":
    main()
