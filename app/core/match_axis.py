"""The time axis of a match of one or several files: the files one after the other, with one match clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from app.core.project import ProjectSource
from app.core.timecode import format_clock


@dataclass(frozen=True)
class MatchAxis:
    """Places on one axis for all sources of a match.

    Attributes:
        sources: the match files in match order.
    """

    sources: tuple[ProjectSource, ...] = ()

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """Where each source begins, in seconds of the axis."""
        return tuple(accumulate((source.duration for source in self.sources[:-1]), initial=0.0))[: len(self.sources)]

    @cached_property
    def duration(self) -> float:
        """Seconds of all sources."""
        return sum(source.duration for source in self.sources)

    def place(self, source: int, time: float) -> float:
        """Where a time of a source lies on the axis."""
        starts = self.starts
        return time + (starts[source] if 0 <= source < len(starts) else self.duration)

    def find(self, place: float) -> tuple[int, float]:
        """The source and its time at a place of the axis; places outside belong to the first or last source."""
        if not self.sources:
            return 0, max(0.0, place)
        starts = self.starts
        source = max(0, bisect_right(starts, place) - 1)
        return source, min(max(0.0, place - starts[source]), self.sources[source].duration)

    def inside(self, source: int, place: float) -> float:
        """The time of one source at a place of the axis, cut to the source: what is dragged stays in its file."""
        return min(max(0.0, place - self.place(source, 0.0)), self.sources[source].duration)

    def clock(self, place: float, decimals: int = 0) -> str:
        """What to write at a place: the match clock where the half is known, else the file's time."""
        source, time = self.find(place)
        if not self.sources or not self.sources[source].has_clock:
            return format_clock(time, decimals)
        return self.sources[source].clock(time)

    def halves(self) -> Sequence[tuple[float, int | None]]:
        """Where each source begins and which half it is."""
        return tuple(zip(self.starts, (source.half for source in self.sources), strict=True))
