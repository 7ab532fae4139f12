"""The main job on a sample match, from nothing: what ``make demo`` runs. Prints; needs no screen."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from app.core.bundled import BUNDLED_STATEMENT, bundled_model
from app.core.places import feature_cache_folder
from app.core.sample import Comparison, SampleFiles, compare, read_truth, render_sample
from rmsnet.errors import OutputError

TOLERANCE = 2.5  # seconds between an event's truth and its spot


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The demo's own flags."""
    parser.add_argument("--out", type=Path, default=Path("demo"), help="folder for its files; default: demo")
    parser.add_argument("--no-window", action="store_true", help="do not open the window at the end")


def run(args: argparse.Namespace) -> int:
    """Render, analyse, compare with the truth, export, take a picture; 0 when every step worked."""
    folder: Path = args.out
    files = SampleFiles.inside(folder)
    _follow((_Share(share) for share in render_sample(files)), "Rendering the sample match")
    project = _analyse(files.video)
    rows = compare(read_truth(files.truth), [(e.time, e.label, e.confidence or 0) for e in project.events], TOLERANCE)
    _print_table(rows)
    reel, picture = folder / "reel.mp4", folder / "window.png"
    _export(project, files.video, reel)
    _take_picture(files.video.with_suffix(".rmsnet"), picture)
    _say_where(files, reel, picture)
    if not args.no_window and _has_screen():
        from app.main_window import run as open_window

        return open_window(files.video.with_suffix(".rmsnet"))
    return 0


class _Share:
    """A step that only knows how much is done."""

    def __init__(self, fraction: float) -> None:
        self.fraction = fraction


def _analyse(video: Path) -> Any:
    from app.core.matches import AnalysisOrder, analyse_match

    order = AnalysisOrder(video, bundled_model(), is_bundled=True, cache=feature_cache_folder())
    return _follow(analyse_match(order), "Analysing").result.project


def _export(project: Any, video: Path, reel: Path) -> None:
    from app.core.exporting import export_reel
    from app.core.reel import ReelOptions

    # All labels of the sample go in, not only the goals a summary would take.
    everything = project.model_copy(update={"reel": ReelOptions(labels=project.label_set.names)})
    _follow(export_reel(everything.build_reel(), [video], reel, overwrite=True), "Exporting the reel")


def _take_picture(project: Path, picture: Path) -> None:
    command = [sys.executable, "-m", "app.screenshot", str(picture.resolve()), "--project", str(project.resolve())]
    done = subprocess.run(command, cwd=Path(__file__).resolve().parents[1], capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise OutputError(picture, f"could not be taken ({last})", "Run make setup, which brings Qt's libraries.")


def _follow(steps: Iterator[Any] | Generator[Any, None, None], title: str) -> Any:
    """Pull steps to the end behind a progress bar; returns the last one."""
    from tqdm import tqdm

    last = None
    with tqdm(total=1000, desc=title, bar_format="{desc:28} {percentage:3.0f} % {bar:30}", file=sys.stderr) as bar:
        with closing(steps):  # type: ignore[type-var]
            for last in steps:
                bar.update(round(1000 * last.fraction) - bar.n)
        bar.update(1000 - bar.n)
    return last


def _print_table(rows: Sequence[Comparison]) -> None:
    print("\n  truth      found    conf.  event")
    for row in rows:
        found = "      -" if row.found is None else f"{row.found:6.1f} s"
        truth = "      -" if row.truth is None else f"{row.truth:6.1f} s"
        sure = "     " if row.confidence is None else f"{row.confidence:5.2f}"
        verdict = "missed" if row.found is None else "false" if row.truth is None else ""
        print(f"{truth:>9}  {found:>9}  {sure}  {row.label}  {verdict}")
    real = [row for row in rows if row.truth is not None]
    hits = sum(row.found is not None for row in real)
    false = sum(row.truth is None for row in rows)
    print(f"\n{hits} of {len(real)} events found within {TOLERANCE} s, {false} false. Model: {BUNDLED_STATEMENT}.")


def _say_where(files: SampleFiles, reel: Path, picture: Path) -> None:
    print(f"""
The match    {files.video}   (its truth: {files.truth})
The project  {files.video.with_suffix(".rmsnet")}
The reel     {reel}
The window   {picture}

Try next:    make run                                    the window, with a match of your own
             .venv/bin/python main.py analyse --help     the same without a screen
             .venv/bin/python main.py export --help""")


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
