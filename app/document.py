"""The opened match: project, candidates, reel, selection and undo stack, with a signal for every change.

What the window may rely on:

- ``decisions`` is what a person decided; only ``app.commands`` gives it another value (``decide``), through
  ``undo_stack``. Events and reel always follow from decisions and candidates, so an analysis that ends between
  an edit and its undo loses nothing.
- Signals come after the change, and only when something did change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.analysing import ModelInUse
from app.core.events import Event
from app.core.project import Device, ModelReference, Project, relative_path
from app.core.reel import Reel, ReelOptions
from app.core.thresholds import Candidates, apply_thresholds
from app.curves import Curves
from app.opening import Analysed, OpenedMatch, OpenedSource


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything about a match that a person decides and can undo.

    Attributes:
        touched: events a person decided on, in order.
        thresholds: least confidence by label.
        reel: how the reel is made.
    """

    touched: tuple[Event, ...]
    thresholds: Mapping[str, float]
    reel: ReelOptions


class Document(QObject):
    """The match that is open, or none."""

    opened = Signal()
    closed = Signal()
    events_changed = Signal()
    thresholds_changed = Signal()
    reel_changed = Signal()
    curves_grown = Signal()
    model_changed = Signal()
    project_changed = Signal()
    selected = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.path: Path | None = None
        self.source: OpenedSource | None = None
        self.missing: Path | None = None
        self.project = Project()
        self.candidates = Candidates()
        self.curves = Curves()
        self.reel = Reel()
        self.is_analysed = False
        self.selection: tuple[str, ...] = ()
        self._by_id: dict[str, Event] = {}
        self._decisions: Decisions | None = None

    # What it holds

    @property
    def is_open(self) -> bool:
        """Whether a match is open."""
        return self.path is not None

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
            touched = tuple(event for event in self.project.events if event.is_touched)
            self._decisions = Decisions(touched, self.project.thresholds, self.project.reel)
        return self._decisions

    def find(self, event_id: str) -> Event | None:
        """The event with an id, None when it is not in the list now."""
        return self._by_id.get(event_id)

    def chosen_events(self) -> tuple[Event, ...]:
        """The selected events, in order of time."""
        return tuple(event for event in self.events if event.id in set(self.selection))

    # Opening and closing

    def open(self, match: OpenedMatch) -> None:
        """Show a match in place of the one before."""
        self.close()
        self.path, self.source, self.missing = match.path, match.source, match.missing
        self._adopt(match.project)
        self.opened.emit()
        self.model_changed.emit()  # the labels, before anything that has one
        if match.analysed is not None:
            self.take_analysis(match.analysed)
        self._tell_everything()

    def close(self) -> None:
        """Forget the match; its project must have been saved before."""
        if not self.is_open:
            return
        self.undo_stack.clear()
        self.path = self.source = self.missing = None
        self.candidates, self.curves, self.is_analysed = Candidates(), Curves(), False
        self._adopt(Project())
        self.select(())
        self.closed.emit()
        self._tell_everything()

    def move_to(self, path: Path) -> None:
        """Go on under another name; files are named relative to it from now on."""
        assert self.path is not None  # noqa: S101
        old = self.path
        sources = tuple(
            source.model_copy(
                update={
                    "path": relative_path(source.located(old), path),
                    "analysis": (found := source.analysis_file(old)) and relative_path(found, path),
                }
            )
            for source in self.project.sources
        )
        self.path = path
        self._adopt(self.project.model_copy(update={"sources": sources}))
        self.project_changed.emit()

    # Analysis: facts, not decisions, so none of it is undone

    def take_model(self, model: ModelInUse) -> None:
        """Name the model that analyses; another one than before brings its own labels and thresholds."""
        before = self.project.model
        if before == model.reference:
            return
        update: dict[str, object] = {"model": model.reference, "label_set": model.labels}
        if before is None or before.fingerprint != model.reference.fingerprint:
            # One for every label: a threshold that is dragged back to where it was must be no edit.
            own = {
                label: self.project.thresholds.get(label, model.thresholds.get(label, model.default_threshold))
                for label in model.labels.names
            }
            update |= {"thresholds": own, "default_threshold": model.default_threshold}
            self.undo_stack.clear()
        self._adopt(self.project.model_copy(update=update))
        self.model_changed.emit()
        self.thresholds_changed.emit()
        self.project_changed.emit()

    def take_partial(self, analysed: Analysed) -> None:
        """Show what an analysis found so far."""
        self.curves = analysed.curves
        self.curves_grown.emit()
        self._take_candidates(analysed.candidates)

    def take_analysis(self, analysed: Analysed) -> None:
        """Take a whole analysis."""
        self.is_analysed = True
        self.take_partial(analysed)
        self.project_changed.emit()

    def forget_analysis(self) -> None:
        """Make room for another model's analysis; what a person decided on stays."""
        self.is_analysed, self.curves = False, Curves()
        self.curves_grown.emit()
        self._take_candidates(Candidates())

    def set_device(self, device: Device) -> None:
        """Remember where the match is to be analysed."""
        if device != self.project.device:
            self.project = self.project.model_copy(update={"device": device})
            self.project_changed.emit()

    def set_model_reference(self, reference: ModelReference | None) -> None:
        """Remember which model is to be used the next time."""
        self.project = self.project.model_copy(update={"model": reference})
        self.model_changed.emit()
        self.project_changed.emit()

    # For app.commands

    def decide(self, decisions: Decisions) -> None:
        """Take other decisions. Only ``app.commands`` calls this, from the undo stack."""
        before = self.project
        events = apply_thresholds(decisions.touched, self.candidates, decisions.thresholds, before.default_threshold)
        self._adopt(
            before.model_copy(
                update={"events": events, "thresholds": dict(decisions.thresholds), "reel": decisions.reel}
            )
        )
        if self.project.thresholds != before.thresholds:
            self.thresholds_changed.emit()
        self._tell_events(before)
        self.project_changed.emit()

    # Selection

    def select(self, ids: Iterable[str]) -> None:
        """Select events, the first being the one that is shown."""
        chosen = tuple(dict.fromkeys(ids))
        if chosen != self.selection:
            self.selection = chosen
            self.selected.emit(chosen)

    def _take_candidates(self, candidates: Candidates) -> None:
        before = self.project
        self.candidates = candidates
        events = apply_thresholds(before.events, candidates, before.thresholds, before.default_threshold)
        self._adopt(before.model_copy(update={"events": events}))
        self._tell_events(before)

    def _adopt(self, project: Project) -> None:
        self.project, self._decisions = project, None
        self._by_id = {event.id: event for event in project.events}

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
            self.model_changed,
            self.curves_grown,
            self.thresholds_changed,
            self.events_changed,
            self.reel_changed,
        ):
            signal.emit()
