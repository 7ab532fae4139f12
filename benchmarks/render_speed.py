"""Frames a second of the match renderer, without encoding, on one core.

python -m benchmarks.render_speed [--minutes 5] [--out benchmarks/results/render_speed.json]
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from pathlib import Path

import cv2

from rmsnet.config import NetworkConfig
from rmsnet.rendering import HELD_OUT_STYLES, STYLES, plan_match
from rmsnet.rendering.frames import Renderer, frame_count

SIZES = {"398x224": (224, 398), "1280x720": (720, 1280)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="length of the match drawn in each style")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/render_speed.json"))
    args = parser.parse_args()
    results: dict[str, object] = {"machine": f"{platform.system()} {platform.machine()}, one core, CPU time"}
    cv2.setNumThreads(1)  # one core, so that the figure means the same everywhere
    print("size      style       weather   set-up s  frames/s (CPU time)")
    for name, size in SIZES.items():
        styles = STYLES + HELD_OUT_STYLES if size[0] < 400 else STYLES[:2]
        drawn, spent = 0, 0.0
        for seed, style in enumerate(styles):
            frames, seconds, setup, weather = measure(seed, style, args.minutes, size)
            drawn, spent = drawn + frames, spent + seconds
            print(f"{name:9} {style:11} {weather:9} {setup:8.2f} {frames / seconds:9.0f}")
        print(f"{name:9} all styles, without set-up {drawn / spent:13.0f}")
        results[name] = {"frames_per_s": round(drawn / spent, 1), "frames": drawn}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def measure(seed: int, style: str, minutes: float, size: tuple[int, int]) -> tuple[int, float, float, str]:
    """Frames drawn, seconds of CPU time for them, seconds for plan and textures, and the weather."""
    start = time.process_time()
    plan = plan_match(seed, minutes=minutes, style=style)
    renderer = Renderer(plan, size)
    ready = time.process_time()
    rate = NetworkConfig().rate
    count = frame_count(plan, rate)
    for n in range(count):
        renderer.draw(float(n / rate))
    return count, time.process_time() - ready, ready - start, plan.dress.weather


if __name__ == "__main__":
    main()
