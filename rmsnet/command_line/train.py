"""python -m rmsnet train: train a spotter on SoccerNet's folders."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from rmsnet import checkpoint, processes
from rmsnet.config import NetworkConfig
from rmsnet.errors import OptionError, SourceError
from rmsnet.frame_cache import check_videos, frame_game
from rmsnet.frame_training import computed_features
from rmsnet.game_checks import CheckedGames, FeatureCheck, check_games
from rmsnet.labels import LabelSet, label_set
from rmsnet.model import with_backbone
from rmsnet.soccernet import HALVES, find_games
from rmsnet.training import BatchDone, initial_network, train_steps
from rmsnet.training_data import TrainingGame, soccernet_games
from rmsnet.training_options import TrainingOptions, apply_settings
from rmsnet.training_state import EpochReport, RunFolder

# Section IV-E: what fine-tuning a backbone takes instead.
_FINETUNING = ("batch_size=24", "lr=0.025")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="SoccerNet's root folder")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--features", help="NAME.npy, which stands for 1_NAME.npy and 2_NAME.npy")
    source.add_argument("--video", help="NAME, such as 224p.mkv, which stands for 1_NAME and 2_NAME")
    parser.add_argument("--labels", required=True, help="v1, v2 or a label set's JSON file")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder; best.safetensors is its result")
    parser.add_argument("--train-games", default="train", help="a split or a file with one game a line (%(default)s)")
    parser.add_argument("--valid-games", default="valid", help="a split or a file with one game a line (%(default)s)")
    parser.add_argument("--epochs", type=int, help=f"at most ({TrainingOptions().epochs})")
    parser.add_argument("--seed", type=int, help="of weights, sampling, masks and dropout (0)")
    parser.add_argument("--backbone", help="with --video: the network that turns frames into features (resnet18)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
                        help="lr, batch_size, snippets_per_class, snippet_frames, lambda_offset, mask_p, mask_q, ...; "
                             "a wrong key lists them all")  # fmt: skip
    parser.add_argument("--frame-cache", type=Path, help="folder for resized frames (OUT/frames)")
    parser.add_argument("--resume", action="store_true", help="go on with the run in OUT, if there is one")
    parser.add_argument("--skip-bad-games", action="store_true", help="leave games with problems out, and list them")


def run(args: argparse.Namespace) -> int:
    with processes.joined() as rank:
        config, options = _settings(args)
        games, valid, config = _games(args, config)
        network = None
        if args.video and options.finetune == "none":
            network = initial_network(config, options.seed)
            games, valid = computed_features(network, games), computed_features(network, valid)
        steps = train_steps(games, valid, config, options, args.out, network=network, resume=args.resume,
                            statement=_statement(args, len(games)))  # fmt: skip
        for report in _shown(steps, rank):
            if rank == 0:
                print(_line(report))
        if rank == 0:
            _print_result(RunFolder(args.out))
    return 0


def _settings(args: argparse.Namespace) -> tuple[NetworkConfig, TrainingOptions]:
    if args.backbone and not args.video:
        raise OptionError("--backbone works on frames: give --video instead of --features.")
    config = NetworkConfig(labels=label_set(args.labels))
    if args.video:
        config = with_backbone(config, args.backbone or "resnet18")
    defaults = _FINETUNING if args.video and "finetune=none" not in args.settings else ()
    config, options = apply_settings(config, TrainingOptions(), (*defaults, *args.settings))
    if args.epochs is not None:
        options = replace(options, epochs=args.epochs)
    if args.seed is not None:
        options = replace(options, seed=args.seed)
    return config, options


def _games(
    args: argparse.Namespace, config: NetworkConfig
) -> tuple[Sequence[TrainingGame], Sequence[TrainingGame], NetworkConfig]:
    """Training and validation games, all checked before either is loaded."""
    width = None
    checked = []
    for split in (args.train_games, args.valid_games):
        found = _checked(args, config.labels, split, FeatureCheck(args.features, width) if args.features else None)
        width = found.width
        checked.append(found)
    if args.features:
        config = replace(config, feature_dim=width or config.feature_dim)
        train, valid = (
            list(soccernet_games(found.games, config.labels, args.features, training=found is checked[0]))
            for found in checked
        )
        return train, valid, config
    check_videos(game.video(half, args.video) for found in checked for game in found.games for half in HALVES)
    # One process decodes, the others find the frames in the cache.
    processes.from_first(lambda: [_frames(args, config, found, training=True) for found in checked] and None)
    train, valid = (_frames(args, config, found, training=found is checked[0]) for found in checked)
    return train, valid, config


def _frames(
    args: argparse.Namespace, config: NetworkConfig, found: CheckedGames, *, training: bool
) -> list[TrainingGame]:
    cache = args.frame_cache or args.out / "frames"
    games = []
    for game in tqdm(found.games, desc="decoding", unit="game", disable=None, leave=False):
        try:
            games.append(frame_game(game, args.video, config, cache, training=training))
        except SourceError as error:
            if not args.skip_bad_games:
                raise
            print(f"left out: {game.name}: {error}", file=sys.stderr)
    return games


def _checked(args: argparse.Namespace, labels: LabelSet, split: str, features: FeatureCheck | None) -> CheckedGames:
    named = split if split in ("train", "valid", "test") else Path(split)
    games = find_games(args.data, named, must_exist=not args.skip_bad_games)
    with tqdm(games, desc="checking", unit="game", disable=None, leave=False) as progress:
        checked = check_games(progress, labels, features, video=args.video, skip_bad=args.skip_bad_games)
    if checked.bad and processes.rank() == 0:
        print(f"{len(checked.bad)} games are left out:", file=sys.stderr)
        for one in checked.bad:
            print(f"  {one.game.name}: {one.error}", file=sys.stderr)
    return checked


def _shown(steps: Iterator[BatchDone | EpochReport], rank: int) -> Iterator[EpochReport]:
    with tqdm(unit="batch", disable=None if rank == 0 else True, leave=False) as progress:
        for step in steps:
            if isinstance(step, EpochReport):
                progress.clear()
                yield step
                continue
            if step.batch == 0:
                progress.reset(step.batches)
                progress.set_description(f"epoch {step.epoch}")
            progress.update()


def _line(report: EpochReport) -> str:
    mark = " *" if report.improved else ""
    return (
        f"epoch {report.epoch + 1:3d}/{report.epochs}  loss {report.loss:.4f} "
        f"(classes {report.classification:.4f}, offset {report.offset:.4f})  "
        f"validation Average-mAP {100 * report.average_map:.2f} %  "
        f"{report.examples_per_second:.0f} snippets/s{mark}"
    )


def _statement(args: argparse.Namespace, games: int) -> str:
    source = args.features or f"frames of {args.video}"
    return f"Trained on {games} games in SoccerNet's form ({source}, labels {args.labels})."


def _print_result(folder: RunFolder) -> None:
    best = checkpoint.load(folder.best)
    scores = best.record["validation"]
    print(f"Best checkpoint: {folder.best} (epoch {best.record['best_epoch'] + 1})")
    for mode in ("paper", "dense"):
        print(f"Validation Average-mAP, {mode} mode: {100 * scores[mode]['a_mAP']:.2f} %")
    chosen = ", ".join(f"{name} {value:.2f}" for name, value in best.options.thresholds.items())
    print(f"Dense mode: smoothing {best.options.smoothing} s, suppression {best.options.suppression} s; {chosen}")
