"""What the window promises about files and jobs: python -m benchmarks.window_promises [NAME ...]

    seek      400 seeks through the player: wrong frames, and how long until the picture is there
    open      until the frame table and the first picture of a long file are there (--match, else a made one)
    cancel    from asking until an analysis and an export have stopped, and what is left behind
    crash     200 programs killed at random moments while they edit and save: unreadable projects, edits lost
    undo      random sequences of every kind of edit: undo all and redo all give the same bytes
    offline   one whole main job in a network namespace without any network

Prints one line per figure. A busy machine delays all of them: run it alone.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.*=false")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QImage

from app import commands
from app.analysing import ModelInUse
from app.core.bundled import bundled_model
from app.core.project import ModelReference, Project, ProjectSource
from app.core.project_file import Backups, ProjectError, load_project
from app.document import Document
from app.jobs import JobList
from app.main_window import MainWindow, make_application
from app.opening import OpenedMatch, OpenedSource
from app.playback import Playback
from app.work import Places
from rmsnet import SOCCERNET_V1
from rmsnet.video import read_frame_table, read_info
from tests.app.test_commands import any_edit, proposals
from tests.media import encode, make, read_barcode

ROOT = Path(__file__).resolve().parents[1]
SEEK_KINDS = ("constant_25", "ntsc_2997", "gop250_bframes", "variable_rate", "nonzero_start")
KILLS = 200
CANCELLED_AFTER = (0, 0.1, 0.5, 1, 2, 3, 4, 5, 6, 7)  # seconds since an analysis told its first step
PATIENCE_MS = 20_000

EDITOR = """
import os, sys, random, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from app import commands
from app.analysing import ModelInUse
from app.core.project import Project, ProjectSource
from app.core.project_file import Backups
from app.document import Document
from app.jobs import JobList
from app.opening import OpenedMatch
from app.saving import Saving
application = QCoreApplication([])
path, log = Path(sys.argv[1]), open(sys.argv[2], "a", buffering=1)
document, jobs = Document(), JobList()
saving = Saving(document, jobs, Backups(path.parent / "backups"))
source = ProjectSource(path="match.mp4", duration=5400)
saving.take_over(path, None)
document.open(OpenedMatch(Project(sources=(source,)), path))
chance = random.Random(int(sys.argv[3]))
def edit():
    commands.add(document, "goal", chance.uniform(0, 5400))
    log.write(f"{time.time()} {len(document.events)}\\n")
timer = QTimer(interval=20)
timer.timeout.connect(edit)
timer.start()
application.exec()
"""


def told(name: str, values: list[float], goal: str, unit: str = "ms") -> None:
    values = sorted(values)
    late = values[min(len(values) - 1, round(0.95 * len(values)))]
    figures = f"median {statistics.median(values):8.1f}  p95 {late:8.1f}  worst {values[-1]:8.1f} {unit}"
    print(f"{name:52} {figures}   goal {goal}", flush=True)


def wait_until(true: Callable[[], bool], limit_ms: int = PATIENCE_MS) -> bool:
    loop, end = QEventLoop(), time.monotonic() + limit_ms / 1000
    while not true() and time.monotonic() < end:
        QTimer.singleShot(1, loop, loop.quit)
        loop.exec()
    return true()


def frame_in(image: QImage) -> int:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return read_barcode(rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy())


def seek(folder: Path, args: argparse.Namespace) -> None:
    wrong, waits = 0, []
    for kind in SEEK_KINDS:
        missed, waited = seeks_through(make(kind, folder), args.seeks // len(SEEK_KINDS), has_barcode=True)
        wrong, waits = wrong + missed, waits + waited
    told(f"seek: {wrong} wrong of {len(waits)}; until the picture", waits, "0 wrong, p95 80 ms at 720p")
    if args.match:
        _, waits = seeks_through(args.match, 100, has_barcode=False)
        told(f"seek: 100 through {args.match.name}", waits, "p95 80 ms at 720p")
        told(f"seek: 160 steps of 1 and 5 through {args.match.name}", steps_through(args.match), "p95 80 ms at 720p")


def steps_through(path: Path) -> list[float]:
    """How many milliseconds each step from a frame in the middle took, forwards and backwards."""
    source = OpenedSource(path, read_info(path), read_frame_table(path))
    jobs, shown = JobList(), []
    playback = Playback(jobs)
    playback.picture_changed.connect(shown.append)
    playback.open([source])
    wait_until(lambda: bool(shown))
    shown.clear()
    playback.seek(source.table.time_of(len(source.table) // 2))
    wait_until(lambda: bool(shown))
    waits = []
    for frames in [1, -1, 5, -5] * 2:
        for _ in range(20):
            shown.clear()
            start = time.perf_counter()
            playback.step(frames)
            wait_until(lambda: bool(shown))
            waits.append((time.perf_counter() - start) * 1000)
    playback.close()
    jobs.stop()
    return waits


def seeks_through(path: Path, count: int, has_barcode: bool) -> tuple[int, list[float]]:
    """How many seeks to random frames showed another one, and how many milliseconds each took."""
    source = OpenedSource(path, read_info(path), read_frame_table(path))
    jobs, shown = JobList(), []
    playback = Playback(jobs)
    playback.picture_changed.connect(shown.append)
    playback.open([source])
    wait_until(lambda: bool(shown))
    chance, wrong, waits = random.Random(1), 0, []
    for _ in range(count):
        frame = chance.randrange(len(source.table))
        if frame == playback.frame:
            continue
        shown.clear()
        start = time.perf_counter()
        playback.seek(source.table.time_of(frame))
        wait_until(lambda: bool(shown))
        waits.append((time.perf_counter() - start) * 1000)
        if has_barcode:
            wait_until(lambda wanted=frame: bool(shown) and frame_in(shown[-1]) == wanted, 1500)
            wrong += not shown or frame_in(shown[-1]) != frame
    playback.close()
    jobs.stop()
    return wrong, waits


def make_window(folder: Path) -> MainWindow:
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Places(bundled_model(), True, None, Backups(folder / "backups")), settings)
    window.show()
    return window


def long_match(folder: Path) -> Path:
    """Ninety minutes at 25 frames a second, tiny pictures: as many packets as a real match."""
    path = folder / "long.mp4"
    if not path.exists():
        encode(path, [Fraction(n, 25) for n in range(90 * 60 * 25)], rate=Fraction(25), size=(64, 48))
    return path


def open_file(folder: Path, args: argparse.Namespace) -> None:
    match = args.match or long_match(folder)
    tables, pictures = [], []
    for _ in range(3):
        start = time.perf_counter()
        read_frame_table.cache_clear() if hasattr(read_frame_table, "cache_clear") else None
        read_info(match), read_frame_table(match)
        tables.append((time.perf_counter() - start) * 1000)
    place = folder / "opened" / match.name
    place.parent.mkdir(exist_ok=True)
    shutil.copyfile(match, place)
    window = make_window(folder)
    window.work.analyse = lambda: None  # only opening is measured
    shown: list[float] = []
    window.playback.picture_changed.connect(lambda _: shown.append(time.perf_counter()))
    for _ in range(3):
        shown.clear()
        start = time.perf_counter()
        window.work.open(place)
        wait_until(lambda: bool(shown))
        pictures.append((shown[0] - start) * 1000)
    window.close()
    told("open: frame table alone", tables, "2000")
    told("open: until the first picture is in the window", pictures, "2000")


def cancel(folder: Path, args: argparse.Namespace) -> None:
    place = folder / "cancelled" / "match.mp4"
    place.parent.mkdir()
    shutil.copyfile(args.match or make("constant_25", folder), place)
    window = make_window(folder)
    started: list[object] = []
    window.work.analysis_progressed.connect(started.append)
    window.work.open(place)
    waits = []
    for seconds in CANCELLED_AFTER:
        wait_until(lambda: bool(started), 120_000)
        wait_until(lambda: False, round(seconds * 1000))
        start = time.perf_counter()
        window.work.cancel_analysis()
        wait_until(lambda: not window.work.is_analysing)
        waits.append((time.perf_counter() - start) * 1000)
        started.clear()
        window.work.analyse()
    wait_until(lambda: bool(started), 120_000)
    window.work.cancel_analysis()
    wait_until(lambda: not window.work.is_analysing)
    told("cancel: an analysis, as its network is loaded", waits[:1], "1000")
    told(f"cancel: an analysis, {CANCELLED_AFTER[1]:g} to {CANCELLED_AFTER[-1]:g} s into it", waits[1:], "1000")
    commands.choose_labels(window.document, window.document.labels)
    for number in range(6):
        commands.add(window.document, window.document.labels[0], 1.5 * number)
    commands.set_merging(window.document, False)
    target = place.with_name("reel.mp4")
    window.work.export_reel(target)
    job = window.jobs.running[-1]
    begun: list[object] = []
    job.progressed.connect(begun.append)
    wait_until(lambda: bool(begun) or not job.is_running, 60_000)
    start = time.perf_counter()
    job.cancel()
    wait_until(lambda: not job.is_running)
    left = [path.name for path in place.parent.iterdir() if "reel" in path.name]
    told(
        f"cancel: an export ({job.state}, left behind: {left or 'nothing'})",
        [(time.perf_counter() - start) * 1000],
        "2000",
    )
    window.close()
    print(f"cancel: jobs left after closing {len(window.jobs.running)}   goal 0")


def crash(folder: Path, args: argparse.Namespace) -> None:
    chance, unreadable, lost = random.Random(1), 0, []
    project, log = folder / "crash.rmsnet", folder / "edits.log"
    for number in range(args.kills):
        project.unlink(missing_ok=True)
        log.write_text("")
        command = [sys.executable, "-c", EDITOR, str(project), str(log), str(number)]
        program = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not project.exists() and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1.5))
        program.send_signal(signal.SIGKILL)
        program.wait()
        edits = [line.split() for line in log.read_text().splitlines() if line.count(" ") == 1]
        try:
            kept = len(load_project(project).events)
        except ProjectError:
            unreadable += 1
            continue
        newer = [float(when) for when, count in edits if int(count) > kept]
        lost.append((float(edits[-1][0]) - newer[0]) if newer else 0.0)
    told(f"crash: {unreadable} unreadable of {args.kills} kills; edits lost", lost, "0 unreadable, 2 s", "s")


def undo(folder: Path, args: argparse.Namespace) -> None:
    document, chance, edits, begun = Document(), random.Random(1), 0, time.process_time()
    source = ProjectSource(path="match.mp4", fingerprint="aa", duration=2700)
    model = ModelInUse(ModelReference(name="model", fingerprint="f00"), SOCCERNET_V1, {}, 0.5, "CPU")
    document.open(OpenedMatch(Project(sources=(source,)), folder / "match.rmsnet"))
    document.take_model(model)
    document.take_analysis(proposals(60))
    stack = document.undo_stack
    for _ in range(args.sequences):
        start = document.project.to_json()
        for _ in range(chance.randint(1, 12)):
            before, entries = document.decisions, stack.count()
            any_edit(document, chance)()
            assert (stack.count() == entries + 1) == (document.decisions != before), "one entry per effective edit"
        end, edits = document.project.to_json(), edits + stack.count()
        stack.setIndex(0)
        assert document.project.to_json() == start, "undo all"
        stack.setIndex(stack.count())
        assert document.project.to_json() == end, "redo all"
        stack.setIndex(0)
        stack.clear()
    spent = (time.process_time() - begun) / max(1, edits) * 1000
    counts = f"{args.sequences:,} sequences, {edits:,} edits"
    print(f"undo: {counts}: byte-equal both ways, {spent:.2f} ms of processor an edit   goal byte-equal")


def offline(folder: Path, args: argparse.Namespace) -> None:
    command = [sys.executable, "main.py", "analyse", str(args.match or make("constant_25", folder))]
    command += ["-o", str(folder / "offline.rmsnet")]
    isolated = ["unshare", "--net", "--map-root-user", *command]
    done = subprocess.run(isolated, cwd=ROOT, capture_output=True, text=True, check=False)
    verdict = "works" if done.returncode == 0 else f"FAILED: {done.stderr.strip().splitlines()[-1:]}"
    print(f"offline: analysing without any network {verdict}   goal works")


PROMISES = {"seek": seek, "open": open_file, "cancel": cancel, "crash": crash, "undo": undo, "offline": offline}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"which of {', '.join(PROMISES)}; all when none is named")
    parser.add_argument("--match", type=Path, help="a video of your own for seek, open, cancel and offline")
    parser.add_argument("--seeks", type=int, default=400)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=KILLS)
    args = parser.parse_args()
    make_application()
    for name in args.names or PROMISES:
        with tempfile.TemporaryDirectory() as folder:
            PROMISES[name](Path(folder), args)
    return 0


if __name__ == "__main__":
    sys.exit(main())
