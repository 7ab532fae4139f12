"""The jobs of a match: opening, analysing, exporting. Starts them and hands their results to the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.analysing import AnalysisProgress, AnalysisRequest, analyse_match
from app.core.encoding import EncodingOptions
from app.core.given_events import is_truth, read_given_predictions, read_given_truth
from app.core.project import analysis_path_for
from app.core.project_file import Backups
from app.document import Document
from app.export_orders import ExportOrder, clip_steps, hand_off_steps, reel_steps
from app.jobs import Job, JobList
from app.opening import (
    Analysed,
    FurtherSource,
    OpenedMatch,
    has_analyses,
    locate_source,
    open_further,
    open_match,
    read_analyses,
)
from app.saving import Saving
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Places:
    """Files and folders outside the match's own.

    Attributes:
        model: the checkpoint to analyse with.
        is_bundled: whether that is the one the application comes with.
        cache: folder of per-frame features, None for none.
        backups: older states of projects.
    """

    model: Path
    is_bundled: bool
    cache: Path | None
    backups: Backups


class Work(QObject):
    """Runs what takes long for one document."""

    failed = Signal(object)
    warned = Signal(str, str)
    opened = Signal()
    source_read = Signal(object)
    events_given = Signal(object, bool)
    analysis_progressed = Signal(object)
    analyses_read = Signal()
    analysis_ended = Signal()
    exported = Signal(tuple)
    saved = Signal()

    def __init__(self, document: Document, jobs: JobList, places: Places, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.jobs, self.places = document, jobs, places
        self.saving = Saving(document, jobs, places.backups, self)
        self.export_options = EncodingOptions()
        self.signals, self.hwaccel = "all", ""  # of the settings, for an analysis
        self._opening: Job | None = None
        self._further: list[Path] = []  # files to add when the match is open
        self._reading: Job | None = None
        self._analysis: Job | None = None
        self._analysed: Path | None = None  # the file under analysis
        self._count = 0  # of files that are there
        for signal, mine in ((self.saving.failed, self.failed), (self.saving.warned, self.warned)):
            signal.connect(mine)
        self.saving.saved.connect(self.saved)
        document.sources_changed.connect(self._follow_sources)

    def use(self, settings: Settings) -> None:
        """Take what a person set; it holds from the next analysis on."""
        self.signals, self.hwaccel = settings.signals, settings.hwaccel

    # Opening

    def open(self, path: Path) -> None:
        """Open a match or a project in place of what is open."""
        backups = self.places.backups
        self._further = []
        self._start_opening(path.name, lambda: open_match(path, backups), lambda: self.open(path))

    def open_all(self, paths: Sequence[Path]) -> None:
        """Open the first file; the others are further files of the same match."""
        self.open(paths[0])
        self._further = list(paths[1:])

    def locate(self, path: Path) -> None:
        """Take a file for the first match file that was missing."""
        document = self.document
        index = document.missing_index
        if document.path is None or index is None:
            return
        match = OpenedMatch(document.project, document.path, document.sources, truth=document.truth)
        self._start_opening(path.name, lambda: locate_source(match, index, path), lambda: self.locate(path))

    def add_source(self, path: Path) -> None:
        """Read a further file of the match; ``source_read`` hands it on."""
        document = self.document
        if document.path is None:
            return
        project, index, model = document.path, len(document.sources), document.project.model
        job = Job(self.tr("Opening {0}").format(path.name), lambda: open_further(path, project, index, model))
        job.again = lambda: self.add_source(path)
        job.succeeded.connect(lambda further: self._take_source(project, index, further))
        job.failed.connect(self.failed)
        self.jobs.start(job)

    def read_events(self, path: Path) -> None:
        """Read predictions or truth made elsewhere; ``events_given`` hands them on with whether they are truth."""
        project = self.document.project
        if not self.document.is_open:
            return

        def steps() -> Any:
            truth = is_truth(path)
            read = read_given_truth if truth else read_given_predictions
            yield read(path, project.sources, project.label_set), truth

        job = Job(self.tr("Reading {0}").format(path.name), steps)
        job.again = lambda: self.read_events(path)
        job.succeeded.connect(lambda result: self.events_given.emit(*result))
        job.failed.connect(self.failed)
        self.jobs.start(job)

    def close(self) -> None:
        """Save, stop the match's jobs and forget it."""
        if self._opening is not None:
            self._opening.cancel()
        if self._reading is not None:
            self._reading.cancel()
        self._opening = self._reading = None
        self._stop_analysis()
        self.saving.save_now()
        self.document.close()
        self.saving.release()

    def _start_opening(self, name: str, steps: Any, again: Any) -> None:
        if self._opening is not None:
            self._opening.cancel()
        job = Job(self.tr("Opening {0}").format(name), steps)
        self._opening = job
        job.again = again
        job.succeeded.connect(lambda match: self._show(job, match))
        job.failed.connect(self.failed)
        self.jobs.start(job)

    def _show(self, job: Job, match: OpenedMatch) -> None:
        if job is not self._opening:
            return
        self._opening = None
        self.close()
        if not self.saving.take_over(
            match.path, match.project if match.path.exists() and not match.recovered else None
        ):
            return
        self._count = sum(source is not None for source in match.sources)
        self.document.open(match)
        self.opened.emit()
        for number, problem in enumerate(match.problems):
            self.warned.emit(f"problem-{number}", problem)
        self._read_analyses()
        self._add_further()

    def _read_analyses(self) -> None:
        """Read what earlier analyses found, then analyse what is left; events and video are there meanwhile."""
        document = self.document
        project, path = document.project, document.path
        if path is None or document.is_analysed or not has_analyses(project, path):
            self.analyse()
            return
        job = Job(self.tr("Reading the analysis"), lambda: read_analyses(project, path))
        self._reading = job
        job.succeeded.connect(lambda found: self._take_analyses(job, found))
        job.failed.connect(self.failed)
        self.jobs.start(job)

    def _take_analyses(self, job: Job, found: tuple[Analysed | None, ...]) -> None:
        if job is not self._reading:
            return
        self._reading = None
        for index, analysed in enumerate(found):
            if analysed is not None:
                self._take_analysis(analysed, index)
        self.analyses_read.emit()
        self.analyse()

    def _add_further(self) -> None:
        if self._further:
            self.add_source(self._further.pop(0))

    def _take_source(self, project: Path, index: int, further: FurtherSource) -> None:
        if self.document.path != project or len(self.document.sources) != index:
            return  # another match is open by now
        self.source_read.emit(further)
        self._add_further()

    # Analysing

    @property
    def is_analysing(self) -> bool:
        """Whether a file of the match is being analysed."""
        return self._analysis is not None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being analysed, or what an earlier analysis found is being read."""
        return self._analysis is not None or self._reading is not None

    def analyse(self) -> None:
        """Look for events in the next file without an analysis, from where an earlier one was stopped."""
        document, places = self.document, self.places
        index = document.unanalysed
        source = document.sources[index] if index is not None else None
        if index is None or source is None or document.path is None or self.is_busy:
            return
        request = AnalysisRequest(
            source.path,
            places.model,
            places.is_bundled,
            document.project.device,
            document.project.mode,
            analysis_path_for(document.path, index),
            places.cache,
            index,
            self.signals,
            self.hwaccel,
        )
        title = self.tr("Analysing {0}").format(source.path.name)
        job = Job(title, lambda: analyse_match(request), lambda step: step.fraction)
        self._analysis, self._analysed = job, source.path
        job.again = self.analyse
        job.progressed.connect(lambda step: self._take_progress(job, step, index))
        job.succeeded.connect(lambda step: self._take_progress(job, step, index))
        job.succeeded.connect(lambda _: self._end_analysis(job, go_on=True))
        job.failed.connect(self.failed)
        job.ended.connect(lambda: self._end_analysis(job, go_on=False))
        self.jobs.start(job)

    def cancel_analysis(self) -> None:
        """Stop the analysis; what is done is kept and the next one goes on from there."""
        if self._analysis is not None:
            self._analysis.cancel()

    def analyse_again(self, places: Places) -> None:
        """Analyse with another model or from other places."""
        self.places = places
        self._stop_analysis()
        self.document.forget_analysis(is_wanted=True)
        self.analyse()

    def _stop_analysis(self) -> None:
        if self._analysis is not None:
            self._analysis.again = None  # nobody would know what to try again
            self._analysis.cancel()
        self._analysis = self._analysed = None

    def _follow_sources(self) -> None:
        """Stop analysing a file that was taken away, start on one that was added."""
        there = [source.path for source in self.document.sources if source is not None]
        if self._analysed is not None and self._analysed not in there:
            self._stop_analysis()
        if len(there) > self._count:
            self.analyse()
        self._count = len(there)

    def _take_progress(self, job: Job, step: AnalysisProgress, index: int) -> None:
        if job is not self._analysis:
            return
        self.document.take_model(step.model)
        if step.result is not None:
            self._take_analysis(step.result, index)
            if step.unsaved:
                self.warned.emit("unsaved", step.unsaved)
        elif step.partial is not None and step.partial is not self.document.parts[index]:
            self.document.take_partial(step.partial, index)
        self.analysis_progressed.emit(step)

    def _take_analysis(self, analysed: Analysed, index: int) -> None:
        self.document.take_analysis(analysed, index)
        opened = self.document.sources[index]
        told = opened.info.warnings if opened is not None else ()
        for number, warning in enumerate(analysed.warnings):
            if warning not in told:
                self.warned.emit(f"analysis-{index}-{number}", warning)

    def _end_analysis(self, job: Job, go_on: bool) -> None:
        if job is not self._analysis:
            return
        self._analysis = self._analysed = None
        if go_on:
            self.analyse()
        if not self.is_analysing:
            self.analysis_ended.emit()

    # Saving

    def save_now(self) -> None:
        """Save before this returns."""
        self.saving.save_now()

    def save_as(self, path: Path) -> None:
        """Go on under another name."""
        self.saving.save_as(path)

    # Exporting

    def export_reel(self, target: Path, options: EncodingOptions | None = None) -> None:
        """Write the reel as one MP4; a file that is there was agreed to be replaced."""
        order = self.export_order(target, options)
        title = self.tr("Exporting {0}").format(target.name)
        self._export(title, lambda: reel_steps(order), lambda: self.export_reel(target, options))

    def export_clips(self, folder: Path, options: EncodingOptions | None = None) -> None:
        """Write every clip into a folder."""
        order = self.export_order(folder, options)
        title = self.tr("Exporting {0} clips").format(len(order.reel.clips))
        self._export(title, lambda: clip_steps(order), lambda: self.export_clips(folder, options))

    def export_hand_off(self, target: Path, kind: str, options: EncodingOptions | None = None) -> None:
        """Write the reel for another system."""
        order = self.export_order(target, options)
        title = self.tr("Exporting {0}").format(target.name)
        again = partial(self.export_hand_off, target, kind, options)
        self._export(title, lambda: hand_off_steps(order, kind), again)

    def _export(self, title: str, steps: Any, again: Callable[[], None]) -> None:
        job = Job(title, steps, lambda step: step.fraction)
        job.again = again
        job.succeeded.connect(lambda step: self.exported.emit(step.results))
        job.failed.connect(self.failed)
        self.jobs.start(job)

    def export_order(self, target: Path, options: EncodingOptions | None = None) -> ExportOrder:
        """What an export asked for now would be made from."""
        document = self.document
        path = document.path
        assert path is not None  # noqa: S101
        entries = zip(document.sources, document.project.sources, strict=True)
        sources = tuple(opened.path if opened else entry.located(path) for opened, entry in entries)
        return ExportOrder(document.project, document.reel, sources, path.stem, target, options)
