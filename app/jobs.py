"""Background work: a Job pulls an iterator of steps in a thread of its own. The only place that starts threads.

What the window may rely on:

- Every signal arrives in the thread that made the job; ``progressed`` at most ten times a second.
- ``cancel()`` stops pulling after the step under way and closes the iterator in its own thread.
- A job ends in exactly one of ``succeeded``, ``failed`` and ``cancelled``, then ``ended``; its thread is gone by then.
- ``JobList.stop()`` returns only when no thread is left, so a window that calls it may be closed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from rmsnet.errors import RmsNetError

LEAST_SECONDS_BETWEEN_STEPS = 0.1

Steps = Callable[[], Iterator[Any]]
Fraction = Callable[[Any], float | None]


class JobState(StrEnum):
    """Where a job is in its life."""

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class _Puller(QThread):
    """The thread: pulls steps, hands over the newest one when the receiver has taken the one before."""

    stepped = Signal()

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._steps = steps
        self.latest: Any = None
        self.taken = True
        self.stop = False
        self.error: Exception | None = None

    def run(self) -> None:
        told = 0.0
        try:
            steps = self._steps()
            try:
                for self.latest in steps:
                    if self.stop:
                        return
                    if self.taken and time.monotonic() - told >= LEAST_SECONDS_BETWEEN_STEPS:
                        self.taken, told = False, time.monotonic()
                        self.stepped.emit()
            finally:
                # Files close here, in the thread that opened them.
                close = getattr(steps, "close", None)
                if close is not None:
                    close()
        except Exception as error:  # noqa: BLE001 - the one place: whatever happens is told, not lost
            self.error = error


class Job(QObject):
    """One piece of background work. It has no Qt parent: a ``JobList`` keeps it until its thread is gone.

    Args:
        title: what is being done, to show ("Analysing final.mp4").
        steps: makes the iterator; called in the thread. The last step is the result.
        fraction: how much of the work a step completes, 0..1; None where unknown.
        is_listed: whether people want to see it; saving a project is too short to list.
    """

    started = Signal()
    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(
        self, title: str, steps: Steps, fraction: Fraction = lambda step: None, is_listed: bool = True
    ) -> None:
        super().__init__()
        self.title, self.is_listed = title, is_listed
        self.steps, self.fraction_of = steps, fraction
        self.state = JobState.WAITING
        self.fraction: float | None = None
        self.error: Exception | None = None
        self.again: Callable[[], None] | None = None  # how to try again, where a person may
        self._puller = _Puller(steps)
        self._puller.stepped.connect(self._take_step)
        self._puller.finished.connect(self._finish)
        self._first: tuple[float, float] | None = None  # clock and fraction at the first step that had one

    @property
    def is_running(self) -> bool:
        """Whether its thread exists."""
        return self.state is JobState.RUNNING

    @property
    def seconds_left(self) -> float | None:
        """An estimate from the speed since the first step; None while there is nothing to tell it from."""
        if self._first is None or self.fraction is None or not self.is_running:
            return None
        clock, fraction = self._first
        done, passed = self.fraction - fraction, time.monotonic() - clock
        return None if done <= 0 or passed < 1 else (1 - self.fraction) * passed / done

    def start(self) -> None:
        """Start the thread; once only."""
        self.state = JobState.RUNNING
        self._puller.start()
        self.started.emit()

    def cancel(self) -> None:
        """Ask it to stop after the step under way; it ends as cancelled unless it was just done."""
        self._puller.stop = True

    def wait(self) -> None:
        """Block until its thread is gone and its end was told."""
        if self.is_running:
            self._puller.wait()
            self._finish()

    def _take_step(self) -> None:
        if not self.is_running:
            return
        step, self._puller.taken = self._puller.latest, True
        self.fraction = self.fraction_of(step)
        if self.fraction is not None and self._first is None:
            self._first = (time.monotonic(), self.fraction)
        self.progressed.emit(step)

    def _finish(self) -> None:
        if not self.is_running:
            return
        self._puller.wait()  # ``finished`` is sent a moment before the thread is gone
        self.error = self._puller.error
        if self.error is not None:
            self.state = JobState.FAILED
            self.failed.emit(self.error)
        elif self._puller.stop:
            self.state = JobState.CANCELLED
            self.cancelled.emit()
        else:
            self.state, self.fraction = JobState.SUCCEEDED, 1.0
            self.succeeded.emit(self._puller.latest)
        self.ended.emit()


class JobList(QObject):
    """The jobs of one window: keeps each alive until its thread is gone."""

    job_started = Signal(object)
    job_ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs whose threads exist, oldest first."""
        return tuple(self._running)

    def start(self, job: Job) -> Job:
        """Start a job and keep it."""
        self._running.append(job)
        job.ended.connect(self._forget_ended)
        job.start()
        self.job_started.emit(job)
        return job

    def stop(self) -> None:
        """Cancel every job and block until no thread is left."""
        while self._running:
            for job in self.running:
                job.cancel()
            for job in self.running:
                job.wait()

    def _forget_ended(self) -> None:
        for job in self.running:
            if not job.is_running:
                self._running.remove(job)
                self.job_ended.emit(job)


def is_mendable(error: Exception) -> bool:
    """Whether an error is a sentence for people, not a fault of the program."""
    return isinstance(error, RmsNetError)
