"""Our evaluator against the official SoccerNet package, on the same files, in CPU seconds.

    python benchmarks/evaluator.py [--shared ../shared] [--out benchmarks/results/evaluator.json]

Both read the labels and predictions of the 100 official test games and compute the loose Average-mAP
(ours also the tight one). v1: a real spotter's predictions. v2: events moved at random, some lost, with as
many false ones, because no v2 predictions are at hand. The two results must agree to 1e-9.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import platform
import statistics
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2, LabelSet
from rmsnet.metrics import Evaluation, evaluate_games
from rmsnet.predictions import FILE_NAME, Predictions, write_predictions
from rmsnet.soccernet import find_games
from rmsnet.spots import Spot


def ours(data: Path, predictions: Path, labels: LabelSet) -> Evaluation:
    games = find_games(data, "test")
    truth = [game.annotations(labels) for game in games]
    with Predictions(predictions) as files:
        return evaluate_games(truth, [files.read(game.name, labels).halves for game in games], labels)


def theirs(data: Path, predictions: Path, labels: LabelSet) -> dict[str, Any]:
    from SoccerNet.Evaluation.ActionSpotting import evaluate

    version = int(labels.name.removeprefix("v"))
    with contextlib.redirect_stderr(io.StringIO()):
        return evaluate(str(data), str(predictions), split="test", version=version, label_files=labels.label_file)


def random_v2_predictions(data: Path, folder: Path) -> None:
    rng = np.random.default_rng(0)
    names = SOCCERNET_V2.names
    for game in find_games(data, "test"):
        halves: dict[int, list[Spot]] = {1: [], 2: []}
        for event in game.annotations(SOCCERNET_V2):
            if rng.random() < 0.8:
                time_ = max(0.0, event.time + rng.normal(0, 4))
                halves[event.half].append(Spot(time_, event.label, rng.beta(4, 2)))
            false = Spot(rng.uniform(0, 2700), names[rng.integers(len(names))], rng.beta(2, 4))
            halves[event.half].append(false)
        (folder / game.name).mkdir(parents=True)
        write_predictions(folder / game.name / FILE_NAME, game.name, halves, SOCCERNET_V2)


def seconds(work: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """The median CPU time of a piece of work, which other programs disturb least, and its result."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        taken.append(time.process_time() - start)
    return statistics.median(taken), result


def compare(data: Path, predictions: Path, labels: LabelSet) -> dict[str, Any]:
    our_seconds, mine = seconds(lambda: ours(data, predictions, labels), 7)
    their_seconds, official = seconds(lambda: theirs(data, predictions, labels), 3 if len(labels) == 3 else 1)
    difference = abs(mine.a_mAP - official["a_mAP"])
    if labels is SOCCERNET_V2:
        difference = max(difference, abs(mine.visible.a_mAP - official["a_mAP_visible"]))
        difference = max(difference, abs(mine.unshown.a_mAP - official["a_mAP_unshown"]))
    assert difference < 1e-9
    return {
        "a_mAP": mine.a_mAP,
        "events": sum(mine.events.values()),
        "spots": sum(mine.spots.values()),
        "difference": float(difference),
        "ours_s": round(our_seconds, 4),
        "official_s": round(their_seconds, 3),
        "times_faster": round(their_seconds / our_seconds, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    root = Path(__file__).resolve().parents[1]
    parser.add_argument("--shared", type=Path, default=root.parent / "shared", help="real labels, predictions")
    parser.add_argument("--out", type=Path, default=root / "benchmarks" / "results" / "evaluator.json")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        data, spots = Path(name) / "data", Path(name) / "spots"
        with tarfile.open(args.shared / "data" / "soccernet" / "labels-v1-v2.tar.xz") as archive:
            archive.extractall(data, filter="data")
        random_v2_predictions(data, spots)
        zipped = args.shared / "data" / "predictions" / "netvlad_v1_test.zip"
        results = {
            "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
            "v1": compare(data, zipped, SOCCERNET_V1),
            "v2": compare(data, spots, SOCCERNET_V2),
        }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
