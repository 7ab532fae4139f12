"""The bundled model's Average-mAP on unseen rendered matches: other seeds, and other styles.

python -m benchmarks.bundled_model [--matches 20] [--minutes 12] [--out benchmarks/results/bundled_model.json]

Half of the matches are in styles that training saw, half in styles that none did. Frames are rendered without
encoding and not degraded. Then 45 minutes without any event, in which nothing should be shown.
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

from tqdm import tqdm

from app.core.bundled import bundled_model
from rmsnet.backbone import Backbone
from rmsnet.checkpoint import Checkpoint, load
from rmsnet.metrics import evaluate_games
from rmsnet.rendered_matches import RenderedMatch, feature_game, held_out_matches, render_frames
from rmsnet.rendering import HELD_OUT_STYLES, STYLES
from rmsnet.soccernet import Annotation
from rmsnet.spotter import spot_features
from rmsnet.training_data import TrainingGame

FIRST_SEED = 500  # below 1,000: never trained on


def seen_styles(count: int, minutes: float, density: float) -> list[RenderedMatch]:
    return [
        RenderedMatch(FIRST_SEED + i, STYLES[i % len(STYLES)], minutes, density, half=1 + i % 2, degraded=False)
        for i in range(count)
    ]


def games_of(matches: Sequence[RenderedMatch], checkpoint: Checkpoint, folder: Path) -> list[TrainingGame]:
    backbone = checkpoint.network.backbone
    assert isinstance(backbone, Backbone)
    frames = render_frames(matches, checkpoint.config, folder)
    pairs = tqdm(zip(matches, frames, strict=True), "rendering", len(matches), unit="match")
    return [feature_game(match, path, checkpoint.config, backbone) for match, path in pairs]


def silence(checkpoint: Checkpoint, folder: Path, minutes: float = 11.25) -> dict[str, object]:
    """Spots shown in four matches without goals, cards and substitutions, but full of look-alikes."""
    styles = (STYLES[0], STYLES[4], *tuple(HELD_OUT_STYLES)[:2])
    matches = [RenderedMatch(FIRST_SEED + 200 + i, style, minutes, 0, 1, False) for i, style in enumerate(styles)]
    shown = []
    for game in games_of(matches, checkpoint, folder):
        spots = spot_features(checkpoint.network, game.halves[0].features, checkpoint.options).spots
        shown += [s for s in spots if s.confidence >= checkpoint.options.threshold(s.label)]
    print(f"{len(matches) * minutes:g} minutes without events: {len(shown)} spots shown")
    return {"minutes": len(matches) * minutes, "shown": [f"{s.label} {s.confidence:.2f}" for s in shown]}


def truth_of(match: RenderedMatch) -> list[Annotation]:
    # SoccerNet's first label files know whole seconds only.
    return [Annotation(1, float(int(event.time)), event.label, event.annotation, "") for event in match.plan().events]


def measure(matches: Sequence[RenderedMatch], checkpoint: Checkpoint, folder: Path) -> dict[str, object]:
    games = games_of(matches, checkpoint, folder)
    truth = [truth_of(match) for match in matches]
    report: dict[str, object] = {"matches": len(matches), "styles": sorted({match.style for match in matches})}
    for mode in ("dense", "paper"):
        options = replace(checkpoint.options, mode=mode)
        spots = [spot_features(checkpoint.network, game.halves[0].features, options).spots for game in games]
        scores = evaluate_games(truth, [{1: found} for found in spots], checkpoint.config.labels)
        shown = sum(s.confidence >= options.threshold(s.label) for found in spots for s in found)
        print(
            f"{mode:5}  loose {100 * scores.a_mAP:5.1f}  tight {100 * scores.a_mAP_tight:5.1f}  "
            + "  ".join(f"{name} {100 * value:.1f}" for name, value in scores.loose.a_mAP_per_label.items())
            + f"  ({sum(map(len, truth))} events, {shown} spots above the thresholds)"
        )
        report[mode] = scores.to_json()
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=bundled_model(), help="another checkpoint")
    parser.add_argument("--matches", type=int, default=20, help="half of them in styles never trained on")
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--density", type=float, default=5)
    parser.add_argument("--frames", type=Path, default=Path("build/benchmark-frames"), help="folder for frames")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/bundled_model.json"))
    args = parser.parse_args()
    checkpoint = load(args.model)
    half = args.matches // 2
    record: dict[str, object] = {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "model": checkpoint.fingerprint,
        "minutes": args.minutes,
        "density": args.density,
    }
    for name, matches in (
        ("unseen seeds", seen_styles(half, args.minutes, args.density)),
        ("held-out styles", held_out_matches(half, FIRST_SEED + 100, args.minutes, args.density)),
    ):
        print(name)
        record[name] = measure(matches, checkpoint, args.frames)
    record["silence"] = silence(checkpoint, args.frames)
    args.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
