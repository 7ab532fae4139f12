"""python -m rmsnet spot: the events of one video, without a project or a window."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

from tqdm import tqdm

from rmsnet.analysis import Analysis, analyse
from rmsnet.checkpoint import load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, help="the video")
    parser.add_argument("--checkpoint", type=Path, required=True, help="a spotter with a backbone")
    parser.add_argument("--mode", choices=("paper", "dense"), default="dense", help="default: dense")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps; default: auto")
    parser.add_argument("--cache", type=Path, help="folder that keeps per-frame features for next time")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    checkpoint = load(args.checkpoint)
    options = replace(checkpoint.options, mode=args.mode)
    steps = analyse(args.source, checkpoint, device=args.device, options=options, cache=args.cache)
    result = None
    with tqdm(unit=" frames", disable=args.json) as bar:
        for step in steps:
            bar.total = step.total_frames
            bar.update(step.done_frames - bar.n)
            result = step.analysis
    if result is not None:
        _print(result, args.json)
    return 0


def _print(analysis: Analysis, as_json: bool) -> None:
    spots = analysis.above_thresholds()
    if as_json:
        print(json.dumps({"spots": [asdict(spot) for spot in spots], "warnings": analysis.warnings}))
        return
    for spot in spots:
        minutes, seconds = divmod(spot.time, 60)
        print(f"{int(minutes):3d}:{seconds:04.1f}  {spot.confidence:.2f}  {spot.label}")
    for warning in analysis.warnings:
        print(f"warning: {warning}")
