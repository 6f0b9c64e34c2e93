"""Trains the model of hop risk, and writes the model, its test vectors and its figures.

Every feature comes from the table that the TypeScript command writes; nothing is computed here
but weights, trees, calibration and measures. Same table, same versions: same model.
"""

import argparse
import hashlib
import json
import pathlib

import lightgbm
import numpy
import pandas
from scipy.stats import t as student
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import average_precision_score, roc_auc_score

TREES = 160
SEED = 20261128
GOLDEN_ROWS = 60
# At most 1 of 100 innocent accounts is called `high`, at most 5 of 100 mules `likely innocent`.
INNOCENT_CALLED_HIGH = 0.01
MULE_CALLED_INNOCENT = 0.05
# An account that nobody investigated is most likely innocent, and counts for less.
WEIGHT_OF_UNDECIDED = 0.5
# A wrongly suspected person costs more than a mule who is looked at later.
WEIGHT_OF_INNOCENT = 3.0
# Who has sent on like amounts for this many days before the theft gets a limit of its own for the
# band `high`, never a lower one.
SENDS_ON = {"feature": "habitDays", "from": 1.0}

PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "max_depth": 6,  # an explanation costs the square of the depth
    "min_data_in_leaf": 150,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "monotone_constraints_method": "basic",
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": SEED,
}


def read_table(path):
    """Reads a table. Two columns of one name would hide a feature behind the other."""
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SystemExit(f"{path} names columns twice: {twice}")
    return pandas.read_csv(path)


def train(table, features):
    """Fits trees on what investigations decided; what they did not decide counts as innocent."""
    labels = table.decided.fillna(0)
    decided = numpy.where(labels == 1, 1.0, WEIGHT_OF_INNOCENT)
    weights = numpy.where(table.decided.isna(), WEIGHT_OF_UNDECIDED, decided)
    names = [feature["name"] for feature in features]
    parameters = {**PARAMETERS, "monotone_constraints": [feature["monotone"] for feature in features]}
    data = lightgbm.Dataset(table[names], labels, weight=weights)
    return lightgbm.train(parameters, data, TREES)


def scores_of(booster, table, features):
    """Returns the score of each row in log-odds."""
    return booster.predict(table[[feature["name"] for feature in features]], raw_score=True)


def calibration_of(scores, labels, points=40):
    """Returns an isotonic table: rising scores with rising probabilities."""
    fit = IsotonicRegression(y_min=0.0005, y_max=0.9995, out_of_bounds="clip").fit(scores, labels)
    grid = numpy.unique(numpy.quantile(scores, numpy.linspace(0, 1, points * 5)))
    values = fit.predict(grid)
    kept = [index for index in range(len(grid)) if index in (0, len(grid) - 1) or values[index] != values[index - 1]]
    kept = sorted(set(kept) | {max(0, index - 1) for index in kept})
    return {"scores": grid[kept].tolist(), "probabilities": values[kept].tolist()}


def spread_of(values):
    """Returns how a feature is spread, as src/domain/advice/drift.ts bins it.

    The distinct figures at which a tenth of the known ones ends, and the share of all rows below
    each, from the last one on, and unknown.
    """
    values = numpy.asarray(values, dtype=float)
    unknown = numpy.isnan(values)
    known = numpy.sort(values[~unknown])
    limits = sorted({float(known[len(known) * tenth // 10]) for tenth in range(1, 10)}) if len(known) else []
    bins = numpy.where(unknown, len(limits) + 1, numpy.searchsorted(limits, values, side="right"))
    shares = numpy.bincount(bins, minlength=len(limits) + 2) / len(values)
    return {"limits": limits, "shares": [round(float(share), 6) for share in shares]}


def high_limit(innocent):
    """Returns the conformal limit above which at most so many of the innocent are."""
    rank = min(1.0, (1 - INNOCENT_CALLED_HIGH) * (len(innocent) + 1) / len(innocent))
    return float(numpy.nextafter(numpy.quantile(innocent, rank, method="higher"), 1))


def sends_on(table):
    """Returns which rows have long sent on what comes in; unknown is no."""
    return (table[SENDS_ON["feature"]] >= SENDS_ON["from"]).to_numpy()


def bands_of(probabilities, table):
    """Returns the conformal limits: one quantile of the mules, one of each group of the innocent."""
    isMule = table.isMule.to_numpy() == 1
    mules = probabilities[isMule]
    low = numpy.quantile(mules, max(0.0, (MULE_CALLED_INNOCENT * (len(mules) + 1) - 1) / len(mules)), method="lower")
    group = sends_on(table)
    high = high_limit(probabilities[~isMule])
    high_of_senders = max(high, high_limit(probabilities[~isMule & group]))
    return {
        "likelyInnocentBelow": float(min(low, high)),
        "highFrom": high,
        "sendsOn": {**SENDS_ON, "highFrom": high_of_senders},
    }


def is_high(probabilities, table, bands):
    return probabilities >= numpy.where(sends_on(table), bands["sendsOn"]["highFrom"], bands["highFrom"])


def audit(table, high):
    """Returns how often innocent accounts of each group are called `high`; a mean over worlds.

    The groups are known in the made-up country only. A ratio is to the rate of all innocents.
    """
    innocent = table.assign(high=high)[table.isMule == 0]
    groups = {
        "all": innocent.high == innocent.high,
        "forwarder": innocent.role == "forwarder",
        "seller": innocent.role == "seller",
        "merchant": innocent.role == "merchant",
        "person": innocent.role == "person",
        "open for less than 90 days": innocent.daysSinceOpening < 90,
    }
    rates = {name: [world.high.mean() for _, world in innocent[rows].groupby("seed")] for name, rows in groups.items()}
    whole = numpy.mean(rates["all"])
    return {
        name: {"accounts": int(rows.sum()), **interval(rates[name]), "ratio": round(float(numpy.mean(rates[name]) / whole), 2)}
        for name, rows in groups.items()
    }


def compact(tree):
    """Returns one tree of LightGBM as arrays with an entry for each node."""
    nodes = {"feature": [], "threshold": [], "unknownLeft": [], "left": [], "right": [], "value": [], "cover": []}

    def add(node):
        place = len(nodes["feature"])
        for values in nodes.values():
            values.append(0)
        if "leaf_value" in node:
            nodes["feature"][place] = -1
            nodes["value"][place] = node["leaf_value"]
            nodes["cover"][place] = node.get("leaf_count", 1)
            return place
        if node["decision_type"] != "<=":
            raise ValueError("only numerical splits are known")
        # Without unknown values in training, LightGBM takes an unknown value for 0.
        unknown_left = node["default_left"] if node["missing_type"] == "NaN" else 0 <= node["threshold"]
        nodes["feature"][place] = node["split_feature"]
        nodes["threshold"][place] = node["threshold"]
        nodes["unknownLeft"][place] = int(unknown_left)
        nodes["cover"][place] = node["internal_count"]
        nodes["left"][place] = add(node["left_child"])
        nodes["right"][place] = add(node["right_child"])
        return place

    add(tree["tree_structure"])
    return nodes


def calibrated(calibration, scores):
    return numpy.interp(scores, calibration["scores"], calibration["probabilities"])


def calibration_error(probabilities, labels):
    places = numpy.minimum(9, (probabilities * 10).astype(int))
    return float(
        sum(
            (places == place).mean() * abs(probabilities[places == place].mean() - labels[places == place].mean())
            for place in range(10)
            if (places == place).any()
        )
    )


def precision_area_at(scores, labels, base_rate):
    """Returns the average precision as it would be at another share of mules."""
    weight = numpy.where(labels == 1, base_rate / labels.mean(), (1 - base_rate) / (1 - labels.mean()))
    return float(average_precision_score(labels, scores, sample_weight=weight))


def interval(figures):
    """Returns mean and 95% interval over worlds (Student's t, as lab/bench/statistics.ts)."""
    figures = numpy.array(figures, dtype=float)
    figures = figures[~numpy.isnan(figures)]
    few = len(figures) < 2
    half = float("nan") if few else student.ppf(0.975, len(figures) - 1) * figures.std(ddof=1) / numpy.sqrt(len(figures))
    return {"mean": round(float(figures.mean()), 4), "plusMinus": round(float(half), 4)}


def recall_at_false_rate(scores, labels, rate):
    """Returns the share of mules found where this share of the innocent is held."""
    limit = numpy.quantile(scores[labels == 0], 1 - rate)
    return float((scores[labels == 1] > limit).mean())


def report(table, scored, features):
    """Measures a model on worlds that it has not seen; one figure for each world."""
    figures = {"averagePrecision": [], "baseRate": [], "atHalfPercent": [], "bestRuleAtHalfPercent": [], "rocArea": [],
               "calibrationError": [], "releaseFirst": [], "mulesKept": [], "rightWhereHigh": [],
               "rightWhereInnocent": [], "bestRule": []}
    scored_table = table.assign(scored=scored["probability"], low=scored["low"], high=scored["high"])
    for _, world in scored_table.groupby("seed"):
        labels = world.isMule.to_numpy()
        rules = {
            name: precision_area_at(sign * world[name].fillna(world[name].median()).to_numpy(), labels, 0.005)
            for name in [feature["name"] for feature in features]
            for sign in (1, -1)
            if world[name].notna().any()
        }
        best = max(rules, key=rules.get)
        figures["bestRule"].append(best)
        figures["bestRuleAtHalfPercent"].append(rules[best])
        figures["averagePrecision"].append(average_precision_score(labels, world.scored))
        figures["baseRate"].append(labels.mean())
        figures["atHalfPercent"].append(precision_area_at(world.scored.to_numpy(), labels, 0.005))
        figures["rocArea"].append(roc_auc_score(labels, world.scored))
        figures["calibrationError"].append(calibration_error(world.scored.to_numpy(), labels))
        figures["releaseFirst"].append((world.low[labels == 0]).mean())
        figures["mulesKept"].append(1 - (world.low[labels == 1]).mean())
        # Nobody is called likely innocent on the day of the theft.
        comforted = world.low & (world.askedAfterHours >= 24)
        figures["rightWhereHigh"].append(labels[world.high.to_numpy()].mean())
        figures["rightWhereInnocent"].append(1 - labels[comforted.to_numpy()].mean())
    rules = figures.pop("bestRule")
    return {"bestRules": sorted(set(rules)), **{name: interval(values) for name, values in figures.items()}}


def by_time_of_question(table, probability):
    """Measures a model by how long after the complaint it was asked; a mean over worlds."""
    asked = table.assign(probability=probability)
    figures = {}
    for hours, rows in asked.groupby("askedAfterHours"):
        worlds = [world for _, world in rows.groupby("seed") if world.isMule.nunique() == 2]
        figures[f"{hours} h"] = {
            "rows": len(rows),
            "baseRate": interval([world.isMule.mean() for world in worlds]),
            "averagePrecision": interval([average_precision_score(world.isMule, world.probability) for world in worlds]),
            "rocArea": interval([roc_auc_score(world.isMule, world.probability) for world in worlds]),
        }
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True, help="the name of the model, e.g. hop-history-6")
    parser.add_argument("--view", required=True, help="whose rows are used: history or reported")
    parser.add_argument("--features", required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--tune", required=True)
    parser.add_argument("--report", required=True)
    parser.add_argument("--model", required=True, help="where the model is written")
    parser.add_argument("--goldens", required=True, help="where the test vectors are written")
    parser.add_argument("--figures", required=True, help="where the figures are written")
    options = parser.parse_args()

    features = json.loads(pathlib.Path(options.features).read_text())
    tables = (read_table(path) for path in (options.train, options.tune, options.report))
    train_table, tune, held = (table[table.view == options.view] for table in tables)
    booster = train(train_table, features)
    tune_scores = scores_of(booster, tune, features)
    calibration = calibration_of(tune_scores, tune.isMule)
    asked = tune.hasFacts == 1
    bands = bands_of(calibrated(calibration, tune_scores)[asked], tune[asked])

    dumped = booster.dump_model()
    model = {
        "version": options.version,
        "features": [feature["name"] for feature in features],
        # As it is served: agencies were asked.
        "spread": [spread_of(train_table[train_table.hasFacts == 1][feature["name"]]) for feature in features],
        "trees": [compact(tree) for tree in dumped["tree_info"]],
        "calibration": calibration,
        "bands": bands,
    }
    pathlib.Path(options.model).write_text(json.dumps(model, separators=(",", ":")) + "\n")

    names = model["features"]
    chosen = held.sample(GOLDEN_ROWS, random_state=SEED)
    contributions = booster.predict(chosen[names], pred_contrib=True)
    goldens = {
        "rows": [[None if numpy.isnan(value) else float(value) for value in row] for row in chosen[names].to_numpy(dtype=float)],
        "scores": booster.predict(chosen[names], raw_score=True).tolist(),
        "probabilities": calibrated(calibration, booster.predict(chosen[names], raw_score=True)).tolist(),
        "contributions": contributions.tolist(),
    }
    pathlib.Path(options.goldens).write_text(json.dumps(goldens, separators=(",", ":")) + "\n")

    # Whom the victims paid is known without any model, so those accounts would only flatter it.
    held_asked = held[(held.hasFacts == 1) & (held.steps > 0)]
    probability = calibrated(calibration, scores_of(booster, held_asked, features))
    scored = {
        "probability": probability,
        "low": probability < bands["likelyInnocentBelow"],
        "high": is_high(probability, held_asked, bands),
    }
    figures = {
        "version": options.version,
        "sha256": hashlib.sha256(pathlib.Path(options.model).read_bytes()).hexdigest(),
        "trainSeeds": sorted(int(seed) for seed in train_table.seed.unique()),
        "reportSeeds": sorted(int(seed) for seed in held.seed.unique()),
        "rows": {"train": len(train_table), "tune": len(tune), "report": len(held_asked)},
        "bands": bands,
        "report": report(held_asked, scored, features),
        "byTimeOfQuestion": by_time_of_question(held_asked, probability),
        "calledHigh": audit(held_asked, is_high(probability, held_asked, bands)),
        "mulesCalledHigh": interval(
            [
                is_high(world.probability.to_numpy(), world, bands)[world.isMule == 1].mean()
                for _, world in held_asked.assign(probability=probability).groupby("seed")
            ]
        ),
    }
    pathlib.Path(options.figures).write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
