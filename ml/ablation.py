"""Measures what sharing is worth: one institution alone, all together, and with each agency.

For each, a model of its own is trained on what it sees and finds mules among the same accounts;
the figure is the share of mules found where 1 of 100 innocent accounts is held. An account that
an institution alone does not see cannot be found by it.
"""

import argparse
import json
import pathlib

import numpy

from train_hop import interval, read_table, recall_at_false_rate, scores_of, train

FALSE_RATE = 0.01
# Which features each party adds to the transfers. The share of known neighbours takes several.
KNOWN_BY = {
    "NBTC: whose SIM it is": ["simOwnerDiffers"],
    "AMLO: HR-03": ["hr03"],
    "BOT: colours": ["colour"],
    "CCIB: earlier complaints": ["earlierComplaints"],
    "DSI: special cases": ["specialCases"],
    "SEC: wallets": ["flaggedWallets"],
    "institutions: when it was opened": ["daysOpen"],
}


def seen_scores(booster, table, features):
    """Returns the score of each row; the lowest of all where the account is not seen."""
    scores = numpy.full(len(table), -numpy.inf)
    seen = (table.isSeen == 1).to_numpy()
    scores[seen] = scores_of(booster, table[seen], features)
    # Equal scores would make the quantile of the innocent ambiguous.
    scores[~seen] = scores[seen].min() - 1 - numpy.arange((~seen).sum()) / len(table)
    return scores


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--report", required=True)
    parser.add_argument("--train-alone", required=True)
    parser.add_argument("--report-alone", required=True)
    parser.add_argument("--figures", required=True)
    options = parser.parse_args()

    features = json.loads(pathlib.Path(options.features).read_text())
    transfers = [feature for feature in features if feature["group"] != "agencies"]
    alone_train, alone_report = (read_table(path) for path in (options.train_alone, options.report_alone))
    train_table, report_table = (read_table(path) for path in (options.train, options.report))
    seeds = sorted(set(alone_train.seed)), sorted(set(alone_report.seed))
    # The same worlds for all three, so that nothing but what is seen differs.
    shared_train = train_table[(train_table.view == "history") & train_table.seed.isin(seeds[0])]
    shared_report = report_table[(report_table.view == "history") & report_table.seed.isin(seeds[1])]
    shared_report = shared_report[shared_report.hasFacts == 1]
    alone_report = alone_report.drop_duplicates(["seed", "complaintId", "account"])

    cases = {
        "one institution": (alone_train[alone_train.isSeen == 1], alone_report, transfers),
        "all institutions": (shared_train, shared_report, transfers),
        **{
            f"all institutions and {party}": (
                shared_train,
                shared_report,
                [feature for feature in features if feature in transfers or feature["name"] in names],
            )
            for party, names in KNOWN_BY.items()
        },
        "all institutions and agencies": (shared_train, shared_report, features),
    }
    figures = {"falseRate": FALSE_RATE, "trainSeeds": [int(s) for s in seeds[0]], "reportSeeds": [int(s) for s in seeds[1]]}
    for name, (rows, held, columns) in cases.items():
        booster = train(rows, columns)
        downstream = held[held.steps > 0].reset_index(drop=True)
        downstream = downstream.assign(score=seen_scores(booster, downstream, columns))
        figures[name] = interval(
            [
                recall_at_false_rate(world.score.to_numpy(), world.isMule.to_numpy(), FALSE_RATE)
                for _, world in downstream.groupby("seed")
            ]
        )
    pathlib.Path(options.figures).write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
