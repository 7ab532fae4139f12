"""What a whole analysis with the bundled model costs against what one would use instead.

    python -m benchmarks.whole_analysis [--source VIDEO] [--minutes 10] [--repeats 5] [--memory-minutes 90]

The source is looped and scaled to 720p25 H.264 with B-frames, once with a key frame in 250 and once in 12. Every way
is a process of its own, start of Python included, in turns; ratios to ffmpeg's full decode are medians over the turns.
"jpeg" is the paper's way: frames are decoded to JPEG files first and loaded from there, through the same backbone;
it takes so long that it has one turn only. "memory" is what an analysis with all signals holds while it goes through a
long file: the growth over its last four fifths.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from benchmarks.decode import DEFAULT_SOURCE, GROUPS, RESULTS, make_file, spent

GOALS = {"gop250": 0.8, "gop12": 0.4}
_LOOPED_SECONDS = 120.0
ROOT = Path(__file__).resolve().parents[1]
JPEG = """import subprocess, sys, glob, cv2, numpy as np, torch
from app.core.bundled import bundled_model
from rmsnet.checkpoint import load
from rmsnet.extraction import FeatureExtractor
from rmsnet.spotter import spot_features
ffmpeg, source, folder = sys.argv[1:]
decode = [ffmpeg, '-v', 'error', '-i', source, '-an', '-vf', 'fps=2', '-q:v', '2', folder + '/%06d.jpg']
subprocess.run(decode, check=True)
model = load(bundled_model()); extractor = FeatureExtractor(model, torch.device('cpu'))
size = (model.config.frame_width, model.config.frame_height)
pictures = (cv2.resize(cv2.imread(p)[..., ::-1], size, interpolation=cv2.INTER_AREA)
            for p in sorted(glob.glob(folder + '/*.jpg')))
features, batch = [], []
for picture in pictures:
    batch.append(picture)
    if len(batch) == 16: features.append(extractor.features(torch.from_numpy(np.stack(batch)))); batch = []
if batch: features.append(extractor.features(torch.from_numpy(np.stack(batch))))
spot_features(extractor.network, np.concatenate(features), model.options)
"""


def ways(path: Path, folder: Path) -> dict[str, list[str]]:
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    analyse = [sys.executable, str(ROOT / "main.py"), "analyse", str(path), "--no-cache", "--again", "--json"]
    analyse += ["-o", str(folder / f"{path.stem}.rmsnet")]
    return {
        "ffmpeg": [ffmpeg, "-nostdin", "-v", "error", "-i", str(path), "-an", "-f", "null", "-"],
        "analysis": [*analyse, "--no-score-bug", "--no-sound"],
        "with signals": analyse,
        "jpeg": [sys.executable, "-c", JPEG, ffmpeg, str(path), str(folder / "jpeg")],
    }


def long_file(source: Path, folder: Path, name: str, minutes: float) -> Path:
    """The short file repeated without encoding it again."""
    short = make_file(source, folder / f"{name}_{_LOOPED_SECONDS:g}s.mp4", GROUPS[name], _LOOPED_SECONDS)
    path = folder / f"{name}_{minutes:g}min.mp4"
    if not path.exists():
        times = round(minutes * 60 / _LOOPED_SECONDS) - 1
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", "-stream_loop", str(times)]
        subprocess.run([*command, "-i", str(short), "-c", "copy", str(path)], check=True)
    return path


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def compare(path: Path, folder: Path, repeats: int) -> dict[str, dict[str, float]]:
    turns = []
    for number in range(repeats):
        turn = {}
        for name, command in ways(path, folder).items():
            if name == "jpeg" and number:
                continue
            shutil.rmtree(folder / "jpeg", ignore_errors=True)
            (folder / "jpeg").mkdir()
            turn[name] = spent(command)
        turns.append(turn)
    return {
        name: {
            "cpu_s": round(median([turn[name][0] for turn in turns if name in turn]), 2),
            "wall_s": round(median([turn[name][1] for turn in turns if name in turn]), 2),
            "cpu_ratio": round(median([turn[name][0] / turn["ffmpeg"][0] for turn in turns if name in turn]), 3),
            "wall_ratio": round(median([turn[name][1] / turn["ffmpeg"][1] for turn in turns if name in turn]), 3),
        }
        for name in turns[0]
    }


def memory(path: Path, folder: Path) -> dict[str, float]:
    """Megabytes of an analysis with all signals, watched every second; Linux alone tells."""
    command = ways(path, folder)["with signals"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held = []
    while running.poll() is None:
        status = Path(f"/proc/{running.pid}/status").read_text()
        held += [int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")]
        time.sleep(1)
    if running.returncode:
        raise SystemExit(f"the analysis of {path.name} ended with {running.returncode}")
    tail = np.array(held[len(held) // 5 : -2])  # the last seconds join and save the results
    slope = np.polyfit(np.linspace(0, 1, len(tail)), tail, 1)[0]
    return {
        "wall_s": len(held),
        "mb_at_a_fifth": round(tail[0], 1),
        "mb_at_the_end": round(tail[-1], 1),
        "mb_highest": round(max(held), 1),
        "mb_growth_fitted": round(float(slope), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=DEFAULT_SOURCE, help="real football to loop")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--out", type=Path, default=RESULTS / "whole_analysis.json")
    parser.add_argument("--memory-minutes", type=float, default=90.0, help="0 leaves it out")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "rmsnet_benchmark")
    args = parser.parse_args()
    if not args.source.exists():
        parser.error(f"{args.source} does not exist: name a video with --source")
    args.folder.mkdir(parents=True, exist_ok=True)
    result: dict[str, object] = {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_average_before": round(os.getloadavg()[0], 1),
        "minutes": args.minutes,
        "repeats": args.repeats,
    }
    for name, goal in GOALS.items():
        path = long_file(args.source, args.folder, name, args.minutes)
        table = compare(path, args.folder, args.repeats)
        result[name] = {"ways": table, "goal_ratio": goal}
        print(f"\n{name}: goal {goal} x ffmpeg's full decode")
        for way, figures in table.items():
            print(f"  {way:13}" + "".join(f"{key} {value:<8}" for key, value in figures.items()), flush=True)
    if args.memory_minutes:
        path = long_file(args.source, args.folder, "gop12", args.memory_minutes)
        result["memory"] = {"minutes": args.memory_minutes, **memory(path, args.folder)}
        print(f"\nmemory: {result['memory']}   goal: 5 MB of growth")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
