"""Moments as events: which event a moment already is, and what becomes of one that a person takes.

What the window may rely on: nothing here changes anything; a moment's own event has the moment's ``id``, so undoing
and taking it again gives the very same event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from app.core.events import BROADCAST, Event, EventState, Provenance, event_id, event_order

if TYPE_CHECKING:
    from rmsnet.broadcast.moments import Moment


@dataclass(frozen=True, slots=True)
class PlacedMoment:
    """A moment of one of a match's files.

    Attributes:
        source: index of the match file.
        moment: what was found there.
    """

    source: int
    moment: Moment

    @property
    def id(self) -> str:
        """The id of the event that is made of it."""
        return event_id(self.moment.kind, self.moment.time, self.source) + "-moment"

    def label_among(self, labels: Sequence[str]) -> str | None:
        """The label it calls for, None when only a person can tell."""
        return next((label for label in labels if label.casefold() == self.moment.kind.casefold()), None)


def ranked(by_source: Sequence[Sequence[Moment]]) -> tuple[PlacedMoment, ...]:
    """The moments of all files of a match as one list, the most promising first."""
    placed = [PlacedMoment(source, moment) for source, found in enumerate(by_source) for moment in found]
    return tuple(sorted(placed, key=lambda p: (-p.moment.score, p.source, p.moment.time)))


def event_of(
    placed: PlacedMoment, events: Sequence[Event], labels: Sequence[str], find: Callable[[str], Event | None]
) -> Event | None:
    """The event that a moment already is, None when it is none.

    That is the one made of it; else one of its label inside what it shows; else, where no label fits, an event that
    a person keeps there.

    Args:
        placed: the moment.
        events: in order.
        labels: of the project.
        find: an event by its id.
    """
    made = find(placed.id)
    if made is not None:
        return made
    label = placed.label_among(labels)
    inside = [event for event in _inside(placed, events) if _means(event, label)]
    return min(inside, key=lambda e: (not e.is_touched, abs(e.time - placed.moment.time)), default=None)


def proposal_of(placed: PlacedMoment, label: str, proposals: Sequence[Event]) -> Event | None:
    """The proposal that a moment speaks of: of that label, inside what it shows, the surest."""
    inside = [event for event in _inside(placed, proposals) if event.label == label]
    return max(inside, key=lambda e: (e.confidence or 0.0, -abs(e.time - placed.moment.time)), default=None)


def made_event(placed: PlacedMoment, label: str) -> Event:
    """The event that a person makes of a moment; what was found, and by which signals, stays with it."""
    moment = placed.moment
    is_its_own = label.casefold() == moment.kind.casefold()
    said = Provenance(
        moment.time,
        label if is_its_own else moment.kind,
        moment.score,
        model_name=BROADCAST,
        signal=", ".join(moment.signals),
    )
    state = EventState.ACCEPTED if is_its_own else EventState.EDITED
    return Event(placed.id, moment.time, label, state, moment.score, provenance=said, source=placed.source)


def _means(event: Event, label: str | None) -> bool:
    if label is None:
        return event.is_touched and event.is_kept
    return event.label == label or (event.provenance is not None and event.provenance.label == label)


def _inside(placed: PlacedMoment, events: Sequence[Event]) -> Iterator[Event]:
    """The events inside what a moment shows; the list is long, and asked for every row that is drawn."""
    moment = placed.moment
    first = bisect_left(events, (placed.source, moment.start, ""), key=event_order)
    for event in islice(events, first, None):
        if (event.source, event.time) >= (placed.source, moment.end):
            return
        yield event
