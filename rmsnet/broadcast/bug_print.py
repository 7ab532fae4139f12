"""Reading a score bug whose place is known: its lines, its clock and its score, by several ways each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from rmsnet.broadcast.bug_layout import Layout, LayoutLearner
from rmsnet.broadcast.bug_search import read_line
from rmsnet.broadcast.bug_text import (
    Line,
    Token,
    bare_clock,
    clock_of,
    gaps,
    likely_clock,
    numbered_tokens,
    score_of,
    with_clock_at,
)
from rmsnet.broadcast.clock_fit import FULL_TIMES
from rmsnet.broadcast.line_finder import Image
from rmsnet.broadcast.readings import Box
from rmsnet.broadcast.score_sequence import Score
from rmsnet.broadcast.text_reading import TextReader
from rmsnet.video.luma import LumaPicture

# In a gap wider than so many heights of its line a lone digit is not told from the picture behind it.
_WIDEST_GAP = 3.0
_DIGITS = "0123456789"
# Longer than this, in seconds, no added time is counted.
_MOST_ADDED = 1200.0
# A lone digit is believed from this confidence on.
_SURE = 0.6


class BugPrint:
    """Reads the print of a bug in single pictures."""

    def __init__(self, reader: TextReader) -> None:
        self._reader = reader

    def lines(self, luma: LumaPicture, boxes: Sequence[Box]) -> tuple[Line, ...]:
        """What stands in the lines of a bug."""
        return tuple(read_line(self._reader, strip_of(luma, box)) for box in boxes)

    def closer(self, learner: LayoutLearner, luma: LumaPicture, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Lines of a bug that is still being learned, with what coarse print hides: the colon, and lone digits."""
        if clock_of(lines) is None:
            lines = tuple(map(partial(_with_clock, learner.clock), learner.lines, lines))
        if clock_of(lines) is None or score_of(lines) is not None:
            return lines
        # Teams below each other have their scores below each other.
        columns = [
            box[0] + token.middle * box[2]
            for box, line in zip(learner.lines, lines, strict=True)
            for token in numbered_tokens(line.tokens)
            if token.kind == "number" and any(other.kind == "word" for other in line.tokens)
        ]
        return tuple(self._with_digits(luma, *pair, columns) for pair in zip(learner.lines, lines, strict=True))

    def _with_digits(self, luma: LumaPicture, box: Box, line: Line, columns: Sequence[float]) -> Line:
        """A line without a number, with the digits that stand in the gaps beside its words."""
        x, y, w, h = box
        half = 0.55 * h / w
        found = []
        for left, right in gaps(line, h / w):
            here = [(column - x) / w for column in columns if left < (column - x) / w < right]
            ends = (here[0] - half, here[0] + half) if here else (left, right)
            if (columns and not here) or (ends[1] - ends[0]) * w > _WIDEST_GAP * h:
                continue
            strip = strip_of(luma, (round(x + ends[0] * w), y, round((ends[1] - ends[0]) * w), h))
            glyphs = [g for g in self._reader.read(strip, only=_DIGITS) if g.confidence >= _SURE]
            if len(glyphs) == 1:
                middle = here[0] if here else left + glyphs[0].place * (right - left)
                found.append(Token("number", glyphs[0].text, middle - 0.4 * half, middle + 0.4 * half))
        return replace(line, tokens=tuple(sorted((*line.tokens, *found), key=lambda token: token.middle)))

    def clock(self, layout: Layout, luma: LumaPicture, lines: Sequence[Line]) -> float | None:
        """The clock; where its line did not read as one, its own place is read as digits."""
        # A caption's clock is not the match's.
        seconds = seconds_of([_own_clocks(layout, n, line) for n, line in enumerate(lines)])
        if seconds in FULL_TIMES and (total := seconds_of(lines)) and seconds <= total <= seconds + _MOST_ADDED:
            return total  # added time is counted beside
        if seconds is None:
            guesses = [
                guess
                for n, line in enumerate(lines)
                if (guess := likely_clock(line)) and layout.holds_clock(n, *guess[1:])
            ]
            seconds = guesses[0][0] if guesses else None
        return self.lone_clock(layout, luma) if seconds is None else seconds

    def lone_clock(self, layout: Layout, luma: LumaPicture) -> float | None:
        """The clock, read as digits where it is known to stand."""
        glyphs = self._reader.read(strip_of(luma, layout.clock), only=_DIGITS + ":+")
        if any(glyph.confidence < _SURE for glyph in glyphs):
            return None
        return bare_clock("".join(glyph.text for glyph in glyphs))

    def score(
        self, layout: Layout, luma: LumaPicture, lines: Sequence[Line], newest: Sequence[Sequence[Image]]
    ) -> tuple[Score | None, bool]:
        """The score, and whether it is in doubt.

        Args:
            layout: of the bug.
            luma: the picture.
            lines: as read in it.
            newest: strips of the layout's score lines, a sequence per recent picture that shows the same.
        """
        if layout.score is None:
            return None, False
        if score := layout.score_in(lines):
            return score, False
        if len(newest) > 1:
            means = [np.mean(np.stack(strips), axis=0).astype(np.uint8) for strips in zip(*newest, strict=True)]
            if score := self.score_of_strips(layout, means):
                return score, False
        digits = [self._lone(strip_of(luma, layout.cell(place))) for place in layout.score]
        return (None, True) if None in digits else ((digits[0] or 0, digits[1] or 0), True)

    def score_of_strips(self, layout: Layout, strips: Sequence[Image]) -> Score | None:
        """The score in strips of the layout's score lines."""
        lines = [Line((), (), "")] * len(layout.lines)
        for n, strip in zip(layout.score_lines, strips, strict=True):
            lines[n] = read_line(self._reader, strip)
        return layout.score_in(lines)

    def _lone(self, strip: Image) -> int | None:
        glyphs = self._reader.read(strip, only=_DIGITS)
        sure = "".join(glyph.text for glyph in glyphs if glyph.confidence >= _SURE)
        return int(sure) if len(sure) in (1, 2) else None


def seconds_of(lines: Sequence[Line]) -> float | None:
    """The clock among several lines."""
    clock = clock_of(lines)
    return clock[0] if clock else None


def _own_clocks(layout: Layout, n: int, line: Line) -> Line:
    """The n-th line with those clocks alone that stand where the bug has its own."""
    return replace(line, clocks=tuple(clock for clock in line.clocks if layout.holds_clock(n, *clock[1:])))


def _with_clock(clock: Box, box: Box, line: Line) -> Line:
    x, y, w, h = box
    if not y <= clock[1] + clock[3] / 2 < y + h:
        return line
    return with_clock_at(line, (clock[0] - x) / w, (clock[0] + clock[2] - x) / w)


def strip_of(luma: LumaPicture, box: Box) -> Image:
    """A line of print, cut out of a picture and not much larger than it needs to be."""
    return luma.crop(box, max(1, box[3] // 64))
