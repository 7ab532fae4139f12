"""Events: what a spotter proposed or a person added, and what a person decided about it.

What the window may rely on:

- An ``Event`` never changes; every function here returns a new one, or **the same object** when nothing would
  change, so ``new is old`` tells a no-op that must not become an undo entry.
- ``Event.id`` never changes and is unique in a project. A proposed event's id comes from its candidate
  ("goal-12.500"), so an event that a person touched is never proposed a second time.
- ``provenance`` survives every edit: what the model said stays with the event into every export.
- Only ``EventState.AUTO`` events come and go with a threshold (see ``app.core.thresholds``).
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

BROADCAST = "broadcast signals"
"""What a provenance names as the model of an event that a person made of a moment."""


class EventState(StrEnum):
    """What a person decided about an event."""

    AUTO = "auto"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the model said, kept whatever a person does to the event afterwards.

    Attributes:
        time: seconds from the source's first frame, as spotted.
        label: the label as spotted.
        confidence: 0..1, as spotted.
        threshold: the label's threshold when a person first touched the event; None while it is automatic.
        model_fingerprint: hex fingerprint of the checkpoint, "" for predictions made elsewhere.
        model_name: the checkpoint's name, or the file of predictions.
        signal: what was looked at: "video", "score bug", "video and score bug"; of a moment all that told of it, as
            in "score bug, sound".
        earliest, latest: between these the event lies, where its time is not known to a second; else None.
    """

    time: float
    label: str
    confidence: float
    threshold: float | None = None
    model_fingerprint: str = ""
    model_name: str = ""
    signal: str = "video"
    earliest: float | None = None
    latest: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a match.

    Attributes:
        id: unique in its project and never changed.
        time: seconds from the source's first presented frame.
        label: a name of the project's label set.
        state: what a person decided.
        confidence: 0..1 as spotted, None for an event that a person added.
        note: a person's words, "" when there are none.
        provenance: what the model said, None for an event that a person added.
        source: index of the match file in the project's sources.
    """

    id: str
    time: float
    label: str
    state: EventState
    confidence: float | None = None
    note: str = ""
    provenance: Provenance | None = None
    source: int = 0

    @property
    def is_touched(self) -> bool:
        """Whether a person decided something, so that no threshold may take it away."""
        return self.state is not EventState.AUTO

    @property
    def is_added(self) -> bool:
        """Whether a person added it, by hand or from a moment, so that no threshold would bring it back."""
        return self.provenance is None or self.provenance.model_name == BROADCAST

    @property
    def span(self) -> tuple[float, float]:
        """Earliest and latest time: the uncertainty of its proposal, none once a person has moved it."""
        said = self.provenance
        if said is None or said.time != self.time or said.earliest is None or said.latest is None:
            return self.time, self.time
        return min(said.earliest, self.time), max(said.latest, self.time)

    @property
    def is_kept(self) -> bool:
        """Whether it may go into a reel or an export: everything that was not rejected."""
        return self.state is not EventState.REJECTED


def event_id(label: str, time: float, source: int = 0) -> str:
    """The id of a label's candidate at a time: the same on every run ("goal-12.500", "1/goal-12.500")."""
    name = f"{label}-{time:.3f}"
    return f"{source}/{name}" if source else name


def event_order(event: Event) -> tuple[int, float, str]:
    """The order of every event list: source, time, then id."""
    return event.source, event.time, event.id


def accept(event: Event, threshold: float | None = None) -> Event:
    """The event as a person confirmed it; a rejected one comes back as what it was.

    Args:
        event: any event.
        threshold: the label's threshold now, kept in the provenance of an event first touched here.
    """
    return _decided(event, _kept_state(event), threshold)


def reject(event: Event, threshold: float | None = None) -> Event:
    """The event as a person refused it: it stays in the project and out of every reel."""
    return _decided(event, EventState.REJECTED, threshold)


def release(event: Event) -> Event:
    """The event as the model proposed it, everything a person did to it undone; a manual one is unchanged.

    It then lives by the thresholds again, so it may vanish from the list when they are applied.
    """
    spotted = event.provenance
    if spotted is None or event.state is EventState.AUTO:
        return event
    return Event(
        event.id,
        spotted.time,
        spotted.label,
        EventState.AUTO,
        spotted.confidence,
        "",
        replace(spotted, threshold=None),
        event.source,
    )


def relabel(event: Event, label: str, threshold: float | None = None) -> Event:
    """The event with another label; its proposal's label stays in the provenance."""
    return event if label == event.label else _edited(replace(event, label=label), threshold)


def move(event: Event, time: float, threshold: float | None = None) -> Event:
    """The event at another time of its source, in seconds; before the start means the start.

    Raises:
        ValueError: the time is not a finite number.
    """
    if not math.isfinite(time):
        raise ValueError(f"An event cannot be at {time} seconds.")
    time = max(0.0, time)
    return event if time == event.time else _edited(replace(event, time=time), threshold)


def annotate(event: Event, note: str, threshold: float | None = None) -> Event:
    """The event with a note. A rejected event stays rejected: the note says why."""
    if note == event.note:
        return event
    noted = replace(event, note=note)
    return noted if event.state is EventState.REJECTED else _edited(noted, threshold)


def manual_event(label: str, time: float, taken: Container[str] = (), source: int = 0) -> Event:
    """A new event that a person added.

    Args:
        label: a name of the project's label set.
        time: seconds from the source's first frame.
        taken: ids in use; the new id is none of them.
        source: index of the match file.
    """
    base = event_id(label, time, source) + "-manual"
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    return Event(name, max(0.0, time), label, EventState.MANUAL, source=source)


def merge(events: Sequence[Event]) -> tuple[Event, tuple[Event, ...]]:
    """One event in place of several that mean the same thing.

    The one a person decided on survives, else the most confident. The others are rejected, with a note,
    so that no threshold brings them back; manual ones among them have nothing to come back from.

    Returns:
        The survivor (accepted when it was automatic) and the proposals that are now rejected. Events that a
        person added and that are in neither are to be removed.

    Raises:
        ValueError: fewer than two events, or events of several sources.
    """
    if len(events) < 2 or len({event.source for event in events}) > 1:
        raise ValueError("Merging needs at least two events of one source.")
    survivor = max(events, key=lambda e: (e.is_kept, e.is_touched, importance(e)))
    rest = [e for e in events if e is not survivor and not e.is_added]
    refused = tuple(replace(reject(e), note=f"Merged into {survivor.id}") for e in rest)
    return accept(survivor), refused


def importance(event: Event) -> float:
    """How much an event matters to a reel that must be shortened: its confidence; a manual one is certain."""
    return 1.0 if event.confidence is None else event.confidence


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events by source, time and id."""
    return tuple(sorted(events, key=event_order))


def _kept_state(event: Event) -> EventState:
    spotted = event.provenance
    if spotted is None:
        return EventState.MANUAL
    changed = (event.time, event.label) != (spotted.time, spotted.label) or event.note
    edited = event.state is EventState.EDITED or (event.state is EventState.REJECTED and changed)
    return EventState.EDITED if edited else EventState.ACCEPTED


def _edited(event: Event, threshold: float | None) -> Event:
    return _decided(event, EventState.MANUAL if event.provenance is None else EventState.EDITED, threshold)


def _decided(event: Event, state: EventState, threshold: float | None) -> Event:
    spotted = event.provenance
    if spotted is not None and spotted.threshold is None and threshold is not None:
        spotted = replace(spotted, threshold=threshold)
    if state is event.state and spotted == event.provenance:
        return event
    return replace(event, state=state, provenance=spotted)
