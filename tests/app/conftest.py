"""Fixtures for the application: its own folders, a small model, a short match, and proof that nothing runs on."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QThread, QTimer

from app.analysing import analyse_match
from app.core.project_file import Backups
from app.jobs import JobList
from app.log import stop_logging
from tests.media import encode


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory, monkeypatch):
    """Keep the application's caches, logs and backups out of the person's own folders."""
    folder = tmp_path_factory.mktemp("places")
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    yield folder
    stop_logging()


@pytest.fixture
def nothing_left(qapp, monkeypatch) -> Iterator[None]:
    """Fail a test that leaves a thread or a timer running."""
    before = set(threading.enumerate())
    started = {kind: _note_starts(kind, monkeypatch) for kind in (QThread, QTimer)}
    yield
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    threads = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
    assert not threads, f"threads left: {threads}"
    jobs = [thread for thread in started[QThread] if shiboken6.isValid(thread) and thread.isRunning()]
    assert not jobs, f"jobs left: {jobs}"
    timers = [timer for timer in started[QTimer] if shiboken6.isValid(timer) and timer.isActive()]
    assert not timers, f"timers left: {[(timer, timer.parent()) for timer in timers]}"


def _note_starts(kind: type, monkeypatch) -> weakref.WeakSet:
    """Every thread or timer that is started from now on."""
    noted: weakref.WeakSet = weakref.WeakSet()
    start = kind.start

    def start_noted(self, *arguments):
        noted.add(self)
        start(self, *arguments)

    monkeypatch.setattr(kind, "start", start_noted)
    return noted


@pytest.fixture
def jobs(nothing_left) -> Iterator[JobList]:
    made = JobList()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def model(tmp_path_factory) -> Path:
    """A checkpoint with random weights: quick, and sure of nothing."""
    import torch

    from rmsnet import SpottingOptions, checkpoint
    from rmsnet.config import NetworkConfig
    from rmsnet.model import RMSNet

    torch.manual_seed(3)
    config = NetworkConfig(backbone="mobilenet-v3-small", feature_dim=576, frame_height=48, frame_width=80)
    path = tmp_path_factory.mktemp("model") / "random.safetensors"
    record = {"name": "random", "statement": "Random weights, for tests only"}
    checkpoint.save(path, RMSNet(config).eval(), SpottingOptions(default_threshold=0.03), record)
    return path


@pytest.fixture(scope="session")
def long_match(tmp_path_factory) -> Path:
    """A minute of moving barcodes at five frames a second: long enough for votes, quick to decode."""
    times = [Fraction(n, 5) for n in range(300)]
    return encode(tmp_path_factory.mktemp("match") / "final.mp4", times, rate=Fraction(5))


@pytest.fixture
def match(long_match, tmp_path) -> Path:
    """The match in a folder of its own, so that its project is new."""
    place = tmp_path / "matches" / long_match.name
    place.parent.mkdir()
    place.write_bytes(long_match.read_bytes())
    return place


@pytest.fixture
def make_window(nothing_left, model, tmp_path) -> Iterator[Callable]:
    """Makes windows that keep everything in the test's folder, and closes them."""
    from app.main_window import MainWindow
    from app.work import Places

    windows = []

    def made(checkpoint: Path = model):
        places = Places(checkpoint, True, tmp_path / "cache", Backups(tmp_path / "backups"))
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        if not settings.contains("settings/signals"):
            settings.setValue("settings/signals", "none")  # looking for a score bug takes seconds
        window = MainWindow(places, settings)
        windows.append(window)
        window.show()
        return window

    yield made
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window):
    return make_window()


class Pace:
    """Keeps analyses at a step until the window has taken it; once held, at the step where they are."""

    def __init__(self) -> None:
        self.taken: object = None
        self.is_held = False
        self._never = threading.Event()

    def steps(self, request):
        for step in analyse_match(request):
            yield step
            while step.result is None and (self.is_held or self.taken is not step):
                self._never.wait(0.01)
                yield step  # so that it can be cancelled


@pytest.fixture
def pace(window, monkeypatch) -> Pace:
    """The window's analyses never run ahead of what it shows, however fast the machine."""
    made = Pace()
    monkeypatch.setattr("app.work.analyse_match", made.steps)
    window.work.analysis_progressed.connect(lambda step: setattr(made, "taken", step))
    return made


@pytest.fixture
def half_way(qtbot, window, pace, match):
    """A window whose analysis stays where it is, with some of the match done."""

    def is_under_way(step) -> bool:
        pace.is_held = 0 < step.done_frames < step.total_frames
        return pace.is_held

    with qtbot.waitSignal(window.work.analysis_progressed, check_params_cb=is_under_way, timeout=60_000):
        window.work.open(match)
    return window


@pytest.fixture
def reviewed(qtbot, window, match):
    """A window with the match open and analysed."""
    with qtbot.waitSignal(window.work.analysis_ended, timeout=60_000):
        window.work.open(match)
    assert window.document.is_analysed, window.notices.texts
    return window
