"""The opened match: project, candidates, reel, selection and undo stack, with a signal for every change.

What the window may rely on:

- ``decisions`` is what a person decided; only ``app.commands`` gives it another value (``decide``), through
  ``undo_stack``. Events and reel always follow from decisions and candidates, so an analysis that ends between
  an edit and its undo loses nothing.
- Signals come after the change, and only when something did change.
- ``axis`` puts all match files on one time axis; events and clips keep the times of their own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.analysing import ModelInUse
from app.core.events import Event
from app.core.given_events import GivenEvents
from app.core.match_axis import MatchAxis
from app.core.project import Clock, Device, ModelReference, Project, ProjectSource, relative_path
from app.core.reel import Reel, ReelOptions
from app.core.thresholds import Candidates, apply_thresholds
from app.curves import Curves
from app.opening import Analysed, FurtherSource, OpenedMatch, OpenedSource, kept_proposals


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything about a match that a person decides and can undo.

    Attributes:
        touched: events a person decided on, in order.
        thresholds: least confidence by label.
        reel: how the reel is made.
        clocks: of every match file.
    """

    touched: tuple[Event, ...]
    thresholds: Mapping[str, float]
    reel: ReelOptions
    clocks: tuple[Clock, ...] = ()


class Document(QObject):
    """The match that is open, or none."""

    opened = Signal()
    closed = Signal()
    events_changed = Signal()
    thresholds_changed = Signal()
    reel_changed = Signal()
    curves_grown = Signal()
    model_changed = Signal()
    sources_changed = Signal()
    truth_changed = Signal()
    candidates_changed = Signal()
    project_changed = Signal()
    selected = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.path: Path | None = None
        self.sources: tuple[OpenedSource | None, ...] = ()
        self.project = Project()
        self.axis = MatchAxis()
        self.candidates = Candidates()
        self.curves = Curves()
        self.reel = Reel()
        self.truth: GivenEvents | None = None
        self.selection: tuple[str, ...] = ()
        self.parts: list[Analysed | None] = []  # by source
        self._whole: list[bool] = []  # whether a part is a whole analysis, by source
        self._first_thresholds: dict[str, float] = {}
        self._by_id: dict[str, Event] = {}
        self._decisions: Decisions | None = None

    # What it holds

    @property
    def is_open(self) -> bool:
        """Whether a match is open."""
        return self.path is not None

    @property
    def source(self) -> OpenedSource | None:
        """The first match file that is there, None when none is."""
        return next((source for source in self.sources if source is not None), None)

    @property
    def missing(self) -> Path | None:
        """Where the first match file that is not there should be."""
        index = self.missing_index
        return None if index is None or self.path is None else self.project.sources[index].located(self.path)

    @property
    def missing_index(self) -> int | None:
        """The first match file that is not there."""
        return next((index for index, source in enumerate(self.sources) if source is None), None)

    @property
    def is_analysed(self) -> bool:
        """Whether every match file has a whole analysis."""
        return bool(self._whole) and all(self._whole)

    @property
    def unanalysed(self) -> int | None:
        """The first match file that is there and has no whole analysis."""
        given = self.project.model is not None and self.project.model.is_given
        waiting = (index for index, source in enumerate(self.sources) if source is not None and not self._whole[index])
        return None if given else next(waiting, None)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the model's order."""
        return self.project.label_set.names

    @property
    def events(self) -> tuple[Event, ...]:
        """The events at the thresholds in force, by time."""
        return self.project.events

    @property
    def decisions(self) -> Decisions:
        """What a person decided so far."""
        if self._decisions is None:
            project = self.project
            touched = tuple(event for event in project.events if event.is_touched)
            clocks = tuple(source.decided_clock for source in project.sources)
            self._decisions = Decisions(touched, project.thresholds, project.reel, clocks)
        return self._decisions

    def find(self, event_id: str) -> Event | None:
        """The event with an id, None when it is not in the list now."""
        return self._by_id.get(event_id)

    def chosen_events(self) -> tuple[Event, ...]:
        """The selected events, in order of time."""
        return tuple(event for event in self.events if event.id in self.selection)

    # Opening and closing

    def open(self, match: OpenedMatch) -> None:
        """Show a match in place of the one before."""
        self.close()
        count = len(match.project.sources)
        self.path, self.sources = match.path, match.sources or (None,) * count
        self.parts, self._whole = [None] * count, [False] * count
        self.truth, self._first_thresholds = match.truth, {}
        self._adopt(match.project)
        self.opened.emit()
        self.model_changed.emit()  # the labels, before anything that has one
        for index in range(count):
            analysed = match.analysed[index] if match.analysed else None
            self.parts[index] = analysed or kept_proposals(match.project, index)
            self._whole[index] = analysed is not None
        self._join_parts()
        self._tell_everything()

    def close(self) -> None:
        """Forget the match; its project must have been saved before."""
        if not self.is_open:
            return
        self.undo_stack.clear()
        self.path, self.sources, self.truth = None, (), None
        self.parts, self._whole = [], []
        self.candidates, self.curves = Candidates(), Curves()
        self._adopt(Project())
        self.select(())
        self.closed.emit()
        self._tell_everything()

    def move_to(self, path: Path) -> None:
        """Go on under another name; files are named relative to it from now on."""
        assert self.path is not None  # noqa: S101
        old, project = self.path, self.project
        sources = tuple(
            source.model_copy(
                update={
                    "path": relative_path(source.located(old), path),
                    "analysis": (found := source.analysis_file(old)) and relative_path(found, path),
                }
            )
            for source in project.sources
        )
        update: dict[str, object] = {"sources": sources}
        if (truth := project.truth_file(old)) is not None:
            update["truth"] = relative_path(truth, path)
        if project.model is not None and (given := project.predictions_file(old)) is not None:
            update["model"] = project.model.model_copy(update={"path": relative_path(given, path)})
        self.path = path
        self._adopt(project.model_copy(update=update))
        self.project_changed.emit()

    # Match files; only app.commands adds and drops them

    def append_source(self, further: FurtherSource) -> None:
        """Add a match file after the others."""
        self.sources = (*self.sources, further.opened)
        self.parts.append(further.analysed)
        self._whole.append(further.analysed is not None)
        self._adopt(self.project.model_copy(update={"sources": (*self.project.sources, further.entry)}))
        self._tell_sources()

    def drop_source(self) -> FurtherSource:
        """Take the last match file away; everything a person did to its events was undone before."""
        analysed, whole = self.parts.pop(), self._whole.pop()
        further = FurtherSource(self.project.sources[-1], self.sources[-1], analysed if whole else None)
        self.sources = self.sources[:-1]
        self._adopt(self.project.model_copy(update={"sources": self.project.sources[:-1]}))
        self._tell_sources()
        return further

    # Analysis and files of events: facts, not decisions, so none of it is undone

    def take_model(self, model: ModelInUse) -> None:
        """Name the model that analyses; another one than before brings its own labels and thresholds."""
        before = self.project.model
        if before == model.reference:
            return
        update: dict[str, object] = {"model": model.reference, "label_set": model.labels}
        if before is None or before.fingerprint != model.reference.fingerprint or model.reference.is_given:
            # One for every label: a threshold that is dragged back to where it was must be no edit.
            own = {
                label: self.project.thresholds.get(label, model.thresholds.get(label, model.default_threshold))
                for label in model.labels.names
            }
            update |= {"thresholds": own, "default_threshold": model.default_threshold}
            if before is None:
                self._first_thresholds = own  # edits older than the first model know nothing of its thresholds
            else:
                self._first_thresholds = {}
                self.undo_stack.clear()
            self._forget_parts()
        self._adopt(self.project.model_copy(update=update))
        self.model_changed.emit()
        self.thresholds_changed.emit()
        self.project_changed.emit()

    def take_partial(self, analysed: Analysed, index: int = 0) -> None:
        """Show what an analysis of a match file found so far."""
        self.parts[index] = analysed
        self._join_parts()

    def take_analysis(self, analysed: Analysed, index: int = 0) -> None:
        """Take a whole analysis of a match file."""
        self._whole[index] = True
        self._take_clock(analysed, index)
        self.take_partial(analysed, index)
        self.project_changed.emit()
        self.candidates_changed.emit()

    def _take_clock(self, analysed: Analysed, index: int) -> None:
        """Keep the match clock that was read, unless a person corrected the one there."""
        sources = list(self.project.sources)
        sources[index] = sources[index].with_clock_read(analysed.match_clock)
        if sources[index] is not self.project.sources[index]:
            self._adopt(self.project.model_copy(update={"sources": tuple(sources)}))
            self.sources_changed.emit()

    def forget_analysis(self, is_wanted: bool = False) -> None:
        """Make room for another model's analysis; what a person decided on stays.

        Args:
            is_wanted: a checkpoint is to analyse the match, also where predictions were under review.
        """
        if is_wanted and self.project.model is not None and self.project.model.is_given:
            self.project = self.project.model_copy(update={"model": None})
        self._forget_parts()
        self._join_parts()
        self.candidates_changed.emit()

    def take_predictions(self, given: GivenEvents) -> None:
        """Review predictions made elsewhere, in place of an analysis."""
        assert self.path is not None  # noqa: S101
        reference = ModelReference(name=given.path.name, path=relative_path(given.path, self.path))
        self.take_model(ModelInUse(reference, given.labels, {}, self.project.default_threshold, ""))
        for index in range(len(self.parts)):
            self.parts[index], self._whole[index] = Analysed.given(given, index), True
        self._join_parts()
        self.project_changed.emit()
        self.candidates_changed.emit()

    def take_truth(self, truth: GivenEvents | None) -> None:
        """Measure against these events from now on; None stops it."""
        assert self.path is not None  # noqa: S101
        self.truth = truth
        name = relative_path(truth.path, self.path) if truth else None
        self.project = self.project.model_copy(update={"truth": name})
        self.truth_changed.emit()
        self.project_changed.emit()

    def set_device(self, device: Device) -> None:
        """Remember where the match is to be analysed."""
        if device != self.project.device:
            self.project = self.project.model_copy(update={"device": device})
            self.project_changed.emit()

    # For app.commands

    def decide(self, decisions: Decisions) -> None:
        """Take other decisions. Only ``app.commands`` calls this, from the undo stack."""
        before = self.project
        thresholds = {**self._first_thresholds, **decisions.thresholds}
        events = apply_thresholds(decisions.touched, self.candidates, thresholds, before.default_threshold)
        update: dict[str, object] = {
            "events": events,
            "thresholds": thresholds,
            "reel": decisions.reel,
            "sources": tuple(map(_with_clock, before.sources, decisions.clocks, self.parts)),
        }
        self._adopt(before.model_copy(update=update))
        if self.project.thresholds != before.thresholds:
            self.thresholds_changed.emit()
        if self.project.sources != before.sources:
            self.sources_changed.emit()
        self._tell_events(before)
        self.project_changed.emit()

    # Selection

    def select(self, ids: Iterable[str]) -> None:
        """Select events, the first being the one that is shown."""
        chosen = tuple(dict.fromkeys(ids))
        if chosen != self.selection:
            self.selection = chosen
            self.selected.emit(chosen)

    def _forget_parts(self) -> None:
        self.parts, self._whole = [None] * len(self.parts), [False] * len(self._whole)

    def _join_parts(self) -> None:
        """Put what is known of each match file together."""
        known = [part for part in self.parts if part is not None]
        starts = self.axis.starts
        pairs = [(part.curves, starts[index]) for index, part in enumerate(self.parts) if part is not None]
        self.curves = Curves.joined(pairs)
        self.curves_grown.emit()
        before = self.project
        self.candidates = known[0].candidates.joined([part.candidates for part in known[1:]]) if known else Candidates()
        events = apply_thresholds(before.events, self.candidates, before.thresholds, before.default_threshold)
        self._adopt(before.model_copy(update={"events": events}))
        self._tell_events(before)

    def _adopt(self, project: Project) -> None:
        if project.sources != self.axis.sources:
            self.axis = MatchAxis(project.sources)
        self.project, self._decisions = project, None
        self._by_id = {event.id: event for event in project.events}

    def _tell_sources(self) -> None:
        self._join_parts()
        self.sources_changed.emit()
        self.project_changed.emit()
        self.candidates_changed.emit()

    def _tell_events(self, before: Project) -> None:
        events_differ = self.project.events != before.events
        reel = self.project.build_reel()
        reel_differs = reel != self.reel or self.project.reel != before.reel
        self.reel = reel
        if events_differ:
            self.events_changed.emit()
            gone = [chosen for chosen in self.selection if chosen not in self._by_id]
            if gone:
                self.select(chosen for chosen in self.selection if chosen in self._by_id)
        if reel_differs:
            self.reel_changed.emit()

    def _tell_everything(self) -> None:
        self.reel = self.project.build_reel()
        for signal in (
            self.sources_changed,
            self.model_changed,
            self.curves_grown,
            self.thresholds_changed,
            self.events_changed,
            self.reel_changed,
            self.truth_changed,
            self.candidates_changed,
        ):
            signal.emit()


def _with_clock(source: ProjectSource, clock: Clock, part: Analysed | None) -> ProjectSource:
    return source.with_clock(clock, part.match_clock if part is not None else ())
