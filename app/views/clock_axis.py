"""The time axis over the curves: match clock where the halves are known, else the files' own time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg

from app.core.match_axis import MatchAxis
from app.core.project import ProjectSource
from app.core.timecode import format_clock

STEPS = (0.04, 0.2, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600)
PIXELS_PER_TICK = 110


class ClockAxis(pg.AxisItem):
    """Ticks at round times of each half's own clock."""

    def __init__(self) -> None:
        super().__init__("top")
        self._match = MatchAxis()
        self._spacing = 60.0

    def set_match(self, match: MatchAxis) -> None:
        """The files whose clocks are shown."""
        self._match = match
        self.picture = None
        self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803 - its names there
        wanted = (maxVal - minVal) / max(2.0, size / PIXELS_PER_TICK)
        self._spacing = step = next((step for step in STEPS if step >= wanted), STEPS[-1])
        ticks: list[float] = []
        for source, start in zip(self._match.sources, self._match.starts, strict=True):
            for begin, end, clock in _stretches(source):
                place = start + begin
                first = max(place, minVal) - place + clock
                last = min(start + end, maxVal) - place + clock
                count = math.floor(last / step + 1e-9)
                ticks += [place + n * step - clock for n in range(math.ceil(first / step - 1e-9), count + 1)]
        return [(step, ticks)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [self._text(value) for value in values]

    def _text(self, place: float) -> str:
        decimals = 0 if self._spacing >= 1 else 1 if self._spacing >= 0.1 else 2
        index, time = self._match.find(place + 1e-6)
        source = self._match.sources[index] if self._match.sources else None
        if source is None or not source.has_clock:
            return format_clock(max(0.0, time - 1e-6), decimals)
        clock = max(0.0, source.position(time)[1])
        seconds = clock % 60
        width = 3 + decimals if decimals else 2
        return f"{int(clock // 60):02}:{math.floor(seconds * 10**decimals + 1e-3) / 10**decimals:0{width}.{decimals}f}"


def _stretches(source: ProjectSource) -> list[tuple[float, float, float]]:
    """Where the clock runs: begin and end in seconds of the file, and the clock at the begin."""
    if source.clock_offset is None and source.match_clock:
        return [(piece.start, piece.end, source.position(piece.start)[1]) for piece in source.match_clock]
    return [(0.0, source.duration, source.clock_start if source.half is not None else 0.0)]
