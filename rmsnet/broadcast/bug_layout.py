"""How a score bug is laid out: its lines, and where in them the clock and the score stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rmsnet.broadcast.bug_search import Found
from rmsnet.broadcast.bug_text import RARE_GOALS, Line, Place, ScoreText, clock_of, score_of
from rmsnet.broadcast.readings import Box

# All in heights of a line of print: how far apart print of one bug lies along a line, between lines, and how much
# wider than the print that was found its lines are read: lone digits at an end are easily overlooked.
_ALONG, _BETWEEN, _WIDER = 7.0, 0.9, 2.6
# Readings from which a layout is learned: as many must agree, and no more are taken than this.
_AGREEING, _MOST = 3, 14
# Those that agree must be so many readings apart, first to last: a caption with a score is gone by then.
_APART = 7


@dataclass(frozen=True, slots=True)
class Layout:
    """A bug's design.

    Attributes:
        lines: boxes of its lines, in pixels of the source.
        score: where home and away stand; None for a bug without a score that could be read.
        clock: box of the clock, in pixels of the source.
    """

    lines: tuple[Box, ...]
    score: tuple[Place, Place] | None
    clock: Box

    @property
    def box(self) -> Box:
        """What holds all lines."""
        return around(self.lines)

    @property
    def score_lines(self) -> list[int]:
        """Numbers of the lines in which the score stands."""
        return sorted({place.line for place in self.score or ()})

    def holds_clock(self, line: int, left: float, right: float) -> bool:
        """Whether a clock in a line, from left to right, 0..1, stands where the bug has its own."""
        x, y, w, h = self.lines[line]
        inside = y <= self.clock[1] + self.clock[3] / 2 < y + h
        return inside and x + left * w < self.clock[0] + self.clock[2] and x + right * w > self.clock[0]

    def cell(self, place: Place) -> Box:
        """The box of one digit of the score, in pixels of the source."""
        x, y, w, h = self.lines[place.line]
        return (round(x + place.middle * w - 0.55 * h), y, round(1.1 * h), h)


class LayoutLearner:
    """Collects readings of a bug's lines until enough of them show the score in one place."""

    def __init__(self, found: Found, width: int) -> None:
        self.lines = bug_lines(found, width)
        self.clock = found.clock
        self._scores: list[ScoreText] = []
        self._times: list[int] = []
        self._clocks: list[tuple[int, float, float]] = []
        self._count = 0

    def add(self, lines: Sequence[Line]) -> Layout | None:
        """Take one reading; the layout, once it is known."""
        self._count += 1
        # A layout that began with ten goals would rather be a sponsor's or a caption's number.
        if (score := score_of(lines)) and max(score.home, score.away) < RARE_GOALS:
            self._scores.append(score)
            self._times.append(self._count)
        if clock := clock_of(lines):
            self._clocks.append(clock[1:])
        group = max(map(self._lasting, self._scores), key=len, default=[])
        if len(group) >= _AGREEING and len(self._clocks) >= _AGREEING:
            return self._layout(group)
        if self._count >= _MOST and len(self._clocks) >= _AGREEING:
            return self._layout([])
        return None

    @property
    def failed(self) -> bool:
        """Whether it has seen enough to give up."""
        return self._count >= _MOST

    def _lasting(self, score: ScoreText) -> list[ScoreText]:
        """The readings that have the score where this one has it; none where it soon was gone."""
        alike = [
            (count, other)
            for count, other in zip(self._times, self._scores, strict=True)
            if all(map(self._same_place, other.places, score.places))
        ]
        return [other for _, other in alike] if alike[-1][0] - alike[0][0] >= _APART else []

    def _same_place(self, a: Place, b: Place) -> bool:
        _, _, w, h = self.lines[a.line]
        return a.line == b.line and abs(a.middle - b.middle) * w < 0.6 * h

    def _layout(self, group: list[ScoreText]) -> Layout:
        if not group:
            return Layout(self.lines, None, self._clock())
        homes, aways = ([score.places[side] for score in group] for side in (0, 1))
        return Layout(self.lines, (_typical(homes), _typical(aways)), self._clock())

    def _clock(self) -> Box:
        n = Counter(line for line, _, _ in self._clocks).most_common(1)[0][0]
        left, right = (float(np.median([c[side] for c in self._clocks if c[0] == n])) for side in (1, 2))
        x, y, w, h = self.lines[n]
        return (round(x + left * w - 0.25 * h), y, round((right - left) * w + 0.5 * h), h)


def _typical(places: list[Place]) -> Place:
    middles = sorted(place.middle for place in places)
    return Place(places[0].line, middles[len(middles) // 2])


def bug_lines(found: Found, width: int) -> tuple[Box, ...]:
    """The lines of the bug around a clock: boxes joined along lines and widened."""
    clock = found.clock
    group = [clock]
    rest = [box for box in found.lines if 0.4 * clock[3] < box[3] < 2.6 * clock[3]]
    grown = True
    while grown:
        joined = [box for box in rest if any(_belong(box, other, clock[3]) for other in group)]
        rest = [box for box in rest if box not in joined]
        group += joined
        grown = bool(joined)
    rows: list[list[Box]] = []
    for box in sorted(group, key=lambda box: box[1] + box[3] / 2):
        middle = box[1] + box[3] / 2
        row = next((row for row in rows if abs(_middle(row) - middle) < 0.42 * min(box[3], around(row)[3])), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    lines = [around(row) for row in rows]
    return tuple(_widened(line, [other for other in lines if other != line], width) for line in lines)


def _middle(row: Sequence[Box]) -> float:
    _, y, _, h = around(row)
    return y + h / 2


def _belong(a: Box, b: Box, height: int) -> bool:
    apart = max(a[0], b[0]) - min(a[0] + a[2], b[0] + b[2])
    below = max(a[1], b[1]) - min(a[1] + a[3], b[1] + b[3])
    overlap_high = -below > 0.4 * min(a[3], b[3])
    return (overlap_high and apart < _ALONG * height) or (apart < height and below < _BETWEEN * height)


def _widened(line: Box, others: list[Box], width: int) -> Box:
    x, y, w, h = line
    left, right = x - _WIDER * h, x + w + _WIDER * h
    for ox, oy, ow, oh in others:
        if min(y + h, oy + oh) - max(y, oy) > 0.15 * h:  # beside it: its print must not be cut into this line
            if ox + ow / 2 > x + w / 2:
                right = min(right, max(ox - 0.1 * h, x + w))
            else:
                left = max(left, min(ox + ow + 0.1 * h, x))
    left, right = max(0.0, left), min(float(width), right)
    margin = round(0.08 * h)
    return (round(left), max(0, y - margin), round(right - left), h + 2 * margin)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all."""
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left, top, right - left, bottom - top)
