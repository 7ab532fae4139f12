"""How quickly the window answers: python benchmarks/window.py. Prints one line per figure; nothing is timed in tests.

Each figure is the median and the 95th percentile of wall time in milliseconds, with the processor time beside it,
because a machine that does other work delays the wall clock and not the processor's.
"""

from __future__ import annotations

import argparse
import os
import random
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
from PySide6.QtCore import QElapsedTimer, QEventLoop, QSettings, QTimer

from app import commands, theme
from app.analysing import ModelInUse
from app.core.project import ModelReference, Project, ProjectSource
from app.core.project_file import Backups
from app.core.thresholds import Candidates
from app.curves import Curves
from app.main_window import MainWindow, make_application
from app.opening import Analysed, OpenedMatch
from app.work import Places
from rmsnet import SOCCERNET_V1, SOCCERNET_V2, LabelSet, Spot

COLD_START = """
import time; begun = time.perf_counter()
from PySide6.QtCore import QSettings
from app.main_window import MainWindow, make_application
application = make_application()
window = MainWindow(settings=QSettings("/nonexistent/settings.ini", QSettings.Format.IniFormat))
window.show(); application.processEvents()
import sys
print(time.perf_counter() - begun, time.process_time(), "torch" in sys.modules)
"""


def told(name: str, walls: list[float], processor: float, goal: str) -> None:
    walls = sorted(walls)
    late = walls[min(len(walls) - 1, round(0.95 * len(walls)))]
    print(
        f"{name:58} median {statistics.median(walls) * 1000:7.1f}  p95 {late * 1000:7.1f}  "
        f"processor {processor / len(walls) * 1000:7.1f} ms   goal {goal}"
    )


def measure(name: str, goal: str, action: Callable[[], object], times: int) -> None:
    walls, begun = [], time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        action()
        walls.append(time.perf_counter() - start)
    told(name, walls, time.process_time() - begun, goal)


def synthetic(labels: LabelSet, points: int, events: int | None = None) -> Analysed:
    """Curves and candidates as a whole match has them."""
    rng = np.random.default_rng(1)
    noise = rng.random((len(labels), points)).astype(np.float32) ** 3
    curves = Curves(labels.names, np.arange(points) / 2, noise, np.round(noise * 9), points / 2)
    # A match has some 150 proposals per label, of which one in six reaches 0.5.
    count, least = (events, 1) if events else (len(labels) * 150, 4)
    spots = [
        Spot(float(rng.uniform(0, points / 2)), str(rng.choice(labels.names)), float(rng.random() ** least))
        for _ in range(count)
    ]
    return Analysed(curves, Candidates.from_spots(spots, 0, "model", "f00"))


def opened_window(folder: Path, labels: LabelSet, analysed: Analysed, seconds: float) -> MainWindow:
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Places(folder / "none", True, None, Backups(folder / "backups")), settings)
    window.show()
    source = ProjectSource(path="match.mp4", fingerprint="aa", duration=seconds, rate=str(Fraction(25)))
    window.document.open(OpenedMatch(Project(sources=(source,)), folder / "match.rmsnet"))
    window.document.take_model(ModelInUse(ModelReference(name="m", fingerprint="f00"), labels, {}, 0.5, "CPU"))
    window.document.take_analysis(analysed)
    return window


def threshold_drag(folder: Path, labels: LabelSet, points: int, goal: str) -> None:
    window = opened_window(folder, labels, synthetic(labels, points), points / 2)
    application = make_application()
    application.processEvents()
    plot = window.timeline.plot
    label = labels.names[0]
    levels = iter(np.tile(np.linspace(0.3, 0.9, 50), 4).round(3).tolist())

    def move() -> None:
        plot.threshold_dragged.emit(label, next(levels))
        application.processEvents()  # the redraw included

    commands_before = window.document.undo_stack.count()
    plot.drag_began.emit()
    measure(f"threshold drag, {points:,} points x {len(labels)} labels", goal, move, 150)
    assert window.document.undo_stack.count() == commands_before + 1
    window.close()


def many_events(folder: Path) -> None:
    window = opened_window(folder, SOCCERNET_V1, synthetic(SOCCERNET_V1, 10_800, 10_000), 5400)
    application = make_application()
    document, model = window.document, window.events_model
    for label in SOCCERNET_V1.names:
        commands.set_threshold(document, label, 0.0)
    assert len(document.events) > 9_900
    events = document.events

    def fill() -> None:
        model.set_events(())
        model.set_events(events)
        application.processEvents()

    measure("10,000 events into the table", "300", fill, 10)
    words = iter(["goal", "go", "g", "gx", "card"] * 4)

    def type_letter() -> None:
        window.events_panel._search.setText(next(words))
        application.processEvents()

    measure("a keystroke in the filter at 10,000 events", "50", type_letter, 20)
    window.events_panel._search.clear()
    measure("sorting 10,000 events", "-", lambda: model.sort(2), 5)
    window.close()


def undo(folder: Path, count: int) -> None:
    window = opened_window(folder, SOCCERNET_V1, synthetic(SOCCERNET_V1, 10_800, 200), 5400)
    document, chance = window.document, random.Random(1)
    start = document.project.to_json()
    begun = time.process_time()
    edits = 0
    while edits < count:
        event = chance.choice(document.events).id
        kind = chance.randrange(5)
        edits += (
            commands.accept(document, [event])
            if kind == 0
            else commands.reject(document, [event])
            if kind == 1
            else commands.relabel(document, [event], chance.choice(SOCCERNET_V1.names))
            if kind == 2
            else commands.move(document, event, chance.uniform(0, 5400))
            if kind == 3
            else commands.trim_clip(document, event, chance.uniform(0, 5400), None)
        )
    end = document.project.to_json()
    document.undo_stack.setIndex(0)
    assert document.project.to_json() == start
    document.undo_stack.setIndex(count)
    assert document.project.to_json() == end
    spent = time.process_time() - begun
    print(f"{count:,} edits, undo all, redo all: byte-equal; {spent / 3 / count * 1000:.2f} ms of processor each")
    window.close()


def gaps(folder: Path, match: Path, model: Path) -> None:
    """The longest time the event loop was not reached while a match is analysed and exported."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Places(model, True, None, Backups(folder / "backups")), settings)
    window.show()
    clock, longest = QElapsedTimer(), {}
    stage = ["showing the first page"]
    place = folder / match.name
    place.write_bytes(match.read_bytes())
    window.load_ahead()
    clock.start()

    def beat() -> None:
        longest[stage[0]] = max(longest.get(stage[0], 0), clock.restart())

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    timer.start()
    loop = QEventLoop()
    QTimer.singleShot(3_000, loop.quit)
    loop.exec()
    stage[0] = "opening"
    window.work.analysis_progressed.connect(lambda _: stage.__setitem__(0, "analysing"))
    window.work.analysis_ended.connect(loop.quit)
    window.work.open(place)
    loop.exec()
    document = window.document
    commands.choose_labels(document, document.labels)
    for number in range(3):
        commands.add(document, document.labels[0], 3.0 + 8 * number)
    stage[0] = "exporting"
    window.work.exported.connect(loop.quit)
    window.work.failed.connect(loop.quit)
    window.work.export_reel(folder / "reel.mp4")
    loop.exec()
    stage[0] = "scrubbing"
    places = iter(np.random.default_rng(1).uniform(0, document.axis.duration, 400).tolist())
    hand = QTimer(interval=25)  # a mouse on the timeline asks about forty times a second
    hand.timeout.connect(lambda: window.timeline.plot.time_clicked.emit(next(places)))
    hand.start()
    QTimer.singleShot(9_000, loop.quit)
    loop.exec()
    hand.stop()
    timer.stop()
    for name, gap in longest.items():
        print(f"longest event-loop gap while {name:30} {gap:6} ms   goal 100")
    window.close()


def cold_start() -> None:
    root = Path(__file__).resolve().parents[1]
    runs = [
        subprocess.run([sys.executable, "-c", COLD_START], cwd=root, capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    figures = [run.stdout.split() for run in runs]
    assert all(torch == "False" for _, _, torch in figures), "torch must not be loaded before the window is shown"
    told("window shown", [float(wall) for wall, _, _ in figures], sum(float(p) for _, p, _ in figures), "1500")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000, help="length of the random edit sequence")
    parser.add_argument("--match", type=Path, help="a video to analyse and export while the event loop is watched")
    parser.add_argument("--model", type=Path, help="a checkpoint for that")
    parser.add_argument("--skip-long", action="store_true", help="leave out 3 x 135,000 points")
    args = parser.parse_args()
    application = make_application()
    theme.apply_theme(application, dark=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold_start()
        threshold_drag(folder, SOCCERNET_V2, 10_800, "16")
        if not args.skip_long:
            threshold_drag(folder, SOCCERNET_V1, 135_000, "50")
        many_events(folder)
        undo(folder, args.edits)
        if args.match and args.model:
            gaps(folder, args.match, args.model)


if __name__ == "__main__":
    main()
