"""What sampling costs against what one would use instead: ffmpeg's full decode and OpenCV's loop.

    python -m benchmarks.decode [--source VIDEO] [--seconds 120] [--repeats 5] [--folder DIR]

The source is looped and scaled to 720p25 H.264 with B-frames, once with a key frame in 250 and once in 12. Every
way runs in a process of its own, in turns, and CPU seconds (user and system, start of Python included) are
compared as the median of the ratios within each turn. "psnr" compares the fast plan's pictures at 224x398 with an
exact decode of the same frames.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from rmsnet.video import FrameReader, read_frame_table, sample_frames

RESULTS = Path(__file__).parent / "results"
DEFAULT_SOURCE = Path(__file__).resolve().parents[2] / "shared/data/media/soccer_amateur_30s.mp4"
GROUPS = {"gop250": 250, "gop12": 12}
GOALS = {"gop250": 0.5, "gop12": 0.3}
SAMPLE = "import sys; from rmsnet.video import sample_frames\nfor s in sample_frames(sys.argv[1]{}): pass"
OPENCV = """import cv2, sys
video, n = cv2.VideoCapture(sys.argv[1]), 0
while True:
    good, frame = video.read()
    if not good: break
    if int(n / 12.5) != int((n - 1) / 12.5) or n == 0: cv2.cvtColor(cv2.resize(frame, (398, 224)), cv2.COLOR_BGR2RGB)
    n += 1
"""


def ways(path: Path) -> dict[str, list[str]]:
    python = [sys.executable, "-c"]
    return {
        "ffmpeg": [
            imageio_ffmpeg.get_ffmpeg_exe(),
            "-nostdin",
            "-v",
            "error",
            "-i",
            str(path),
            "-an",
            "-f",
            "null",
            "-",
        ],
        "opencv": [*python, OPENCV, str(path)],
        "table": [*python, "import sys; from rmsnet.video import *; read_frame_table(sys.argv[1])", str(path)],
        "sample": [*python, SAMPLE.format(""), str(path)],
        "sample_exact": [*python, SAMPLE.format(", tolerance=0"), str(path)],
    }


def make_file(source: Path, path: Path, group: int, seconds: float) -> Path:
    if not path.exists():
        encoding = ["-c:v", "libx264", "-preset", "medium", "-crf", "23", "-bf", "3", "-g", str(group)]
        shape = ["-t", str(seconds), "-an", "-vf", "scale=1280:720", "-r", "25"]
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", "-stream_loop", "-1"]
        partial = path.with_name(f"partial_{path.name}")
        subprocess.run([*command, "-i", str(source), *shape, *encoding, str(partial)], check=True)
        partial.rename(path)
    return path


def spent(command: list[str]) -> tuple[float, float]:
    """Return the CPU and wall seconds of a command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - start


def compare(path: Path, repeats: int) -> dict[str, dict[str, float]]:
    turns = [{name: spent(command) for name, command in ways(path).items()} for _ in range(repeats)]
    return {
        name: {
            "cpu_s": round(statistics.median(turn[name][0] for turn in turns), 2),
            "wall_s": round(statistics.median(turn[name][1] for turn in turns), 2),
            "cpu_ratio": round(statistics.median(turn[name][0] / turn["ffmpeg"][0] for turn in turns), 3),
            "wall_ratio": round(statistics.median(turn[name][1] / turn["ffmpeg"][1] for turn in turns), 3),
        }
        for name in turns[0]
    }


def faithfulness(path: Path) -> dict[str, float]:
    """Compare the fast plan's pictures with exactly decoded ones, and its times with the grid."""
    table, psnr, error = read_frame_table(path), [], []
    with sample_frames(path) as fast, FrameReader(path) as exact:
        for sample in fast:
            truth = exact.read(table.frame_at(sample.time), size=(224, 398))
            square = float(np.mean((sample.image.astype(np.float32) - truth) ** 2))
            psnr.append(10 * np.log10(255**2 / max(square, 1e-3)))
            error.append(abs(sample.time - sample.index / 2))
    return {
        "psnr_min_db": round(min(psnr), 1),
        "psnr_mean_db": round(statistics.mean(psnr), 1),
        "grid_error_max_s": round(max(error), 3),
        "grid_error_mean_s": round(statistics.mean(error), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--source", type=Path, default=DEFAULT_SOURCE, help="real football to loop")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "rmsnet_benchmark")
    args = parser.parse_args()
    if not args.source.exists():
        parser.error(f"{args.source} does not exist: name a video with --source")
    args.folder.mkdir(parents=True, exist_ok=True)
    result: dict[str, object] = {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_average_before": round(os.getloadavg()[0], 1),
        "source": args.source.name,
        "seconds": args.seconds,
        "repeats": args.repeats,
    }
    for name, group in GROUPS.items():
        path = make_file(args.source, args.folder / f"{name}_{args.seconds:g}s.mp4", group, args.seconds)
        table = compare(path, args.repeats)
        result[name] = {"ways": table, "goal_cpu_ratio": GOALS[name], **faithfulness(path)}
        print(f"\n{name}: goal {GOALS[name]} x ffmpeg's CPU seconds")
        for way, figures in table.items():
            print(f"  {way:13}" + "".join(f"{key} {value:<8}" for key, value in figures.items()))
        print("  " + "  ".join(f"{key} {value}" for key, value in result[name].items() if key not in ("ways",)))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "decode.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
