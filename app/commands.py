"""Edits of events, thresholds and reel: each is one entry of the undo stack, or none when nothing would change.

Every function takes the document and says what to change; it returns whether anything did. A ``gesture`` number
joins the many small edits of one drag into one entry: ``new_gesture()`` when the mouse goes down.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from app.core import events as event_edits
from app.core.events import Event, EventState, in_order
from app.core.moments import PlacedMoment, event_of, made_event, proposal_of
from app.core.project import Clock
from app.core.reel import Aspect, Order, Override, Padding, ReelOptions
from app.document import Decisions, Document
from app.opening import FurtherSource

LAST_HALF = 4
_gestures = itertools.count(1)


def new_gesture() -> int:
    """A number that no drag had before."""
    return next(_gestures)


def tr(text: str) -> str:
    """The translation of an entry's name."""
    return QCoreApplication.translate("commands", text)


class Edit(QUndoCommand):
    """One entry: other decisions, and those before."""

    def __init__(self, document: Document, text: str, before: Decisions, after: Decisions, gesture: int) -> None:
        super().__init__(text)
        self._document, self._before, self.after, self._gesture = document, before, after, gesture

    def redo(self) -> None:
        self._document.decide(self.after)

    def undo(self) -> None:
        self._document.decide(self._before)

    def id(self) -> int:
        return self._gesture or -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Edit):
            return False
        self.after = other.after
        self.setObsolete(self.after == self._before)  # a drag that came back where it began is no edit
        return True


class SourceEdit(QUndoCommand):
    """One more match file, and the clocks of all files with it."""

    def __init__(self, document: Document, further: FurtherSource, before: Decisions, after: Decisions) -> None:
        super().__init__(tr("Add {0}").format(further.entry.path.rpartition("/")[2]))
        self._document, self._further, self._before, self._after = document, further, before, after

    def redo(self) -> None:
        self._document.append_source(self._further)
        self._document.decide(self._after)

    def undo(self) -> None:
        self._further = self._document.drop_source()  # with what was analysed meanwhile
        self._document.decide(self._before)


# Match files


def add_source(document: Document, further: FurtherSource) -> bool:
    """Add a match file after the others; a match of two files without halves becomes two halves."""
    before = document.decisions
    clocks = before.clocks
    if len(clocks) == 1 and clocks[0].half is None:
        clocks = (clocks[0]._replace(half=1),)
    last = clocks[-1].half if clocks else None
    mine = Clock(last + 1 if last is not None and last < LAST_HALF else None)
    after = replace(before, clocks=(*clocks, mine))
    document.undo_stack.push(SourceEdit(document, further, before, after))
    return True


def set_clock(document: Document, index: int, half: int | None, clock_offset: float | None, gesture: int = 0) -> bool:
    """Say which half a match file is, and the match clock at its first frame; None is the half's kick-off."""
    wanted = document.decisions.clocks[index]._replace(half=half, offset=clock_offset)
    return _decide_clock(document, index, wanted, gesture)


def correct_clock(document: Document, index: int, time: float, half: int, clock: float) -> bool:
    """Say what one frame of a match file shows on its clock, in seconds; its whole stretch of play moves with it."""
    return _decide_clock(
        document, index, document.project.sources[index].with_clock_at(time, half, clock).decided_clock
    )


def _decide_clock(document: Document, index: int, wanted: Clock, gesture: int = 0) -> bool:
    before = document.decisions
    clocks = (*before.clocks[:index], wanted, *before.clocks[index + 1 :])
    return _push(document, tr("Change match clock"), replace(before, clocks=clocks), gesture)


# Events


def accept(document: Document, ids: Iterable[str]) -> bool:
    """Confirm events; rejected ones come back."""
    return _change_events(document, tr("Accept"), ids, event_edits.accept)


def reject(document: Document, ids: Iterable[str]) -> bool:
    """Refuse events: they stay, faint, and out of every reel."""
    return _change_events(document, tr("Reject"), ids, event_edits.reject)


def release(document: Document, ids: Iterable[str]) -> bool:
    """Give events back to the model and the thresholds."""
    return _change_events(document, tr("Back to automatic"), ids, lambda event, _: event_edits.release(event))


def relabel(document: Document, ids: Iterable[str], label: str) -> bool:
    """Give events another label."""
    return _change_events(document, tr("Change label"), ids, lambda event, t: event_edits.relabel(event, label, t))


def move(document: Document, event_id: str, time: float, gesture: int = 0) -> bool:
    """Put an event at another time, in seconds, inside its source."""
    sources = document.project.sources

    def moved(event: Event, threshold: float | None) -> Event:
        end = sources[event.source].duration if event.source < len(sources) else time
        return event_edits.move(event, min(time, end), threshold)

    return _change_events(document, tr("Move event"), (event_id,), moved, gesture)


def annotate(document: Document, event_id: str, note: str) -> bool:
    """Give an event a note."""
    return _change_events(document, tr("Edit note"), (event_id,), lambda e, t: event_edits.annotate(e, note, t))


def add(document: Document, label: str, time: float, source: int = 0) -> str:
    """Add an event at a time in seconds; returns its id."""
    before = document.decisions
    made = event_edits.manual_event(label, time, {event.id for event in document.events}, source)
    _push(document, tr("Add event"), replace(before, touched=in_order((*before.touched, made))))
    return made.id


def add_moment(document: Document, placed: PlacedMoment, label: str) -> str:
    """Make an event of a moment, or accept the proposal that it is; returns the event's id."""
    event = event_of(placed, document.events, document.labels, document.find)
    if event is None:
        event = proposal_of(placed, label, document.candidates.events)  # one that its threshold hides
    if event is None:
        made = made_event(placed, label)
    else:
        threshold = document.project.threshold(event.label)
        taken = event_edits.accept(event, threshold)
        made = taken if label == event.label else event_edits.relabel(taken, label, threshold)
    before = document.decisions
    _push(document, tr("Add moment"), replace(before, touched=_with(before.touched, (made,))))
    return made.id


def remove(document: Document, ids: Iterable[str]) -> bool:
    """Take away events that a person added, and refuse the others."""
    chosen = set(ids)
    before = document.decisions
    kept = [e for e in before.touched if not (e.id in chosen and e.is_added)]
    others = [e for e in document.events if e.id in chosen and not e.is_added]
    return _push(document, tr("Remove"), replace(before, touched=_with(kept, map(event_edits.reject, others))))


def merge(document: Document, ids: Iterable[str]) -> bool:
    """Make one event of several that mean the same thing; fewer than two change nothing."""
    chosen = [event for event_id in ids if (event := document.find(event_id)) is not None]
    if len(chosen) < 2:
        return False
    survivor, refused = event_edits.merge(chosen)
    before = document.decisions
    gone = {event.id for event in chosen}
    kept = [event for event in before.touched if event.id not in gone]
    return _push(document, tr("Merge events"), replace(before, touched=_with(kept, (survivor, *refused))))


# Thresholds


def set_threshold(document: Document, label: str, value: float, gesture: int = 0) -> bool:
    """Move a label's threshold, 0..1."""
    value = min(1.0, max(0.0, value))
    if value == document.project.threshold(label):
        return False
    before = document.decisions
    after = replace(before, thresholds={**before.thresholds, label: value})
    return _push(document, tr("Move threshold"), after, gesture)


# Reel


def set_reel(document: Document, text: str, options: ReelOptions, gesture: int = 0) -> bool:
    """Make the reel another way."""
    return _push(document, text, replace(document.decisions, reel=options), gesture)


def trim_clip(document: Document, event_id: str, start: float | None, end: float | None, gesture: int = 0) -> bool:
    """Give an event's clip its own in and out point in seconds; None leaves that side as it is.

    A clip never becomes empty: a point beyond the other one changes nothing.
    """
    event = document.find(event_id)
    if event is None:
        return False
    options = document.project.reel
    own, padding = options.overrides.get(event_id, Override()), options.padding_of(event.label)
    in_point = own.in_point if start is None else max(0.0, start)
    out_point = own.out_point if end is None else end
    first = event.time - padding.before if in_point is None else in_point
    last = event.time + padding.after if out_point is None else out_point
    if last <= max(0.0, first):
        return False
    return set_reel(document, tr("Trim clip"), options.with_override(event_id, Override(in_point, out_point)), gesture)


def untrim_clips(document: Document, ids: Iterable[str]) -> bool:
    """Give clips back to their label's padding."""
    options = document.project.reel
    for event_id in ids:
        options = options.with_override(event_id, None)
    return set_reel(document, tr("Reset clip"), options)


def put_in_reel(document: Document, ids: Iterable[str], in_reel: bool) -> bool:
    """Put events into the reel or take them out, whatever their label; no-op where it already is so."""
    options = document.project.reel
    for event_id in ids:
        event = document.find(event_id)
        if event is not None and options.takes(event) != in_reel:
            options = options.with_event(event_id, in_reel)
    return set_reel(document, tr("Put in reel") if in_reel else tr("Take out of reel"), options)


def choose_labels(document: Document, labels: tuple[str, ...] | None) -> bool:
    """Choose which labels' events go into the reel."""
    return set_reel(document, tr("Choose labels"), replace(document.project.reel, labels=labels))


def set_padding(document: Document, label: str, padding: Padding | None) -> bool:
    """Give a label its padding; None is the measured one."""
    return set_reel(document, tr("Change padding"), document.project.reel.with_padding(label, padding))


def set_order(document: Document, order: Order) -> bool:
    """Order the reel by time or confidence."""
    return set_reel(document, tr("Order reel"), replace(document.project.reel, order=order))


def set_target_length(document: Document, seconds: float | None, gesture: int = 0) -> bool:
    """Ask for a length; None for no limit."""
    options = replace(document.project.reel, target_length=seconds)
    return set_reel(document, tr("Change target length"), options, gesture)


def set_merging(document: Document, merge_overlapping: bool) -> bool:
    """Merge overlapping clips or keep them apart."""
    options = replace(document.project.reel, merge_overlapping=merge_overlapping)
    return set_reel(document, tr("Merge overlapping clips"), options)


def set_aspect(document: Document, aspect: Aspect) -> bool:
    """Choose the exported picture's shape."""
    return set_reel(document, tr("Change shape"), replace(document.project.reel, aspect=aspect))


def _change_events(
    document: Document,
    text: str,
    ids: Iterable[str],
    change: Callable[[Event, float | None], Event],
    gesture: int = 0,
) -> bool:
    changed: dict[str, Event] = {}
    for event_id in ids:
        event = document.find(event_id)
        if event is None:
            continue
        new = change(event, document.project.threshold(event.label))
        if new is not event:
            changed[event_id] = new
    if not changed:
        return False
    before = document.decisions
    return _push(document, text, replace(before, touched=_replaced(before.touched, changed)), gesture)


def _replaced(touched: tuple[Event, ...], changed: Mapping[str, Event]) -> tuple[Event, ...]:
    kept = [event for event in touched if event.id not in changed]
    return _with(kept, (event for event in changed.values() if event.state is not EventState.AUTO))


def _with(kept: Iterable[Event], more: Iterable[Event]) -> tuple[Event, ...]:
    joined = {event.id: event for event in (*kept, *more)}
    return in_order(joined.values())


def _push(document: Document, text: str, after: Decisions, gesture: int = 0) -> bool:
    before = document.decisions
    if after == before:
        return False
    document.undo_stack.push(Edit(document, text, before, after, gesture))
    return True
