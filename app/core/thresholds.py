"""Candidates and thresholds: which proposals of a model are events now.

What the window may rely on:

- ``apply_thresholds(events, candidates, thresholds)`` is a pure function: what a person touched comes back as
  the same objects, automatic events are exactly the candidates at or above their threshold. Dragging a
  threshold up and down again gives an equal tuple. So an undo entry needs the thresholds only.
- Automatic events are made once, in ``Candidates``; a threshold only selects among them, which takes
  a few milliseconds for 10,000 candidates.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from app.core.events import Event, EventState, Provenance, event_id, event_order
from rmsnet.spots import Spot

SAME_EVENT = 2.0
"""Seconds: a proposal this near to a person's own event of the same label is that event, not another one."""

DEFAULT_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Everything a model proposed, however unsure: the spots of an analysis at threshold 0.

    Attributes:
        events: one automatic event per spot, by source and time; their ids are unique.
        confidences: float64 [N], the events' confidences.
        label_codes: intp [N], index into ``labels``.
        labels: the labels that occur.
        ids: the events' ids.
    """

    events: tuple[Event, ...] = ()
    confidences: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    label_codes: npt.NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    labels: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.events)

    @classmethod
    def from_spots(
        cls, spots: Iterable[Spot], source: int = 0, model_name: str = "", model_fingerprint: str = ""
    ) -> Candidates:
        """The candidates of one source; two spots of one label in one millisecond are one candidate."""
        made: dict[str, Event] = {}
        for spot in sorted(spots, key=lambda s: s.confidence):
            name = event_id(spot.label, spot.time, source)
            kept = Provenance(
                spot.time,
                spot.label,
                spot.confidence,
                model_fingerprint=model_fingerprint,
                model_name=model_name,
            )
            made[name] = Event(
                name, spot.time, spot.label, EventState.AUTO, spot.confidence, provenance=kept, source=source
            )
        return cls.of(made.values())

    @classmethod
    def of(cls, events: Iterable[Event]) -> Candidates:
        """Candidates from automatic events, in any order."""
        ordered = tuple(sorted(events, key=event_order))
        labels = tuple(sorted({event.label for event in ordered}))
        code = {label: i for i, label in enumerate(labels)}
        return cls(
            ordered,
            np.array([event.confidence or 0.0 for event in ordered], np.float64),
            np.array([code[event.label] for event in ordered], np.intp),
            labels,
            frozenset(event.id for event in ordered),
        )

    def joined(self, others: Sequence[Candidates]) -> Candidates:
        """These and other sources' candidates as one; these alone when there are no others."""
        if not others:
            return self
        return Candidates.of(event for part in (self, *others) for event in part.events)

    def above(self, thresholds: Mapping[str, float], default: float = DEFAULT_THRESHOLD) -> npt.NDArray[np.bool_]:
        """Which candidates reach their label's threshold: bool [N]; a confidence equal to it does."""
        least = np.array([thresholds.get(label, default) for label in self.labels])
        return self.confidences >= (least[self.label_codes] if len(least) else 0.0)

    def threshold_showing_one(self, label: str | None = None) -> float | None:
        """The highest threshold that would show an event (of a label), None when there is no candidate."""
        chosen = self.confidences
        if label is not None:
            if label not in self.labels:
                return None
            chosen = chosen[self.label_codes == self.labels.index(label)]
        return float(chosen.max()) if len(chosen) else None


def apply_thresholds(
    events: Iterable[Event],
    candidates: Candidates,
    thresholds: Mapping[str, float],
    default: float = DEFAULT_THRESHOLD,
) -> tuple[Event, ...]:
    """The event list at some thresholds.

    Args:
        events: the list before; its automatic events are forgotten, all others are kept as they are.
        candidates: what the model proposed.
        thresholds: least confidence by label, 0..1.
        default: least confidence of labels that are not named.

    Returns:
        Touched events and the automatic ones at or above their threshold, by source and time.
    """
    touched = [event for event in events if event.state is not EventState.AUTO]
    chosen = np.flatnonzero(candidates.above(thresholds, default)).tolist()
    proposals = candidates.events
    if not touched:
        return tuple([proposals[i] for i in chosen])
    hidden = {event.id for event in touched} | _duplicates(touched, candidates)
    shown = [event for i in chosen if (event := proposals[i]).id not in hidden]
    if len(touched) > 500:
        return tuple(sorted(touched + shown, key=event_order))
    for event in touched:  # the proposals are in order already: a few insertions are cheaper than sorting all
        insort(shown, event, key=event_order)
    return tuple(shown)


def _duplicates(touched: Sequence[Event], candidates: Candidates) -> set[str]:
    """Ids of candidates that mean an event which a person added or kept from another model."""
    foreign = [event for event in touched if event.id not in candidates.ids]
    by_label: dict[tuple[int, str], list[float]] = {}
    for event in foreign:
        by_label.setdefault((event.source, event.label), []).append(event.time)
    if not by_label:
        return set()
    found = set()
    for event in candidates.events:
        times = by_label.get((event.source, event.label), ())
        earliest, latest = event.span
        if any(earliest - SAME_EVENT <= time <= latest + SAME_EVENT for time in times):
            found.add(event.id)
    return found
