"""Measures in countries of persons what agencies add to what banks see (goals J1 to J4).

Each figure is the share of mules found where 1 of 100 innocent accounts is called one, among the
accounts that stolen money can have reached. Gains are paired: with and without, in the same world.
"""

import argparse
import json
import pathlib

import numpy
import pandas
from scipy.stats import t as student
from sklearn.metrics import roc_auc_score

from ablation import FALSE_RATE, seen_scores
from train_hop import interval, read_table, recall_at_false_rate, train

# What an institution knows of its own account without any agency.
OF_INSTITUTION = ["daysOpen"]
STRONGEST = 10
# What each party adds alone to the transfers of all institutions.
KNOWN_BY = {
    "NBTC: whose SIM it is": ["simOwnerDiffers"],
    "AMLO: HR-03": ["hr03"],
    "BOT: colours": ["colour"],
    "CCIB: complaints": ["earlierComplaints"],
    "the person behind: listed, or owner of the SIM": ["joinedPerson"],
    "the telephone behind": ["joinedDevice"],
    "how many of those who are joined agencies know": ["joinedKnown"],
}


def sets_of(features):
    """Returns the columns of each model that is compared."""
    named = lambda *groups: [feature for feature in features if feature["group"] in groups]
    transfers = [
        feature for feature in features if feature["group"] in ("taint", "transfers") or feature["name"] in OF_INSTITUTION
    ]
    agencies = [feature for feature in named("agencies") if feature["name"] not in OF_INSTITUTION]
    control = [feature for feature in named("control") if feature["name"].removeprefix("control.") not in OF_INSTITUTION]
    return {
        "transfers": transfers,
        "agencies": transfers + agencies,
        "joined": transfers + agencies + named("joins"),
        "control": transfers + control,
    }


def paired(base, other):
    """Returns by how much more `other` finds, as a share of what `base` finds, with a 95% interval."""
    base, other = numpy.array(base), numpy.array(other)
    gain = other - base
    half = student.ppf(0.975, len(gain) - 1) * gain.std(ddof=1) / numpy.sqrt(len(gain))
    return {"mean": round(float(gain.mean() / base.mean()), 4), "plusMinus": round(float(half / base.mean()), 4)}


def recalls(booster, table, columns):
    """Returns the recall of each world, in the order of the seeds."""
    table = table.reset_index(drop=True)
    scored = table.assign(score=seen_scores(booster, table, columns))
    return [
        recall_at_false_rate(world.score.to_numpy(), world.isMule.to_numpy(), FALSE_RATE)
        for _, world in scored.groupby("seed")
    ]


def share_of_agencies(booster, columns, what):
    """Returns which share of a model's splits, or of their gain, is of agencies and what they join."""
    figures = booster.feature_importance(importance_type=what)
    own = [feature["group"] in ("agencies", "joins") and feature["name"] not in OF_INSTITUTION for feature in columns]
    return round(float(figures[numpy.array(own)].sum() / figures.sum()), 4)


def strongest(table, features):
    """Returns the single figures that separate mules best, each with its ROC area and recall."""
    found = []
    for feature in features:
        if feature["group"] == "control":
            continue
        values = table[feature["name"]]
        filled = values.fillna(values.median() if values.notna().any() else 0).to_numpy()
        area = roc_auc_score(table.isMule, filled)
        sign = 1 if area >= 0.5 else -1
        noise = numpy.random.default_rng(0).random(len(filled)) * 1e-9
        recall = recall_at_false_rate(sign * filled + noise, table.isMule.to_numpy(), FALSE_RATE)
        found.append(
            {"name": feature["name"], "rocArea": round(max(area, 1 - area), 3), "moreIsMule": sign > 0, "recall": round(recall, 3)}
        )
    return sorted(found, key=lambda one: -one["rocArea"])[:STRONGEST]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--report", required=True, nargs="+", help="one table or several of other worlds")
    parser.add_argument("--figures", required=True)
    options = parser.parse_args()

    features = json.loads(pathlib.Path(options.features).read_text())
    train_table = read_table(options.train)
    report = pandas.concat([read_table(path) for path in options.report], ignore_index=True)
    figures = {
        "falseRate": FALSE_RATE,
        "trainSeeds": sorted(int(seed) for seed in train_table.seed.unique()),
        "reportSeeds": sorted(int(seed) for seed in report.seed.unique()),
    }
    for view in ("bank", "all", "served"):
        rows, held = train_table[(train_table.view == view) & (train_table.isSeen == 1)], report[report.view == view]
        found = {}
        sets = sets_of(features)
        parties = {
            party: sets["transfers"] + [feature for feature in features if feature["name"] in names]
            for party, names in (KNOWN_BY.items() if view == "all" else ())
        }
        for name, columns in {**sets, **parties}.items():
            booster = train(rows, columns)
            found[name] = recalls(booster, held, columns)
            if name == "joined":
                shares = {what: share_of_agencies(booster, columns, what) for what in ("split", "gain")}
        figures[view] = {
            "rows": len(held),
            "mules": int(held.isMule.sum()),
            "recall": {name: interval(values) for name, values in found.items()},
            "more": {name: paired(found["transfers"], found[name]) for name in found if name != "transfers"},
            "ofAgencies": shares,
            "strongest": strongest(held[held.isSeen == 1], features),
        }
    pathlib.Path(options.figures).write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
