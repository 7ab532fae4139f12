"""python -m rmsnet benchmark: how fast a checkpoint spots on this machine, and where the time goes."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import torch

from rmsnet.checkpoint import load
from rmsnet.dense import predict_every_window
from rmsnet.device import choose_device, describe_device
from rmsnet.extraction import FeatureExtractor
from rmsnet.video import sample_frames

_FRAMES = 128
_HALF_FRAMES = 5400  # 45 minutes at 2 fps


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path, help="a spotter with a backbone")
    parser.add_argument("--source", type=Path, help="a video, to measure decoding too")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps; default: auto")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    checkpoint = load(args.checkpoint)
    extractor = FeatureExtractor(checkpoint, choose_device(args.device))
    config = checkpoint.config
    images = torch.randint(0, 255, (_FRAMES, config.frame_height, config.frame_width, 3), dtype=torch.uint8)
    features = torch.randn(_HALF_FRAMES, config.feature_dim, device=extractor.device)
    head = extractor.network.head
    report: dict[str, str | float] = {
        "device": describe_device(extractor.device),
        "backbone_frames_per_s": _FRAMES / _seconds(lambda: extractor.features(images)),
        "dense_votes_of_a_half_s": _seconds(
            lambda: predict_every_window(head, features, config.snippet_frames).offset.cpu()
        ),
    }
    if args.source:
        report["decoded_frames_per_s"] = _decoding(args.source, (config.frame_height, config.frame_width))
    if args.json:
        print(json.dumps(report))
        return 0
    for name, value in report.items():
        print(f"{name.replace('_', ' '):28} {value if isinstance(value, str) else f'{value:.4g}'}")
    return 0


def _decoding(source: Path, size: tuple[int, int]) -> float:
    began = time.perf_counter()
    times = np.array([frame.time for frame in sample_frames(source, size=size)])
    return len(times) / (time.perf_counter() - began)


def _seconds(work: Callable[[], object]) -> float:
    """Median seconds of five runs after a warm-up."""
    work()
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return median(spent)
