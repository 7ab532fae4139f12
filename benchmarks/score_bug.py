"""How well score bugs that no tuning has seen are read: python -m benchmarks.score_bug [--seeds A B] [--jobs ...].

Rendered matches of two short halves with a break, drawn without their own bug, get bugs drawn by seed, are written
as H.264 and analysed from the file. Tuning used the seeds below 720; those from 720 on are for the figures.
With --decoys no goal counts: whatever is found is false.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import subprocess
import tempfile
import time as clockwork
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np

from benchmarks.score_bug_designs import Design, draw_design, lay_decoys, lay_over
from rmsnet.broadcast.match_clock import MatchClock, read_match_clock
from rmsnet.broadcast.readings import ScoreBug
from rmsnet.broadcast.score_bug import ScoreBugReader
from rmsnet.broadcast.score_goals import score_goals
from rmsnet.broadcast.text_reading import TextReader
from rmsnet.rendering import STYLES, MatchPlan, plan_match, sound
from rmsnet.rendering.frames import Renderer
from rmsnet.video import sample_frames

RATE = 2
BREAK = 24.0
HEIGHT, WIDTH = 720, 1280


@dataclass(frozen=True)
class Base:
    """Two halves without a bug: luma of both at 2 fps, and what is true of them."""

    pictures: np.ndarray
    plans: tuple[MatchPlan, MatchPlan]
    cuts: np.ndarray
    loudness: tuple[np.ndarray, np.ndarray]
    quiet: bool = False  # no goal counts, and the picture is full of decoys

    @property
    def second(self) -> float:
        """When the second plan begins."""
        return self.plans[0].duration + BREAK

    def plan_at(self, time: float) -> tuple[MatchPlan, float] | None:
        if time < self.plans[0].duration:
            return self.plans[0], time
        return (self.plans[1], time - self.second) if time >= self.second else None

    def goals(self) -> list[float]:
        if self.quiet:
            return []
        first, second = self.plans
        times = [e.time for e in first.events if e.label == "goal"]
        return times + [self.second + e.time for e in second.events if e.label == "goal"]

    def score(self, time: float) -> tuple[int, int]:
        if self.quiet:
            return 1, 0

        def of(plan: MatchPlan, at: float) -> tuple[int, int]:
            _, home, away = [s for s in plan.scores if s[0] <= at][-1]
            return home - plan.scores[0][1], away - plan.scores[0][2]

        a = of(self.plans[0], min(time, self.plans[0].duration))
        b = of(self.plans[1], time - self.second) if time >= self.second else (0, 0)
        return a[0] + b[0], a[1] + b[1]

    def clock(self, time: float, start: float) -> tuple[int, float] | None:
        """Half and clock; `start` is what the clock shows when the first half kicks off."""
        at = self.plan_at(time)
        if at is None:
            return None
        plan, inside = at
        if plan is self.plans[0]:
            return 1, start + max(0.0, inside - plan.kick_off)
        return 2, 2700 + max(0.0, inside - plan.kick_off)


def plan_with_goal(seed: int, minutes: float, style: str, half: int) -> MatchPlan:
    """The first plan from a seed on in which something is to be found."""
    plans = (plan_match(seed + 1000 * n, minutes=minutes, style=style, density=7, half=half) for n in itertools.count())
    return next(plan for plan in plans if any(event.label == "goal" for event in plan.events))


def make_base(seed: int, minutes: float, folder: Path) -> Base:
    names = [s if isinstance(s, str) else s.name for s in STYLES]
    style = names[seed % len(names)]
    plans = tuple(plan_with_goal(seed * 2 + half, minutes, style, half) for half in (1, 2))
    renderers = [Renderer(plan, (HEIGHT, WIDTH)) for plan in plans]
    for renderer in renderers:
        renderer.graphics.bug = lambda canvas, time: None
    count = int(plans[0].duration * 2 + BREAK * 2) + int(plans[1].duration * 2)
    pictures = np.lib.format.open_memmap(folder / f"base{seed}.npy", "w+", np.uint8, (count, HEIGHT, WIDTH))
    base = Base(pictures, plans, np.zeros(0), (np.zeros(0), np.zeros(0)))
    for n in range(count):
        at = base.plan_at(n / RATE)
        image = renderers[plans.index(at[0])].draw(at[1]) if at else renderers[1].draw(0.2 + (n % 7) / 10)
        pictures[n] = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return Base(pictures, plans, *_signals(base))


def _signals(base: Base) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    cuts, times, levels = [], [], []
    for plan, start in zip(base.plans, (0.0, base.second), strict=True):
        cuts += [start + shot.start for shot in plan.shots if start + shot.start > 0]
        rate = 8000
        samples = np.concatenate(list(sound(plan, rate)))
        power = np.concatenate([[0.0], np.cumsum((samples**2).mean(axis=1), dtype=float)])
        at = np.arange(int(0.4 * rate), len(power), rate // 10)
        levels.append(10 * np.log10(np.maximum((power[at] - power[at - int(0.4 * rate)]) / (0.4 * rate), 1e-8)))
        times.append(start + at / rate)
    return np.array(sorted(cuts)), (np.concatenate(times), np.concatenate(levels))


def write(base: Base, design: Design, start: float, size: tuple[int, int], path: Path, crf: int) -> list[bool]:
    """Write the match with a design's bug as H.264; whether each picture shows the bug."""
    height, width = size
    ffmpeg = subprocess.Popen(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray",
         "-s", f"{width}x{height}", "-r", str(RATE), "-i", "-", "-pix_fmt", "yuv420p", "-threads", "1",
         "-preset", "veryfast", "-crf", str(crf), str(path)],
        stdin=subprocess.PIPE,
    )  # fmt: skip
    renderers = [Renderer(plan, (8, 14)) for plan in base.plans]
    shown = []
    for n in range(len(base.pictures)):
        time = n / RATE
        at, clock = base.plan_at(time), base.clock(time, start)
        shot = renderers[base.plans.index(at[0])].shot_at(at[1]) if at else None
        visible = shot is not None and not (shot.replay or shot.view in ("line-up", "facts"))
        rows = None
        if visible:
            half, seconds = clock
            limit = 2700 * half
            stoppage = seconds - limit if half == 1 and seconds >= limit else None
            rows = design.lines(base.score(time), seconds, stoppage, time)
        shown.append(visible)
        picture = base.pictures[n]
        picture = (
            cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA) if height != HEIGHT else picture.copy()
        )
        if base.quiet:
            lay_decoys(picture, design, time)
        lay_over(picture, design, rows, time)
        ffmpeg.stdin.write(picture.tobytes())
    ffmpeg.stdin.close()
    assert ffmpeg.wait() == 0
    return shown


def on_screen(base: Base, shown: list[bool]) -> list[tuple[float, float]]:
    """From when to when each half's clock can be known: between the first and last picture that shows the bug."""
    spans = []
    for first, last in ((0.0, base.plans[0].duration), (base.second, len(shown) / RATE)):
        times = [n / RATE for n, there in enumerate(shown) if there and first <= n / RATE < last]
        if times:
            spans.append((times[0], times[-1]))
    return spans


def judge(
    base: Base, start: float, shown: list[bool], bug: ScoreBug | None, clock: MatchClock | None, goals: tuple
) -> dict:
    truth = base.goals()
    result: dict = {"goals": len(truth), "found": bug is not None}
    if bug is None or clock is None:
        return result | {
            "score_right": 0.0,
            "score_unread": 1.0,
            "clock_right": 0.0,
            "goals_right": 0,
            "false_goals": 0,
            "kick_off_2_error": None,
        }
    times = [r.time for r in bug.readings]
    right = [r.score == base.score(r.time) for r in bug.readings if r.score]
    on = []
    spans = on_screen(base, shown)
    for time in np.arange(times[0], times[-1], 0.5):
        if not any(first <= time <= last for first, last in spans):
            continue
        true = base.clock(float(time), start)
        if true is None or base.plan_at(float(time))[1] < base.plan_at(float(time))[0].kick_off:
            continue
        got = clock.at(float(time))
        on.append(got is not None and got[0] == true[0] and abs(got[1] - true[1]) <= 1.0)
    used: set[int] = set()
    errors = []
    false = 0
    for goal in goals:
        near = [(abs(goal.time - t), n) for n, t in enumerate(truth) if n not in used]
        if near and min(near)[0] <= 60:
            used.add(min(near)[1])
            errors.append(goal.time - truth[min(near)[1]])
        else:
            false += 1
    kick_off = clock.kick_off(2)
    true_kick_off = base.second + base.plans[1].kick_off
    return result | {
        "readings": len(times),
        "first": times[0],
        "score_right": float(np.mean(right)) if right else 0.0,
        "score_unread": 1 - len(right) / len(times),
        "clock_right": float(np.mean(on)),
        "goals_right": sum(abs(e) <= 5 for e in errors),
        "goal_errors": [round(e, 1) for e in errors],
        "false_goals": false,
        "kick_off_2_error": None if kick_off is None else round(kick_off - true_kick_off, 2),
        "teams": bug.teams,
    }


def run(seed: int, base: Base, size: tuple[int, int], folder: Path, reader: TextReader) -> dict:
    design = draw_design(seed)
    start = 2700 - 100.0 if seed % 3 == 0 else 0.0
    path = folder / f"bug{seed}_{size[0]}.mp4"
    shown = write(base, design, start, size, path, crf=(23, 26, 29)[seed % 3])
    bug_reader = ScoreBugReader(reader)
    cost = 0.0
    count = 0
    for frame in sample_frames(path, rate=Fraction(RATE), luma=True):
        began = clockwork.process_time()
        bug_reader.add(frame)
        cost += clockwork.process_time() - began
        count += 1
    bug = bug_reader.finish()
    clock = read_match_clock(bug) if bug else None
    goals = score_goals(bug, clock, base.cuts, base.loudness) if bug else ()
    result = judge(base, start, shown, bug, clock, goals)
    truth_teams = design.teams
    result |= {
        "seed": seed, "size": f"{size[1]}x{size[0]}", "layout": design.layout, "corner": design.corner,
        "font": design.font, "opacity": design.opacity, "ms_per_frame": round(1000 * cost / count, 2),
        "true_teams": truth_teams, "added": design.added if start else None,
    }  # fmt: skip
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs=2, default=(720, 732))
    parser.add_argument("--sizes", nargs="+", default=["1280x720", "398x224"])
    parser.add_argument("--minutes", type=float, default=2.5, help="per half")
    parser.add_argument("--per-base", type=int, default=4, help="designs laid over one rendered match")
    parser.add_argument("--decoys", action="store_true", help="no goal counts, and the picture is full of decoys")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    reader = TextReader()
    results = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = None
        for n, seed in enumerate(range(*options.seeds)):
            if n % options.per_base == 0:
                del base
                for old in folder.glob("*.npy"):
                    old.unlink()
                base = replace(make_base(seed, options.minutes, folder), quiet=options.decoys)
            for size in options.sizes:
                width, height = map(int, size.split("x"))
                result = run(seed, base, (height, width), folder, reader)
                results.append(result)
                print(json.dumps(result), flush=True)
                keep(results, options)
    print_table(results, options.sizes)


def keep(results: list[dict], options: argparse.Namespace) -> None:
    """Write what is known so far: a run that is cut short keeps its figures."""
    if options.out is None:
        return
    about = {
        "date": date.today().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "minutes_per_half": options.minutes,
        "decoys": options.decoys,
    }
    sizes = [size for size in options.sizes if any(r["size"] == size for r in results)]
    summary = {size: summarise([r for r in results if r["size"] == size]) for size in sizes}
    options.out.write_text(json.dumps(about | {"summary": summary, "matches": results}, indent=1) + "\n")


def print_table(results: list[dict], sizes: list[str]) -> None:
    print(
        f"{'size':10}{'matches':>8}{'found':>6}{'score':>8}{'unread':>8}{'clock':>8}"
        f"{'goals':>8}{'false':>6}{'half 2':>8}"
    )
    for size in sizes:
        s = summarise([r for r in results if r["size"] == size])
        goals = f"{s['goals_within_5_s']}/{s['goals']}"
        print(
            f"{size:10}{s['matches']:8}{s['found']:6}{s['score_right']:8.1%}{s['score_unread']:8.1%}{s['clock_within_1_s']:8.1%}{goals:>8}"
            f"{s['false_goals']:6}{s['second_kick_off_within_2_s']:8}"
        )


def summarise(results: list[dict]) -> dict:
    kick_offs = [r["kick_off_2_error"] for r in results]
    return {
        "matches": len(results),
        "found": sum(r["found"] for r in results),
        "score_right": round(float(np.mean([r["score_right"] for r in results])), 4),
        "score_unread": round(float(np.mean([r["score_unread"] for r in results])), 4),
        "clock_within_1_s": round(float(np.mean([r["clock_right"] for r in results])), 4),
        "goals": sum(r["goals"] for r in results),
        "goals_within_5_s": sum(r["goals_right"] for r in results),
        "false_goals": sum(r["false_goals"] for r in results),
        "second_kick_off_within_2_s": sum(k is not None and abs(k) <= 2 for k in kick_offs),
        "ms_per_frame": round(float(np.mean([r["ms_per_frame"] for r in results])), 2),
    }


if __name__ == "__main__":
    main()
