"""What offset regression and masking are worth on rendered matches.

    python -m benchmarks.rendered_ablation RUN [--epochs 14] [--seeds 0]

RUN is a folder of ``python -m rmsnet train-rendered``: its frames, its backbone and its features are used again, so
that only RMS-Net itself is trained anew. Scores are of unseen matches (as in benchmarks.bundled_model), without the
timing head: paper mode as the paper reports it, and dense mode.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from tqdm import tqdm

from benchmarks.bundled_model import seen_styles, truth_of
from rmsnet import checkpoint
from rmsnet.backbone import Backbone
from rmsnet.checkpoint import Checkpoint
from rmsnet.command_line.train_rendered import FIRST_SEED, FIRST_VALID_SEED
from rmsnet.metrics import evaluate_games
from rmsnet.model import RMSNet
from rmsnet.rendered_matches import RenderedMatch, feature_game, render_frames, training_matches
from rmsnet.spotter import spot_features
from rmsnet.training import train
from rmsnet.training_data import TrainingGame
from rmsnet.training_options import TrainingOptions

VARIANTS = {
    "full": {},
    "without masking": {"mask_p": 0.0},
    "without offset regression": {"offset_regression": False},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of python -m rmsnet train-rendered")
    parser.add_argument("--matches", type=int, default=128)
    parser.add_argument("--valid-matches", type=int, default=16)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--frames", type=Path, default=Path("build/benchmark-frames"))
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/rendered_ablation.json"))
    args = parser.parse_args()
    base = checkpoint.load(args.run / "backbone.safetensors")
    training = training_matches(args.matches, FIRST_SEED, 12, 6)
    valid = training_matches(args.valid_matches, FIRST_VALID_SEED, 12, 6)
    games = games_of([*training, *valid], base, args.run / "frames")
    unseen = seen_styles(10, 12, 5)
    test = games_of(unseen, base, args.frames)
    rows = []
    for seed in (int(word) for word in args.seeds.split(",")):
        for name, changes in VARIANTS.items():
            options = TrainingOptions(
                epochs=args.epochs, seed=seed, snippets_per_class=2_000, lr=0.02, precision="float32", finetune="none"
            )
            result = trained(base, games, len(training), options, changes, args.run / f"ablation-{seed}-{name}")
            rows.append({"variant": name, "seed": seed, **scores(result, unseen, test)})
            print(json.dumps(rows[-1]), flush=True)
    record = {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "training matches": args.matches,
        "unseen matches": len(unseen),
        "epochs": args.epochs,
        "rows": rows,
    }
    args.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def games_of(matches: Sequence[RenderedMatch], base: Checkpoint, folder: Path) -> list[TrainingGame]:
    assert isinstance(base.network.backbone, Backbone)
    paths = render_frames(matches, base.config, folder)
    pairs = tqdm(zip(matches, paths, strict=True), "matches", len(matches))
    return [feature_game(match, path, base.config, base.network.backbone) for match, path in pairs]


def trained(
    base: Checkpoint,
    games: Sequence[TrainingGame],
    training: int,
    options: TrainingOptions,
    changes: dict[str, float | bool],
    out: Path,
) -> Checkpoint:
    config = base.config
    if "offset_regression" in changes:
        config = replace(config, offset_regression=False)
    else:
        options = replace(options, **changes)
    network = RMSNet(config)
    network.backbone = base.network.backbone
    for _ in train(games[:training], games[training:], config, options, out, network=network, resume=True):
        pass
    return checkpoint.load(out / "best.safetensors")


def scores(result: Checkpoint, matches: Sequence[RenderedMatch], games: Sequence[TrainingGame]) -> dict[str, float]:
    truth = [truth_of(match) for match in matches]
    found: dict[str, float] = {}
    for mode in ("paper", "dense"):
        options = replace(result.options, mode=mode)
        spots = [{1: spot_features(result.network, game.halves[0].features, options).spots} for game in games]
        got = evaluate_games(truth, spots, result.config.labels)
        found |= {f"{mode} loose": round(100 * float(np.mean(got.a_mAP)), 2)}
        found |= {f"{mode} tight": round(100 * float(np.mean(got.a_mAP_tight)), 2)}
    return found


if __name__ == "__main__":
    main()
