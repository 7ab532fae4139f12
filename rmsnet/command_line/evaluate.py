"""python -m rmsnet evaluate: Average-mAP exactly as SoccerNet's official evaluator computes it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from rmsnet.errors import OptionError, PredictionFileError
from rmsnet.game_checks import BadGame, CheckedGames, FeatureCheck, check_games
from rmsnet.labels import LabelSet, label_set
from rmsnet.metrics import Curve, Evaluation, evaluate_games
from rmsnet.predictions import FILE_NAME, GamePredictions, Halves, Predictions, write_predictions
from rmsnet.soccernet import Game, find_games

if TYPE_CHECKING:  # torch takes seconds to import and predictions in files need none of it
    from rmsnet.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True)
class _Found:
    """Predictions to measure, for each game that can be measured."""

    games: tuple[Game, ...]
    bad: tuple[BadGame, ...]
    halves: tuple[Halves, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="SoccerNet's root folder")
    parser.add_argument("--labels", required=True, help="v1, v2 or a label set's JSON file")
    games = parser.add_mutually_exclusive_group(required=True)
    games.add_argument("--split", choices=("train", "valid", "test"), help="an official split")
    games.add_argument("--games", type=Path, help="a file with one game a line")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--predictions", type=Path, help=f"folder or zip archive of GAME/{FILE_NAME}")
    source.add_argument("--checkpoint", type=Path, help="a spotter, run on the games' feature files")
    parser.add_argument("--features", help="NAME.npy, which stands for 1_NAME.npy and 2_NAME.npy")
    parser.add_argument("--mode", choices=("paper", "dense"), help="how the spotter runs; its own choice if absent")
    parser.add_argument("--spread-confidences", action="store_true",
                        help="let the evaluator's 200 thresholds tell confidences above 0.995 apart")  # fmt: skip
    parser.add_argument("--write-predictions", type=Path, help=f"folder for the spotter's GAME/{FILE_NAME}")
    parser.add_argument("--skip-bad-games", action="store_true", help="leave games with problems out, and list them")
    parser.add_argument("--json", action="store_true", help="print JSON; averages are 0..1")


def run(args: argparse.Namespace) -> int:
    _check_options(args)
    labels = label_set(args.labels)
    found = _read(args, labels) if args.predictions else _spot(args, labels)
    truth = [game.annotations(labels) for game in found.games]
    evaluation = evaluate_games(truth, found.halves, labels)
    if args.json:
        skipped = {bad.game.name: str(bad.error) for bad in found.bad}
        print(json.dumps({**evaluation.to_json(), "games": len(truth), "skipped": skipped}, indent=2))
    else:
        print("\n".join(_table(evaluation, len(truth))))
    return 0


def _check_options(args: argparse.Namespace) -> None:
    if args.checkpoint and not args.features:
        raise OptionError("--checkpoint needs --features NAME.npy, the features the spotter was trained on.")
    for name in ("features", "mode", "spread_confidences", "write_predictions"):
        if args.predictions and getattr(args, name):
            raise OptionError(f"--{name.replace('_', '-')} belongs to --checkpoint, not to --predictions.")


def _checked(args: argparse.Namespace, labels: LabelSet, features: FeatureCheck | None) -> CheckedGames:
    split = args.split or args.games
    games = find_games(args.data, split, must_exist=not args.skip_bad_games)
    with tqdm(games, desc="checking", unit="game", disable=None, leave=False) as progress:
        return check_games(progress, labels, features, skip_bad=args.skip_bad_games)


def _read(args: argparse.Namespace, labels: LabelSet) -> _Found:
    checked = _checked(args, labels, None)
    games: list[Game] = []
    bad = list(checked.bad)
    read: list[GamePredictions] = []
    with Predictions(args.predictions) as predictions:
        for game in checked.games:
            try:
                read.append(predictions.read(game.name, labels))
                games.append(game)
            except PredictionFileError as error:
                if not args.skip_bad_games:
                    raise
                bad.append(BadGame(game, error))
    if not games:
        raise OptionError(f"None of the {len(bad)} games can be measured; the first: {bad[0].error}")
    _report_bad(bad)
    _report_unknown_words(args.predictions, labels, read)
    return _Found(tuple(games), tuple(bad), tuple(game.halves for game in read))


def _spot(args: argparse.Namespace, labels: LabelSet) -> _Found:
    from rmsnet.checkpoint import load
    from rmsnet.device import choose_device
    from rmsnet.evaluation import spot_games

    checkpoint = load(args.checkpoint)
    _check_label_set(checkpoint, labels)
    config = checkpoint.config
    checked = _checked(args, labels, FeatureCheck(args.features, config.feature_dim, config.rate))
    _report_bad(checked.bad)
    options = replace(checkpoint.options, mode=args.mode) if args.mode else checkpoint.options
    network = checkpoint.network.to(choose_device())
    spotted = spot_games(network, checked.games, args.features, options, spread=args.spread_confidences)
    halves = tuple(_kept(args.write_predictions, checked.games, spotted, labels))
    return _Found(checked.games, checked.bad, halves)


def _kept(folder: Path | None, games: Sequence[Game], spotted: Iterator[Halves], labels: LabelSet) -> Iterator[Halves]:
    with tqdm(games, desc="spotting", unit="game", disable=None, leave=False) as progress:
        for game, halves in zip(progress, spotted, strict=True):
            if folder is not None:
                (folder / game.name).mkdir(parents=True, exist_ok=True)
                write_predictions(folder / game.name / FILE_NAME, game.name, halves, labels)
            yield halves


def _check_label_set(checkpoint: Checkpoint, labels: LabelSet) -> None:
    own = checkpoint.config.labels
    if own.names != labels.names:
        raise OptionError(
            f"{str(checkpoint.path)!r} spots the labels of {own.name!r}, not of {labels.name!r}. "
            f"Use --labels {own.name}."
        )


def _report_bad(bad: Sequence[BadGame]) -> None:
    if bad:
        print(f"{len(bad)} games are left out:", file=sys.stderr)
        for one in bad:
            print(f"  {one.game.name}: {one.error}", file=sys.stderr)


def _report_unknown_words(path: Path, labels: LabelSet, read: Sequence[GamePredictions]) -> None:
    """Refuse or mention words outside the set: the official evaluator stops at them for v1 and drops them for v2."""
    words = [word for game in read for word in game.unknown_words]
    if not words:
        return
    kept = sum(len(spots) for game in read for spots in game.halves.values())
    if labels.name == "v1" or not kept:
        official = ", ".join(label.soccernet for label in labels.labels)
        raise PredictionFileError(
            path,
            f"uses the label {min(words)!r}, which is not in the label set {labels.name!r}",
            f"Choose another label set (--labels) or write {official}.",
        )
    names = ", ".join(sorted(set(words)))
    print(f"{len(words)} predictions of labels outside the set are left out: {names}.", file=sys.stderr)


def _table(evaluation: Evaluation, games: int) -> Iterator[str]:
    yield f"Average-mAP {100 * evaluation.a_mAP:.2f} % over {games} games (tolerances of 5 to 60 s)"
    yield f"tight       {100 * evaluation.a_mAP_tight:.2f} % (1 to 5 s)"
    if evaluation.visible is not None and evaluation.unshown is not None:
        yield f"visible     {100 * evaluation.visible.a_mAP:.2f} %"
        yield f"not shown   {100 * evaluation.unshown.a_mAP:.2f} %"
    yield ""
    yield from _label_rows(evaluation, evaluation.loose)


def _label_rows(evaluation: Evaluation, curve: Curve) -> Iterator[str]:
    width = max(len("all labels"), *(len(name) for name in curve.labels))
    tolerances = "".join(f"{tolerance:>5} s" for tolerance in curve.tolerances)
    yield f"{'label':{width}} {'events':>7} {'spots':>7} {'average':>8}{tolerances}"
    for i, name in enumerate(curve.labels):
        cells = "".join(f"{100 * value:7.2f}" for value in curve.ap[:, i])
        average = 100 * curve.a_mAP_per_label[name]
        yield f"{name:{width}} {evaluation.events[name]:7} {evaluation.spots[name]:7} {average:8.2f}{cells}"
    cells = "".join(f"{100 * value:7.2f}" for value in curve.mAP_per_delta.values())
    total = (sum(evaluation.events.values()), sum(evaluation.spots.values()))
    yield f"{'all labels':{width}} {total[0]:7} {total[1]:7} {100 * curve.a_mAP:8.2f}{cells}"
