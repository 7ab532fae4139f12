"""How loud the match is: measured once per file in the background, and kept for the next time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, JobList

STEP_SECONDS = 30.0
"""Sound measured between two looks at whether to stop."""
QUIET, LOUD = -45.0, -10.0
"""LUFS drawn at the bottom and the top: a murmuring crowd and a shouting commentator lie inside."""

Heights = npt.NDArray[np.float32]


class Listening(QObject):
    """Measures the files of one document, one after the other.

    Args:
        document: the match.
        jobs: where its jobs run.
        cache: folder to keep levels in; None keeps none.
    """

    heard = Signal(object, object)

    def __init__(self, document: Document, jobs: JobList, cache: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._cache = document, jobs, cache
        self._levels: dict[str, Heights] = {}  # by the file's fingerprint
        self._job: Job | None = None
        document.closed.connect(self._forget)
        document.sources_changed.connect(self._tell)

    def listen(self) -> None:
        """Measure the next file whose level is not known."""
        document = self._document
        if self._job is not None:
            return
        for opened, entry in zip(document.sources, document.project.sources, strict=True):
            if opened is not None and entry.fingerprint not in self._levels:
                self._measure(opened.path, entry.fingerprint)
                return

    def _measure(self, path: Path, fingerprint: str) -> None:
        cache = self._cache
        job = Job("", lambda: _levels(path, fingerprint, cache), is_listed=False)
        self._job = job
        job.succeeded.connect(lambda levels: self._take(fingerprint, levels))
        job.failed.connect(lambda _: self._take(fingerprint, np.zeros(0, np.float32)))  # a match without a curve
        job.ended.connect(self._go_on)
        self._jobs.start(job)

    def _take(self, fingerprint: str, levels: Heights) -> None:
        self._levels[fingerprint] = levels
        self._tell()

    def _go_on(self) -> None:
        stopped = self._job is not None and self._job.state == "cancelled"
        self._job = None
        if not stopped:
            self.listen()

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._levels.clear()

    def _tell(self) -> None:
        """Hand on the levels of all files on the match's axis: seconds and heights 0..1."""
        times, heights = [np.zeros(0)], [np.zeros(0, np.float32)]
        for start, entry in zip(self._document.axis.starts, self._document.project.sources, strict=True):
            levels = self._levels.get(entry.fingerprint)
            if levels is not None and len(levels):
                times.append(start + np.arange(len(levels)) / 10)
                heights.append(levels)
        self.heard.emit(np.concatenate(times), np.concatenate(heights))


def _levels(path: Path, fingerprint: str, cache: Path | None) -> Iterator[Heights]:
    """Ten heights 0..1 a second, from the cache where they are there; the last step is the result."""
    kept = cache / f"sound-{fingerprint}.npy" if cache is not None and fingerprint else None
    if kept is not None and kept.exists():
        with contextlib.suppress(OSError, ValueError):
            yield np.load(kept, allow_pickle=False)
            return
    from rmsnet.broadcast.loudness import LoudnessMeter

    nothing = np.zeros(0, np.float32)
    with LoudnessMeter(path) as meter:
        until = STEP_SECONDS
        while meter.read_until(until):
            until += STEP_SECONDS
            yield nothing
        loudness = meter.finish()
    heights = nothing if loudness is None else _heights(loudness.levels)
    if kept is not None:
        with contextlib.suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            np.save(kept, heights)
    yield heights


def _heights(levels: Heights) -> Heights:
    """LUFS as heights; silence is 0."""
    shares = (np.nan_to_num(levels, nan=QUIET) - QUIET) / (LOUD - QUIET)
    return np.asarray(np.clip(shares, 0, 1), np.float32)
