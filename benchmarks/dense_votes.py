"""Dense votes by exact sharing against running every window through the head.

python -m benchmarks.dense_votes [--frames 5400] [--out benchmarks/results/dense_votes.json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import torch

from rmsnet.config import NetworkConfig
from rmsnet.dense import predict_every_window
from rmsnet.model import Head, Prediction
from rmsnet.snippets import gather

BATCH = 64


def every_window(head: Head, features: torch.Tensor, snippet_frames: int) -> Prediction:
    windows = len(features) - snippet_frames + 1
    parts = [
        head(gather(features, list(range(i, min(i + BATCH, windows))), snippet_frames))
        for i in range(0, windows, BATCH)
    ]
    return Prediction(torch.cat([p.logits for p in parts]), torch.cat([p.offset for p in parts]))


def cpu_seconds(work: Callable[[], Prediction]) -> tuple[float, Prediction]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


@torch.inference_mode()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=5400, help="of one half at 2 fps: 5400")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/dense_votes.json"))
    args = parser.parse_args()
    torch.manual_seed(0)
    config = NetworkConfig()
    head = Head(config).eval()
    features = torch.randn(args.frames, config.feature_dim)
    ratios, difference = [], 0.0
    for _ in range(5):
        shared, ours = cpu_seconds(lambda: predict_every_window(head, features, config.snippet_frames))
        single, theirs = cpu_seconds(lambda: every_window(head, features, config.snippet_frames))
        ratios.append(single / shared)
        pairs = zip(ours, theirs, strict=True)
        difference = max([difference, *(float((a - b).abs().max()) for a, b in pairs)])
        print(f"shared {shared:.2f} s, every window {single:.2f} s: {single / shared:.1f} times")
    record = {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, CPU seconds",
        "frames": args.frames,
        "times_faster_median_of_5": round(median(ratios), 2),
        "largest_difference": difference,
    }
    args.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"median {median(ratios):.1f} times, largest difference {difference:.1e}")


if __name__ == "__main__":
    main()
