"""python -m rmsnet render: a broadcast of a match that was never played, with known events."""

from __future__ import annotations

import argparse
import contextlib
from fractions import Fraction
from pathlib import Path

from tqdm import tqdm

from rmsnet.errors import OptionError, OutputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("output", type=Path, metavar="OUT.mp4", help="the video to write")
    parser.add_argument("--minutes", type=float, default=3.0, help="length (default: 3)")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another match (default: 0)")
    parser.add_argument("--style", help="the broadcaster's look (default: drawn by the seed)")
    parser.add_argument("--half", type=int, default=1, choices=(1, 2), help="which half (default: 1)")
    parser.add_argument("--truth", type=Path, metavar="LABELS.json", help="write the events as SoccerNet does")
    parser.add_argument("--fps", default="25", help="frames a second: 25, 29.97, 30000/1001... (default: 25)")
    parser.add_argument("--size", default="398x224", help="WIDTHxHEIGHT, even numbers (default: 398x224)")
    parser.add_argument("--crf", type=int, default=23, help="quality of H.264, lower is better (default: 23)")
    parser.add_argument("--gop", type=int, default=250, help="frames between key frames (default: 250)")
    parser.add_argument("--no-events", action="store_true", help="look-alikes only: no goal, card or substitution")
    parser.add_argument("--density", type=float, default=1.0, help="multiplies the real event rates (default: 1)")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing file")


def run(args: argparse.Namespace) -> int:
    from rmsnet.rendering import plan_match, write_match

    for path in (args.output, args.truth):
        if path is not None and path.exists() and not args.overwrite:
            raise OutputError(path, "exists already", "Give another name, or --overwrite to replace it.")
    plan = plan_match(
        args.seed, minutes=args.minutes, style=args.style, events=not args.no_events, density=args.density,
        half=args.half,
    )  # fmt: skip
    steps = write_match(
        plan, args.output, fps=frame_rate(args.fps), size=picture_size(args.size), truth_path=args.truth,
        crf=args.crf, gop=args.gop,
    )  # fmt: skip
    with contextlib.closing(steps), tqdm(unit="frame", desc=args.output.name) as bar:
        for step in steps:
            bar.total = step.total
            bar.update(step.done - bar.n)
    print(f"{args.output}: {plan.duration:.0f} s, style {plan.style}, {len(plan.events)} events")
    for event in plan.events:
        minutes, seconds = divmod(int(event.time), 60)
        print(f"  {minutes:02d}:{seconds:02d}  {event.label}  ({event.annotation}, {('home', 'away')[event.team]})")
    return 0


def frame_rate(text: str) -> Fraction:
    """Frames a second from "25", "30000/1001" or the NTSC shorthands "23.976", "29.97", "59.94".

    Raises:
        OptionError: not a number above 0.
    """
    try:
        rate = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise OptionError(f"{text!r} is not a frame rate: give 25, 29.97 or 30000/1001.") from None
    for nominal in (24, 30, 60, 120):
        exact = Fraction(nominal * 1000, 1001)
        if abs(rate - exact) < Fraction(1, 200):
            return exact
    if rate <= 0:
        raise OptionError(f"{text!r} is not a frame rate: give 25, 29.97 or 30000/1001.")
    return rate


def picture_size(text: str) -> tuple[int, int]:
    """(height, width) from "WIDTHxHEIGHT".

    Raises:
        OptionError: not of that form.
    """
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise OptionError(f"{text!r} is not a size: give WIDTHxHEIGHT, such as 398x224.")
    return int(height), int(width)
