"""Measuring the events against the truth: counts at once with every edit, the Average-mAP in a job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.quality import DEFAULT_TOLERANCE, Quality, Yardstick, average_maps
from app.document import Document
from app.jobs import Job, JobList

if TYPE_CHECKING:
    from rmsnet.metrics import Evaluation


class Measuring(QObject):
    """Tells the figures of one document whenever they change.

    Args:
        document: the match.
        jobs: where its jobs run.
    """

    measured = Signal(object)
    scored = Signal(object)

    def __init__(self, document: Document, jobs: JobList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._yardstick: Yardstick | None = None
        self._tolerance = DEFAULT_TOLERANCE
        self._job: Job | None = None
        self._is_stale = False
        self.quality = Quality()
        self.evaluation: Evaluation | None = None
        document.truth_changed.connect(self._take_truth)
        document.events_changed.connect(self.measure)
        document.candidates_changed.connect(self._score)

    @property
    def tolerance(self) -> float:
        """Full width in seconds within which an event counts as found."""
        return self._tolerance

    def set_tolerance(self, tolerance: float) -> None:
        """Measure with another tolerance."""
        if tolerance != self._tolerance:
            self._tolerance = tolerance
            self._make_yardstick()

    def measure(self) -> None:
        """Count the events in force."""
        if self._yardstick is not None:
            document = self._document
            self.quality = self._yardstick.measure(document.events, document.candidates)
            self.measured.emit(self.quality)

    def _take_truth(self) -> None:
        self._make_yardstick()
        self._score()

    def _make_yardstick(self) -> None:
        truth = self._document.truth
        if truth is None:
            self._yardstick, self.quality = None, Quality()
            self.measured.emit(self.quality)
            return
        self._yardstick = Yardstick(truth.events, self._document.labels, self._tolerance)
        self.measure()

    def _score(self) -> None:
        """Compute the Average-mAP of every proposal; a newer request waits for the one under way."""
        document = self._document
        if document.truth is None or not document.is_analysed:
            self.evaluation = None
            self.scored.emit(None)
            return
        if self._job is not None:
            self._is_stale = True
            return
        candidates, truth, labels = document.candidates, document.truth.events, document.project.label_set
        count = len(document.project.sources)

        def steps() -> Iterator[Evaluation]:
            yield average_maps(candidates, truth, labels, count)

        job = Job("", steps, is_listed=False)
        self._job, self._is_stale = job, False
        job.succeeded.connect(self._take_scores)
        job.ended.connect(self._end)
        self._jobs.start(job)

    def _take_scores(self, evaluation: Evaluation) -> None:
        if self._document.truth is not None and not self._is_stale:
            self.evaluation = evaluation
            self.scored.emit(evaluation)

    def _end(self) -> None:
        self._job = None
        if self._is_stale:
            self._score()
