"""The reel: which parts of a match are cut, in which order. A value made from events and options.

What the window may rely on:

- ``build_reel(events, options, sources)`` is a pure function, fast enough for every mouse move; rejected
  events never go in.
- In and out points are seconds of their source, half-open: a clip shows the frames whose time lies in
  ``[in_point, out_point)``. The exporter and the preview take the very same clips.
- ``ReelOptions`` never changes; ``dataclasses.replace`` or its ``with_...`` methods make another one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal, Protocol

from app.core.events import Event, event_order, importance
from rmsnet.errors import OptionError

Order = Literal["time", "confidence"]
Aspect = Literal["original", "16:9", "9:16", "1:1"]
ORDERS: tuple[Order, ...] = ("time", "confidence")
ASPECTS: tuple[Aspect, ...] = ("original", "16:9", "9:16", "1:1")


@dataclass(frozen=True, slots=True)
class Padding:
    """Seconds kept before and after an event's time."""

    before: float
    after: float

    def __post_init__(self) -> None:
        if not (0 <= self.before < 3600 and 0 <= self.after < 3600 and self.before + self.after > 0):
            raise OptionError(f"Padding {self.before:g},{self.after:g} must be seconds from 0 on, and not both 0.")


# What broadcasters kept around an event in 237 matches' own summaries, medians in seconds. A second yellow is
# cut like a red card; SoccerNet v1's "card" is nearly always a yellow one.
MEASURED_PADDING: Mapping[str, Padding] = {
    "goal": Padding(5.8, 6.4),
    "penalty": Padding(3.3, 5.5),
    "red card": Padding(6.9, 2.4),
    "yellow->red card": Padding(6.9, 2.4),
    "yellow card": Padding(10.4, 2.1),
    "card": Padding(10.4, 2.1),
    "shots on target": Padding(5.2, 6.9),
    "shots off target": Padding(5.0, 7.1),
    "substitution": Padding(2.5, 3.4),
    "corner": Padding(1.6, 9.4),
    "direct free-kick": Padding(3.0, 8.3),
}
OTHER_PADDING = Padding(5.0, 5.0)
DEFAULT_LABELS = frozenset({"goal", "penalty", "red card", "yellow->red card"})
"""Labels whose events made nearly every summary (81 to 100 %), in folded case."""


@dataclass(frozen=True, slots=True)
class Override:
    """A clip's own in or out point in seconds of its source; None leaves it to the label's padding."""

    in_point: float | None = None
    out_point: float | None = None


class HasDuration(Protocol):
    """A source as far as a reel needs to know it."""

    @property
    def duration(self) -> float:
        """Seconds."""


@dataclass(frozen=True, slots=True)
class ReelOptions:
    """How a reel is made from events.

    Attributes:
        labels: labels whose events go in; None takes goals, penalties and red cards.
        padding: padding by label where it is not the measured default.
        order: "time" (match order) or "confidence" (most confident first).
        merge_overlapping: one clip where two of one source overlap or touch.
        target_length: seconds; the least confident events are dropped until the reel is no longer
            (the most confident event always stays). None for no limit.
        min_confidence: automatic events below it stay out; what a person decided on stays in.
        included, excluded: ids of events that go in, or stay out, whatever their label.
        overrides: in and out points by event id.
        aspect: shape of the exported picture; anything but "original" crops around the centre.
    """

    labels: tuple[str, ...] | None = None
    padding: Mapping[str, Padding] = field(default_factory=dict)
    order: Order = "time"
    merge_overlapping: bool = True
    target_length: float | None = None
    min_confidence: float = 0.0
    included: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    overrides: Mapping[str, Override] = field(default_factory=dict)
    aspect: Aspect = "original"

    def __post_init__(self) -> None:
        if self.order not in ORDERS or self.aspect not in ASPECTS:
            raise OptionError(f"Order {self.order!r} or aspect {self.aspect!r} is not one of the known ones.")
        if self.target_length is not None and not self.target_length > 0:
            raise OptionError(f"A reel of {self.target_length:g} seconds cannot be made; ask for more than 0.")

    def padding_of(self, label: str) -> Padding:
        """A label's padding: its own, else the measured one, else 5 s on both sides."""
        own = self.padding.get(label)
        return own or MEASURED_PADDING.get(label.casefold(), OTHER_PADDING)

    def takes(self, event: Event) -> bool:
        """Whether an event goes into the reel, before any target length."""
        if not event.is_kept or event.id in self.excluded:
            return False
        if event.id in self.included:
            return True
        if not event.is_touched and importance(event) < self.min_confidence:
            return False
        if self.labels is None:
            return event.label.casefold() in DEFAULT_LABELS
        return event.label in self.labels

    def with_override(self, event_id: str, override: Override | None) -> ReelOptions:
        """These options with an event's own in and out points; None goes back to the padding."""
        others = {key: value for key, value in self.overrides.items() if key != event_id}
        return replace(self, overrides=others if override is None else {**others, event_id: override})

    def with_padding(self, label: str, padding: Padding | None) -> ReelOptions:
        """These options with a label's padding; None goes back to the measured one."""
        others = {key: value for key, value in self.padding.items() if key != label}
        return replace(self, padding=others if padding is None else {**others, label: padding})

    def with_event(self, event_id: str, in_reel: bool) -> ReelOptions:
        """These options with one event put into the reel or taken out, whatever its label."""
        return replace(
            self,
            included=self.included | {event_id} if in_reel else self.included - {event_id},
            excluded=self.excluded - {event_id} if in_reel else self.excluded | {event_id},
        )


@dataclass(frozen=True, slots=True)
class Clip:
    """A part of a source in the reel.

    Attributes:
        event_id: the event it shows (the most confident of merged ones), None for a clip without one.
        source: index of the match file.
        label: the event's label.
        in_point, out_point: seconds of the source, half-open.
        merged_ids: the other events it shows, when overlapping clips were merged.
    """

    event_id: str | None
    source: int
    label: str
    in_point: float
    out_point: float
    merged_ids: tuple[str, ...] = ()

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.out_point - self.in_point


@dataclass(frozen=True, slots=True)
class Reel:
    """Clips in playing order."""

    clips: tuple[Clip, ...] = ()

    @property
    def duration(self) -> float:
        """Seconds of all clips."""
        return sum(clip.duration for clip in self.clips)

    @property
    def starts(self) -> tuple[float, ...]:
        """Where each clip starts on the reel, in seconds."""
        return tuple(accumulate((clip.duration for clip in self.clips[:-1]), initial=0.0))[: len(self.clips)]

    def locate(self, time: float) -> tuple[int, float] | None:
        """Clip index and source time shown at a time of the reel, None outside the reel."""
        if not 0 <= time < self.duration:
            return None
        starts = self.starts
        index = bisect_right(starts, time) - 1
        return index, self.clips[index].in_point + time - starts[index]


def build_reel(events: Iterable[Event], options: ReelOptions, sources: Sequence[HasDuration]) -> Reel:
    """The reel of some events.

    Args:
        events: the project's events in any order.
        options: which go in and how they are cut.
        sources: the match files by index; clips end where their source ends.

    Returns:
        Clips in playing order; events outside their source, or of a missing one, are left out.
    """
    taken = [event for event in events if options.takes(event) and event.source < len(sources)]
    cuts = [(event, clip) for event in taken if (clip := clip_of(event, options, sources)) is not None]
    cuts.sort(key=lambda cut: (cut[0].is_touched, importance(cut[0])), reverse=True)
    if options.target_length is not None:
        cuts = cuts[: _longest_prefix(cuts, options)]
    merged = _merged(cuts, options)
    if options.order == "confidence":
        merged.sort(key=lambda cut: -importance(cut[0]))
    return Reel(tuple(clip for _, clip in merged))


def clip_of(event: Event, options: ReelOptions, sources: Sequence[HasDuration]) -> Clip | None:
    """The clip of one event alone, None when nothing of it lies inside its source."""
    padding = options.padding_of(event.label)
    own = options.overrides.get(event.id, Override())
    earliest, latest = event.span
    start = earliest - padding.before if own.in_point is None else own.in_point
    end = latest + padding.after if own.out_point is None else own.out_point
    start, end = max(0.0, start), min(end, sources[event.source].duration)
    return Clip(event.id, event.source, event.label, start, end) if start < end else None


_Cut = tuple[Event, Clip]


def _longest_prefix(cuts: list[_Cut], options: ReelOptions) -> int:
    """How many cuts, best first, fit into the target length: a union of intervals only grows, so bisect."""
    assert options.target_length is not None  # noqa: S101
    low, high = min(1, len(cuts)), len(cuts)
    while low < high:
        middle = (low + high + 1) // 2
        length = sum(clip.duration for _, clip in _merged(cuts[:middle], options))
        low, high = (middle, high) if length <= options.target_length + 1e-9 else (low, middle - 1)
    return low


def _merged(cuts: list[_Cut], options: ReelOptions) -> list[_Cut]:
    """The cuts in match order, overlapping ones of a source as one when the options ask for it."""
    ordered = sorted(cuts, key=lambda cut: (cut[1].source, cut[1].in_point, *event_order(cut[0])))
    if not options.merge_overlapping:
        return ordered
    merged: list[_Cut] = []
    for event, clip in ordered:
        if merged and merged[-1][1].source == clip.source and clip.in_point <= merged[-1][1].out_point:
            merged[-1] = _union(merged[-1], (event, clip))
        else:
            merged.append((event, clip))
    return merged


def _union(first: _Cut, second: _Cut) -> _Cut:
    best, other = (first, second) if importance(first[0]) >= importance(second[0]) else (second, first)
    ids = (*first[1].merged_ids, *second[1].merged_ids, *([other[1].event_id] if other[1].event_id else []))
    clip = replace(
        best[1],
        in_point=min(first[1].in_point, second[1].in_point),
        out_point=max(first[1].out_point, second[1].out_point),
        merged_ids=ids,
    )
    return best[0], clip
