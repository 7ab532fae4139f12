"""Whether bfloat16 finds the events that float32 finds: python -m benchmarks.precision [--matches 20] [--sample VIDEO]

The bundled model goes over rendered matches of unseen seeds, and over a video if one is named, in both number formats.
A processor without bfloat16 instructions emulates them: slowly, with the same rounding. Speed is therefore told only
where it has them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import torch

from app.core.bundled import bundled_model
from benchmarks.bundled_model import seen_styles
from rmsnet.checkpoint import Checkpoint, load
from rmsnet.device import choose_device, describe_device, resolve_precision
from rmsnet.extraction import FeatureExtractor
from rmsnet.rendered_matches import held_out_matches, render_frames
from rmsnet.spots import Spot
from rmsnet.spotter import spot_features
from rmsnet.video import sample_frames

TIME_GOAL, CONFIDENCE_GOAL = 0.5, 0.02
RESULT = Path("benchmarks/results/precision.json")
_BATCH = 64


def matches(checkpoint: Checkpoint, count: int, minutes: float, folder: Path) -> Iterator[np.ndarray]:
    """Frames of matches ``[N, H, W, 3]``."""
    wanted = [*seen_styles(count - count // 2, minutes, 5), *held_out_matches(count // 2, 600, minutes, 5)]
    for path in render_frames(wanted, checkpoint.config, folder):
        yield np.load(path, mmap_mode="r")


def video(path: Path, checkpoint: Checkpoint) -> np.ndarray:
    config = checkpoint.config
    with sample_frames(path, rate=config.rate, size=(config.frame_height, config.frame_width)) as frames:
        return np.stack([frame.image for frame in frames])


def spots(extractor: FeatureExtractor, checkpoint: Checkpoint, frames: np.ndarray) -> tuple[list[Spot], float]:
    """What is above the thresholds, and the seconds that the features took."""
    begun = time.perf_counter()
    parts = [frames[i : i + _BATCH] for i in range(0, len(frames), _BATCH)]
    features = np.concatenate([extractor.features(torch.from_numpy(np.array(part))) for part in parts])
    spent = time.perf_counter() - begun
    options = checkpoint.options
    found = spot_features(extractor.network, features, options).spots
    return [spot for spot in found if spot.confidence >= options.threshold(spot.label)], spent


def compare(a: list[Spot], b: list[Spot]) -> tuple[int, float, float]:
    """Events that only one of both has, and the largest differences in time and confidence of the others."""
    left, time_apart, confidence_apart, alone = list(b), 0.0, 0.0, 0
    for spot in a:
        near = [other for other in left if other.label == spot.label and abs(other.time - spot.time) <= 5]
        if not near:
            alone += 1
            continue
        other = min(near, key=lambda found: abs(found.time - spot.time))
        left.remove(other)
        time_apart = max(time_apart, abs(other.time - spot.time))
        confidence_apart = max(confidence_apart, abs(other.confidence - spot.confidence))
    return alone + len(left), time_apart, confidence_apart


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matches", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--first", type=float, default=12, help="minutes of each match that are looked at")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--sample", type=Path, help="a video besides, such as demo/sample.mp4")
    parser.add_argument("--frames", type=Path, default=Path("build/benchmark-frames"), help="folder for frames")
    args = parser.parse_args()
    checkpoint, device = load(bundled_model()), choose_device(args.device)
    exact, short = (FeatureExtractor(checkpoint, device, name) for name in ("float32", "bfloat16"))
    frames = round(args.first * 60 * checkpoint.config.rate)
    sources = [whole[:frames] for whole in matches(checkpoint, args.matches, args.minutes, args.frames)]
    if args.sample:
        sources.append(video(args.sample, checkpoint))
    events, alone, time_apart, confidence_apart, spent = 0, 0, 0.0, 0.0, [0.0, 0.0]
    for frames in sources:
        (a, slow), (b, fast) = (spots(extractor, checkpoint, frames) for extractor in (exact, short))
        other, seconds, confidence = compare(a, b)
        events, alone, spent = events + len(a), alone + other, [spent[0] + slow, spent[1] + fast]
        time_apart, confidence_apart = max(time_apart, seconds), max(confidence_apart, confidence)
    is_native = resolve_precision("auto", device) == torch.bfloat16
    record = {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "device": describe_device(device),
        "bfloat16": "native" if is_native else "emulated",
        "sources": len(sources),
        "frames": sum(map(len, sources)),
        "events": events,
        "events_of_one_only": alone,
        "time_apart_s": round(time_apart, 3),
        "confidence_apart": round(confidence_apart, 4),
        "goals": {"events_of_one_only": 0, "time_apart_s": TIME_GOAL, "confidence_apart": CONFIDENCE_GOAL},
        "speed_ratio": round(spent[0] / spent[1], 2) if is_native else None,
    }
    RESULT.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=1))


if __name__ == "__main__":
    main()
