"""Fails where boosted trees find the mules of the made-up worlds too well.

A world on which a model is nearly perfect says nothing about the real country. A model of each view
is asked about the accounts that stolen money really reached. Every world has to pass.
"""

import argparse
import json
import pathlib

import numpy
from sklearn.metrics import roc_auc_score

from train_hop import read_table, scores_of, train

MOST_ROC_AREA = 0.97
# A world passes when it is also no coin toss.
LEAST_ROC_AREA = 0.7
VIEWS = ("history", "reported")


def areas_of(train_table, held, features, view):
    """Returns the ROC area of each world, on the accounts that stolen money really reached."""
    booster = train(train_table[train_table.view == view], features)
    rows = held[(held.view == view) & (held.hasFacts == 1) & (held.isOnPath == 1)].reset_index(drop=True)
    rows = rows.assign(score=scores_of(booster, rows, features))
    return {int(seed): round(float(roc_auc_score(world.isMule, world.score)), 4) for seed, world in rows.groupby("seed")}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--worlds", required=True, help="the table of the worlds that are asked about")
    parser.add_argument("--figures", required=True)
    options = parser.parse_args()

    features = json.loads(pathlib.Path(options.features).read_text())
    train_table, held = read_table(options.train), read_table(options.worlds)
    areas = {view: areas_of(train_table, held, features, view) for view in VIEWS}
    failed = [
        f"{view} {seed}: {area}"
        for view, worlds in areas.items()
        for seed, area in worlds.items()
        if not LEAST_ROC_AREA <= area <= MOST_ROC_AREA
    ]
    means = {view: round(float(numpy.mean(list(worlds.values()))), 4) for view, worlds in areas.items()}
    figures = {"most": MOST_ROC_AREA, "rocArea": areas, "mean": means, "failed": failed}
    pathlib.Path(options.figures).write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))
    if failed:
        raise SystemExit(f"too easy for trees, or no better than chance: {failed}; at most {MOST_ROC_AREA} is wanted")


if __name__ == "__main__":
    main()
