"""The bundled model on rendered matches that were treated as broadcasts are.

    python -m benchmarks.bundled_robustness [--matches 4] [--minutes 12]

Each match is written as a video (25 frames a second), passed through ffmpeg, and analysed as the application does it:
demuxed, sampled, spotted. Half of the matches are in held-out styles.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path

import imageio_ffmpeg
from tqdm import tqdm

from app.core.bundled import bundled_model
from benchmarks.bundled_model import truth_of
from rmsnet.analysis import Analysis, analyse
from rmsnet.checkpoint import Checkpoint, load
from rmsnet.metrics import evaluate_games
from rmsnet.rendered_matches import RenderedMatch
from rmsnet.rendering import HELD_OUT_STYLES, STYLES, write_match

FIRST_SEED = 700  # below 1,000: never trained on
GOOD = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-c:a", "copy")
TREATMENTS: dict[str, tuple[str, ...]] = {
    "as rendered": (),
    "re-encoded at CRF 35": ("-c:v", "libx264", "-crf", "35", "-c:a", "copy"),
    "to 1280x720 and back": ("-vf", "scale=1280:720,scale=398:224", *GOOD),
    "20 % brighter": ("-vf", "lutyuv=y='clip(val*1.2,0,255)'", *GOOD),
    "20 % darker": ("-vf", "lutyuv=y='val*0.8'", *GOOD),
    "29.97 fps": ("-r", "30000/1001", *GOOD),
    "16:10 crop": ("-vf", "crop=358:224", *GOOD),
}


def matches(count: int, minutes: float, density: float) -> list[RenderedMatch]:
    held, seen = tuple(HELD_OUT_STYLES), tuple(STYLES)
    styles = [held[i // 2 % len(held)] if i % 2 else seen[i % len(seen)] for i in range(count)]
    return [RenderedMatch(FIRST_SEED + i, style, minutes, density, 1 + i // 2 % 2) for i, style in enumerate(styles)]


def video(match: RenderedMatch, folder: Path) -> Path:
    path = folder / f"{match.style}-{match.seed}-{match.minutes:g}.mp4"
    if not path.exists():
        for _ in write_match(match.plan(), path, fps=Fraction(25)):
            pass
    return path


def treated(source: Path, name: str) -> Path:
    arguments = TREATMENTS[name]
    if not arguments:
        return source
    path = source.with_name(f"{source.stem} {name.replace(' %', '').replace(':', '-')}.mp4")
    if not path.exists():
        beside = path.with_suffix(".partial.mp4")
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-i", str(source), *arguments, str(beside)]
        subprocess.run(command, check=True)
        beside.replace(path)
    return path


def spotted(path: Path, model: Checkpoint) -> Analysis:
    *_, last = analyse(path, model)
    assert last.analysis is not None
    return last.analysis


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=bundled_model())
    parser.add_argument("--matches", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--density", type=float, default=5)
    parser.add_argument("--videos", type=Path, default=Path("build/benchmark-videos"))
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/bundled_robustness.json"))
    args = parser.parse_args()
    args.videos.mkdir(parents=True, exist_ok=True)
    model = load(args.model)
    games = matches(args.matches, args.minutes, args.density)
    sources = [video(match, args.videos) for match in tqdm(games, "rendering", unit="match")]
    truth = [truth_of(match) for match in games]
    rows = {}
    for name in TREATMENTS:
        found = [spotted(treated(source, name), model) for source in sources]
        scores = evaluate_games(truth, [{1: analysis.spots} for analysis in found], model.config.labels)
        rows[name] = {
            "loose": 100 * scores.a_mAP,
            "tight": 100 * scores.a_mAP_tight,
            "strangest": max(analysis.strangeness for analysis in found),
        }
        print(f"{name:22}", "  ".join(f"{key} {value:.2f}" for key, value in rows[name].items()), flush=True)
    record = {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "model": model.fingerprint,
        "matches": args.matches,
        "minutes": args.minutes,
        "events": sum(map(len, truth)),
        "rows": rows,
    }
    args.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
