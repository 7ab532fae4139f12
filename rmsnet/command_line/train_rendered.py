"""python -m rmsnet train-rendered: the recipe of the bundled model, from nothing but this repository.

Renders matches, teaches a small backbone what rendered frames show, trains RMS-Net on its features, then the timing
head, and records what is familiar.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tqdm import tqdm

from rmsnet import checkpoint
from rmsnet.backbone import Backbone
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.familiarity import learn_familiarity
from rmsnet.frame_pretraining import PretrainingOptions, pretrain
from rmsnet.model import RMSNet, with_additions, with_backbone
from rmsnet.rendered_matches import RenderedMatch, feature_game, render_frames, training_matches
from rmsnet.timing_training import TimingOptions, train_timing
from rmsnet.training import BatchDone, train_steps
from rmsnet.training_data import TrainingGame
from rmsnet.training_options import TrainingOptions, apply_settings
from rmsnet.validation import tune

STATEMENT = (
    "Trained on {count} matches rendered by this software, not on real footage: "
    "it is not a broadcast model, and what it says about real matches means little."
)
# Seeds 1 to 999 are for samples, tests and benchmarks; no recipe trains on them.
FIRST_SEED, FIRST_VALID_SEED = 10_000, 90_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="the run's folder; model.safetensors is its result")
    parser.add_argument("--matches", type=int, default=128, help="rendered for training (%(default)s)")
    parser.add_argument("--valid-matches", type=int, default=16, help="rendered for validation (%(default)s)")
    parser.add_argument("--minutes", type=float, default=12, help="of each match (%(default)s)")
    parser.add_argument("--density", type=float, default=6, help="events against a real match's (%(default)s)")
    parser.add_argument("--backbone", default="mobilenet-v3-small", help="(%(default)s)")
    parser.add_argument("--pretrained", action="store_true", help="keep ImageNet's weights; skip learning frames")
    parser.add_argument("--size", default="200x112", help="of the frames the backbone sees (%(default)s)")
    parser.add_argument("--frame-epochs", type=int, default=1, help="of learning what frames show (%(default)s)")
    parser.add_argument("--epochs", type=int, default=14, help="of RMS-Net (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of weights and sampling (%(default)s)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="settings", help="as for python -m rmsnet train"
    )


def run(args: argparse.Namespace) -> int:
    width, height = (int(x) for x in args.size.split("x"))
    config = with_backbone(NetworkConfig(frame_height=height, frame_width=width), args.backbone)
    options = TrainingOptions(
        epochs=args.epochs, seed=args.seed, snippets_per_class=2_000, lr=0.02, precision="float32"
    )
    config, options = apply_settings(config, options, args.settings)
    matches = training_matches(args.matches, FIRST_SEED, args.minutes, args.density)
    valid = training_matches(args.valid_matches, FIRST_VALID_SEED, args.minutes, args.density)
    frames = _rendered([*matches, *valid], config, args.out / "frames")
    torch.manual_seed(args.seed)
    network = RMSNet(config, pretrained=args.pretrained)
    assert network.backbone is not None  # noqa: S101 - with_backbone names one
    if not args.pretrained:
        _learn_frames(network.backbone, matches, frames[: len(matches)], config, args)
    games = _games([*matches, *valid], frames, config, network.backbone)
    _train(network, games[: len(matches)], games[len(matches) :], config, options, args)
    _complete(args.out, matches, games, config, args.seed)
    return 0


def _rendered(matches: Sequence[RenderedMatch], config: NetworkConfig, folder: Path) -> list[Path]:
    steps = render_frames(matches, config, folder)
    return list(tqdm(steps, "rendering", len(matches), unit="match"))


def _learn_frames(
    backbone: Backbone,
    matches: Sequence[RenderedMatch],
    frames: Sequence[Path],
    config: NetworkConfig,
    args: argparse.Namespace,
) -> None:
    kept = args.out / "backbone.safetensors"
    if kept.exists():
        known = checkpoint.load(kept).network.backbone
        assert known is not None  # noqa: S101 - written below with one
        backbone.load_state_dict(known.state_dict())
        return
    steps = pretrain(backbone, matches, frames, config, PretrainingOptions(epochs=args.frame_epochs, seed=args.seed))
    with tqdm(steps, "learning frames", unit="batch") as bar:
        for step in bar:
            bar.total = step.batches
            bar.set_postfix(loss=f"{step.loss:.3f}", refresh=False)
    whole = RMSNet(config)
    whole.backbone = backbone
    checkpoint.save(kept, whole, SpottingOptions(), {"statement": "A backbone without a trained head."})


def _games(
    matches: Sequence[RenderedMatch], frames: Sequence[Path], config: NetworkConfig, backbone: Backbone
) -> list[TrainingGame]:
    pairs = tqdm(list(zip(matches, frames, strict=True)), "features", unit="match")
    return [feature_game(match, path, config, backbone) for match, path in pairs]


def _train(
    network: RMSNet,
    games: Sequence[TrainingGame],
    valid: Sequence[TrainingGame],
    config: NetworkConfig,
    options: TrainingOptions,
    args: argparse.Namespace,
) -> None:
    statement = STATEMENT.format(count=len(games))
    options = replace(options, finetune="none")
    steps = train_steps(
        games, valid, config, options, args.out / "run", network=network, resume=True, statement=statement
    )
    with tqdm(unit="batch") as bar:
        for step in steps:
            if isinstance(step, BatchDone):
                bar.total = step.batches * options.epochs
                bar.update()
            else:
                bar.write(f"epoch {step.epoch}: loss {step.loss:.3f}, Average-mAP {100 * step.average_map:.1f}")


def _complete(
    out: Path, matches: Sequence[RenderedMatch], games: Sequence[TrainingGame], config: NetworkConfig, seed: int
) -> None:
    """Add the timing head and the sense of what is familiar to the best network, and tune them together."""
    best = checkpoint.load(out / "run" / "best.safetensors")
    features = [game.halves[0].features for game in games]
    training, valid = features[: len(matches)], games[len(matches) :]
    moments = [moment for i, match in enumerate(matches) for moment in match.moments(config, i)]
    steps = train_timing(config, training, moments, TimingOptions(seed=seed))
    *_, last = tqdm(steps, "timing", TimingOptions().epochs, unit="epoch")
    familiarity = learn_familiarity(config, training, features[len(matches) :])
    network = with_additions(best.network, last.head, familiarity)
    options, scores = tune(network, valid)
    record = {**best.record, "validation": {**best.record["validation"], "timed": scores.to_json()}}
    checkpoint.save(out / "model.safetensors", network, options, record)
    tqdm.write(f"dense mode with finer times: Average-mAP {100 * scores.average_map:.1f}")
