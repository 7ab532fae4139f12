"""How a score bug is laid out: its lines, and where in them the clock and the score stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rmsnet.broadcast.bug_search import Found
from rmsnet.broadcast.bug_text import RARE_GOALS, Line, Place, ScoreText, Token, clock_of, number_at, score_of
from rmsnet.broadcast.readings import Box

# All in heights of a line of print: how far apart print of one bug lies along a line, between lines, and how much
# wider than the print that was found its lines are read: lone digits at an end are easily overlooked.
_ALONG, _BETWEEN, _WIDER = 7.0, 0.9, 2.6
# Readings before a layout is told, before one without a score is, and after which it is settled.
_FEWEST, _PATIENCE, _SETTLED = 8, 14, 60
# So many readings must show the same score's form, and this share of all a number at both its places: a caption or a
# sponsor beside the bug is gone by then.
_AGREEING, _SHARE = 3, 0.4
# A bug whose width changes may move by so many times what a digit moves otherwise.
_MOVED = 4.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A bug's design.

    Attributes:
        lines: boxes of its lines, in pixels of the source.
        score: where home and away stand; None for a bug without a score that could be read.
        clock: box of the clock, in pixels of the source.
        teams: the names beside the score, as they were read most often.
    """

    lines: tuple[Box, ...]
    score: tuple[Place, Place] | None
    clock: Box
    teams: tuple[str, str] | None = None

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

    def score_in(self, lines: Sequence[Line]) -> tuple[int, int] | None:
        """The score, home first, where it stands; or between the names, should the bug have moved a little."""
        if self.score is None:
            return None
        found = score_of(lines)
        reaches = [0.7 * self.lines[place.line][3] / self.lines[place.line][2] for place in self.score]
        if found and [p.line for p in found.places] == [p.line for p in self.score]:
            shifts = [
                abs(a.middle - b.middle) / reach for a, b, reach in zip(found.places, self.score, reaches, strict=True)
            ]
            named = found.teams and self.teams and any(a == b for a, b in zip(found.teams, self.teams, strict=True))
            if max(shifts) <= (_MOVED if named else 1.0):
                return found.home, found.away
        home, away = (number_at(lines[p.line], p.middle, reach) for p, reach in zip(self.score, reaches, strict=True))
        return None if home is None or away is None else (home, away)

    def cell(self, place: Place) -> Box:
        """The box of one digit of the score, in pixels of the source."""
        x, y, w, h = self.lines[place.line]
        return (round(x + place.middle * w - 0.55 * h), y, round(1.1 * h), h)


class LayoutLearner:
    """Collects readings of a bug's lines, and tells where in them the score stands.

    Print that comes and goes beside the bug (sponsors, captions) is told from the score by how long it stays.

    Attributes:
        lines: boxes of the lines, in pixels of the source.
        clock: box of the clock, likewise.
        readings: those taken, each with a line of print per box.
    """

    def __init__(self, lines: tuple[Box, ...], clock: Box) -> None:
        self.lines = lines
        self.clock = clock
        self.readings: list[tuple[Line, ...]] = []
        self._clocks: list[tuple[int, float, float]] = []

    @property
    def is_settled(self) -> bool:
        """Whether more readings would no longer change what was learned."""
        return len(self.readings) >= _SETTLED

    def add(self, lines: tuple[Line, ...]) -> None:
        """Take one reading in which the clock was read."""
        self.readings.append(lines)
        if clock := clock_of(lines):
            self._clocks.append(clock[1:])

    def layout(self) -> Layout | None:
        """What the readings so far tell; None while they are too few."""
        if len(self.readings) < _FEWEST or not self._clocks:
            return None
        groups = self._groups()
        group = max(groups, key=len, default=[])
        if len(group) < _AGREEING:
            return Layout(self.lines, None, self._clock()) if len(self.readings) >= _PATIENCE else None
        named = Counter(score.teams for score in group if score.teams)
        return Layout(self.lines, _typical_pair(group), self._clock(), max(named, key=named.__getitem__, default=None))

    def agree(self, a: Layout, b: Layout) -> bool:
        """Whether two layouts have the score in one place."""
        return a.score == b.score or bool(a.score and b.score and self._same_places(a.score, b.score))

    def _groups(self) -> list[list[ScoreText]]:
        """Scores that stand in the same places, where numbers stand most of the time."""
        # A layout that began with ten goals would rather be a sponsor's or a caption's number.
        scores = [
            score
            for lines in self._lasting_readings()
            if (score := score_of(lines)) and max(score.home, score.away) < RARE_GOALS
        ]
        groups: list[list[ScoreText]] = []
        for score in scores:
            group = next((g for g in groups if self._same_places(g[0].places, score.places)), None)
            if group is None:
                groups.append([score])
            else:
                group.append(score)
        return [group for group in groups if self._share(_typical_pair(group)) >= _SHARE]

    def _share(self, places: tuple[Place, Place]) -> float:
        """Of the readings, how many have numbers at both places."""
        reaches = [self._reach(place.line) for place in places]
        there = [
            all(number_at(lines[p.line], p.middle, reach) is not None for p, reach in zip(places, reaches, strict=True))
            for lines in self.readings
        ]
        return sum(there) / len(there)

    def _lasting_readings(self) -> list[tuple[Line, ...]]:
        """The readings without the words and numbers that stand in few of them."""
        lasting = []
        for n in range(len(self.lines)):
            lines = [reading[n] for reading in self.readings]
            lasting.append(lasting_tokens(lines, self._reach(n), _SHARE))
        return list(zip(*lasting, strict=True))

    def _reach(self, line: int) -> float:
        _, _, w, h = self.lines[line]
        return 0.6 * h / w

    def _same_places(self, a: tuple[Place, Place], b: tuple[Place, Place]) -> bool:
        """Whether two scores stand in one place."""
        pairs = zip(a, b, strict=True)
        return all(p.line == q.line and abs(p.middle - q.middle) < self._reach(p.line) for p, q in pairs)

    def _clock(self) -> Box:
        n = Counter(line for line, _, _ in self._clocks).most_common(1)[0][0]
        left, right = (float(np.median([c[side] for c in self._clocks if c[0] == n])) for side in (1, 2))
        x, y, w, h = self.lines[n]
        return (round(x + left * w - 0.25 * h), y, round((right - left) * w + 0.5 * h), h)


def lasting_tokens(lines: Sequence[Line], reach: float, share: float) -> list[Line]:
    """Several readings of one line without the tokens that stand in less than a share of them.

    Args:
        lines: the readings.
        reach: tokens whose middles are closer than this, 0..1 across the line, stand in one place.
        share: of the readings, 0..1.
    """
    middles = np.sort([token.middle for line in lines for token in line.tokens])

    def lasts(token: Token) -> bool:
        low, high = np.searchsorted(middles, (token.middle - reach, token.middle + reach))
        return bool(high - low >= share * len(lines))

    return [replace(line, tokens=tuple(filter(lasts, line.tokens))) for line in lines]


def _typical_pair(scores: Sequence[ScoreText]) -> tuple[Place, Place]:
    first, second = (_typical([score.places[side] for score in scores]) for side in (0, 1))
    return first, second


def _typical(places: Sequence[Place]) -> Place:
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
        row = next((row for row in rows if _in_row(box, around(row))), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    lines = [around(row) for row in rows]
    return _apart([_widened(line, [other for other in lines if other != line], width) for line in lines])


def _in_row(box: Box, row: Box) -> bool:
    """Whether a box stands in a row: a logo beside two rows stands in neither."""
    apart = abs(box[1] + box[3] / 2 - row[1] - row[3] / 2)
    return apart < 0.33 * min(box[3], row[3])


def _belong(a: Box, b: Box, height: int) -> bool:
    apart = max(a[0], b[0]) - min(a[0] + a[2], b[0] + b[2])
    below = max(a[1], b[1]) - min(a[1] + a[3], b[1] + b[3])
    overlap_high = -below > 0.4 * min(a[3], b[3])
    return (overlap_high and apart < _ALONG * height) or (apart < height and below < _BETWEEN * height)


def _widened(line: Box, others: list[Box], width: int) -> Box:
    x, y, w, h = line
    left, right = x - _WIDER * h, x + w + _WIDER * h
    for ox, oy, ow, oh in others:
        if min(y + h, oy + oh) - max(y, oy) > 0.5 * min(h, oh):  # beside it: its print must not be cut into this line
            if ox + ow / 2 > x + w / 2:
                right = min(right, max(ox - 0.1 * h, x + w))
            else:
                left = max(left, min(ox + ow + 0.1 * h, x))
    left, right = max(0.0, left), min(float(width), right)
    margin = round(0.08 * h)
    return (round(left), max(0, y - margin), round(right - left), h + 2 * margin)


def _apart(lines: Sequence[Box]) -> tuple[Box, ...]:
    """Lines below each other, cut where they overlap: half of another line's print confuses the reader."""
    cut = list(lines)
    for n, (x, y, w, h) in enumerate(lines):
        top, bottom = y, y + h
        for ox, oy, ow, oh in lines:
            overlap = min(y + h, oy + oh) - max(y, oy)
            if min(x + w, ox + ow) > max(x, ox) and 0 < overlap < 0.5 * min(h, oh):
                if oy > y:
                    bottom = min(bottom, y + h - overlap // 2)
                else:
                    top = max(top, y + overlap // 2)
        cut[n] = (x, top, w, bottom - top)
    return tuple(cut)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all."""
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left, top, right - left, bottom - top)
