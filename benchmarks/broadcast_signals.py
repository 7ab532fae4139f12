"""Cuts, wipes and replays against the plans of rendered matches no rule was tuned on, and what the signals cost.

python -m benchmarks.broadcast_signals [--matches N] [--minutes M] [--cost-minutes K] [--match FILE] ...
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np

from rmsnet.broadcast.cuts import CutDetector, Cuts
from rmsnet.broadcast.loudness import LoudnessMeter, measure_loudness
from rmsnet.broadcast.readings import ScoreBug
from rmsnet.broadcast.replays import find_replays, wipes
from rmsnet.broadcast.score_bug import ScoreBugReader
from rmsnet.rendering import HELD_OUT_STYLES, STYLES, MatchPlan, plan_match, sampled_frames, write_match
from rmsnet.rendering.frames import _SHEETS
from rmsnet.rendering.sound import sound
from rmsnet.video import SampledFrame, read_info
from rmsnet.video.luma import LumaPicture

FIRST_SEED = 500  # the rules were chosen on seeds 20 to 27
CUT, WIPE, REPLAY = 0.5, 0.8, 1.0  # seconds: tolerance of a cut, a wipe, and both ends of a replay


def matched(found: list[float], true: list[float], tolerance: float) -> int:
    left, count = list(true), 0
    for value in found:
        best = min(left, key=lambda t: abs(t - value), default=None)
        if best is not None and abs(best - value) <= tolerance:
            left.remove(best)
            count += 1
    return count


def spans(plan: MatchPlan, *, replays_only: bool) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for shot in plan.shots:
        if not (shot.replay or (not replays_only and shot.view in _SHEETS)):
            continue
        if joined and joined[-1][1] == shot.start:
            joined[-1] = (joined[-1][0], shot.end)
        else:
            joined.append((shot.start, shot.end))
    return joined


def detect(plan: MatchPlan) -> Cuts:
    detector = CutDetector()
    for n, image in enumerate(sampled_frames(plan, size=(112, 200))):
        detector.add(SampledFrame(n, n / 2, image))
    return detector.finish()


def measure(plan: MatchPlan, counts: Counter[str]) -> None:
    cuts = detect(plan)
    true_cuts = [shot.start for shot in plan.shots[1:]]
    true = spans(plan, replays_only=True)
    hidden = tuple((np.ceil(a * 2) / 2, np.ceil(b * 2) / 2) for a, b in spans(plan, replays_only=False))
    tally(counts, "cuts", list(cuts.times), true_cuts, CUT)
    tally(counts, "wipes", list(wipes(cuts.passages)), list(plan.wipes), WIPE)
    bug = ScoreBug((0, 0, 1, 1), None, (), hidden)
    for name, found in (("replays by wipes alone", find_replays(cuts)), ("replays, bug too", find_replays(cuts, bug))):
        counts[f"{name} right"] += sum(
            any(abs(r.start - a) <= REPLAY and abs(r.end - b) <= REPLAY for a, b in true) for r in found
        )
        counts[f"{name} found"] += len(found)
        counts[f"{name} true"] += len(true)


def tally(counts: Counter[str], name: str, found: list[float], true: list[float], tolerance: float) -> None:
    counts[f"{name} right"] += matched(found, true, tolerance)
    counts[f"{name} found"] += len(found)
    counts[f"{name} true"] += len(true)


def accuracy(matches: int, minutes: float) -> None:
    styles = (*STYLES, *HELD_OUT_STYLES)
    groups: dict[str, Counter[str]] = {"known styles": Counter(), "held-out styles": Counter()}
    for n in range(matches):
        style = styles[n % len(styles)]
        group = groups["held-out styles" if style in HELD_OUT_STYLES else "known styles"]
        measure(plan_match(FIRST_SEED + n, minutes=minutes, density=4, style=style, half=1 + n % 2), group)
    for title, counts in groups.items():
        print(f"{title}:")
        for name in ("cuts", "wipes", "replays by wipes alone", "replays, bug too"):
            right, found, true = (counts[f"{name} {what}"] for what in ("right", "found", "true"))
            print(
                f"  {name:24} precision {right / max(found, 1):6.1%}  recall {right / max(true, 1):6.1%}  ({true} true)"
            )


def peaks(matches: int, minutes: float) -> None:
    """Whether the loudest places of the sound are where the plan's crowd roars."""
    from rmsnet.broadcast.loudness import LEVELS_PER_SECOND, Loudness

    heard = roars = 0
    for n in range(matches):
        plan = plan_match(FIRST_SEED + 50 + n, minutes=minutes, density=4)
        levels = []
        for block in sound(plan, 8000):
            power = np.square(block).mean(axis=1).reshape(-1, len(block) * LEVELS_PER_SECOND // 8000 or 1)
            levels += [10 * np.log10(part.mean() + 1e-9) for part in np.array_split(power.ravel(), LEVELS_PER_SECOND)]
        found = [t for t, _ in Loudness.of(np.array(levels, np.float32)).peaks()]
        goals = [event.time for event in plan.events if event.label == "goal"]
        roars += len(goals)
        heard += sum(any(-3 <= t - goal <= 12 for t in found) for goal in goals)
    print(f"excitement: {heard} of {roars} goals have a peak of 6 dB within 12 s")


def resident() -> float:
    """Megabytes of this process in memory now; Linux alone tells."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def memory(minutes: float) -> None:
    """What a long match leaves in memory: a drawn bug and noise for sound, read as they come, without any file."""
    picture = np.full((360, 640), 110, np.uint8)
    image = np.full((112, 200, 3), 90, np.uint8)
    rng = np.random.default_rng(1)
    reader, detector = ScoreBugReader(), CutDetector()
    samples: list[tuple[float, float]] = []
    count = round(minutes * 120)
    for n in range(count):
        shown = picture.copy()
        seconds = n // 2
        score = f"{min(9, seconds // 1200)} - 0"
        cv2.rectangle(shown, (24, 16), (330, 44), 20, -1)
        for x, text in ((32, "INT"), (98, score), (178, "NAP"), (250, f"{seconds // 60:02d}:{seconds % 60:02d}")):
            cv2.putText(shown, text, (x, 37), cv2.FONT_HERSHEY_DUPLEX, 0.66, 240, 1, cv2.LINE_AA)
        image[:] = rng.integers(60, 200) if n % 20 == 0 else image
        frame = SampledFrame(n, n / 2, image, LumaPicture(shown))
        reader.add(frame)
        detector.add(frame)
        samples.append((n / count, resident()))
    bug = reader.finish()
    settled = next(rss for share, rss in samples if share >= 0.2)
    readings = len(bug.readings) if bug else 0
    print(f"memory of bug and cuts: {samples[-1][1] - settled:+.1f} MB over the last 80 % of {minutes:g} minutes")
    print(f"  ({readings} readings, {len(detector.finish().times)} cuts, {samples[-1][1]:.0f} MB in all)")
    memory_of_sound(minutes)


def memory_of_sound(minutes: float) -> None:
    settled = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noise.mkv"
        noise, black = "anoisesrc=r=8000:a=0.1:seed=2", "color=s=32x32:r=1"
        length = ["-t", str(round(60 * minutes))]
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", noise, "-f", "lavfi"]
        subprocess.run([*command, "-i", black, *length, "-c:a", "pcm_s16le", "-preset", "ultrafast", path], check=True)
        with LoudnessMeter(path) as meter:
            until = 0.0
            while meter.read_until(until):
                until += 60.0
                settled = settled or (resident() if until >= 12 * minutes else 0.0)
            grown = resident() - settled
            meter.finish()
    print(f"memory of the sound: {grown:+.1f} MB over the last 80 % of {minutes:g} minutes")


def cost(minutes: float, size: tuple[int, int], match: Path | None) -> None:
    """Processor time of an analysis with and without the signals, of a rendered match or of a file that is there."""
    from app.core.bundled import bundled_model
    from rmsnet import analyse, load_checkpoint
    from rmsnet.broadcast.evidence import EvidenceOptions

    checkpoint = load_checkpoint(bundled_model())
    with tempfile.TemporaryDirectory() as folder:
        path = match or Path(folder) / "match.mp4"
        if match is None:
            for _ in write_match(plan_match(590, minutes=minutes, density=4), path, size=size):
                pass
        else:
            minutes = read_info(path).duration / 60
            size = (read_info(path).height, read_info(path).width)
        started = time.process_time()
        measure_loudness(path)
        print(f"sound: {(time.process_time() - started) / minutes * 90:.1f} s CPU for 90 minutes")
        spent = {}
        for name, wanted in (("plain", None), ("with signals", EvidenceOptions()), ("plain again", None)):
            started, wall = time.process_time(), time.monotonic()
            for step in analyse(path, checkpoint, device="cpu", evidence=wanted):
                last = step
            spent[name] = time.process_time() - started, time.monotonic() - wall
            if last.analysis is not None and last.analysis.evidence is not None:
                found = last.analysis.evidence
                print(f"found: {len(found.goals)} goals, {len(found.replays)} replays, absent {dict(found.absent)}")
        for name, (cpu, seconds) in spent.items():
            print(f"{name:14} {cpu:6.1f} s CPU  {seconds:6.1f} s wall for {minutes:g} minutes of {size[1]}x{size[0]}")
        plain = (spent["plain"][0] + spent["plain again"][0]) / 2
        print(f"share of the whole analysis: {1 - plain / spent['with signals'][0]:.1%} of its CPU time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matches", type=int, default=22)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--cost-minutes", type=float, default=5)
    parser.add_argument("--memory-minutes", type=float, default=90)
    parser.add_argument("--match", type=Path, help="measure the cost on this file, not on a rendered one")
    parser.add_argument("--size", default="1280x720")
    args = parser.parse_args()
    if args.matches:
        accuracy(args.matches, args.minutes)
        peaks(min(args.matches, 8), args.minutes)
    if args.memory_minutes:
        memory(args.memory_minutes)
    if args.cost_minutes:
        width, height = (int(x) for x in args.size.split("x"))
        cost(args.cost_minutes, (height, width), args.match)


if __name__ == "__main__":
    main()
