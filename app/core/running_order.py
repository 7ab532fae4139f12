"""The running order: which frames, cards and cross-fades follow each other in an export, and when.

Everything is planned here, in whole frames and units of 1/TIMESCALE s, before anything is encoded; what is
encoded is checked against it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.core.cuts import Cut
from app.core.encoding import CARD_SECONDS, TIMESCALE, EncodingOptions, frame_units, length_units
from app.core.timecode import nearest_rate

_ROUNDING = TIMESCALE // 1000  # a millisecond: Matroska stores no finer times
_LARGEST_SHARE = Fraction(2, 5)  # of a clip, that one of its cross-fades may take


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """Some of a cut's exported frames.

    Attributes:
        clip: index of the cut in the reel.
        cut: the whole cut.
        first, end: of its exported frames, half-open.
        start_units: when the first of them is shown, from the cut's start.
    """

    clip: int
    cut: Cut
    first: int
    end: int
    start_units: int = 0

    @property
    def count(self) -> int:
        """How many frames."""
        return self.end - self.first


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of an export.

    Attributes:
        shot: whose frames are shown; None for the title card.
        incoming: what fades in over them, None but in a cross-fade.
        start_units, end_units: place in the export.
        frame_units: when each frame is shown, from the part's start.
    """

    shot: Shot | None
    incoming: Shot | None
    start_units: int
    end_units: int
    frame_units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A clip's, or the title card's, place in an export: units of 1/TIMESCALE s, half-open."""

    title: str
    start_units: int
    end_units: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a cut's sound lies in an export.

    Attributes:
        start_units, end_units: half-open.
        fade_in_units, fade_out_units: how long it swells and dies away.
    """

    start_units: int
    end_units: int
    fade_in_units: int = 0
    fade_out_units: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class RunningOrder:
    """An export from beginning to end.

    Attributes:
        parts: one after the other.
        sounds: a placement per cut; two overlap where they cross-fade.
        chapters: a title card's and the clips'.
        hard_cuts: clips (from 1) that are too short to fade into the next as long as asked.
    """

    parts: tuple[Part, ...]
    sounds: tuple[Placement, ...]
    chapters: tuple[Chapter, ...]
    hard_cuts: tuple[int, ...] = ()

    @property
    def frame_count(self) -> int:
        """How many frames."""
        return sum(len(part.frame_units) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Fade:
    """A cross-fade: how many frames the two clips give to it, and how long it is."""

    outgoing: int = 0
    incoming: int = 0
    units: int = 0


def running_order(cuts: Sequence[Cut], titles: Sequence[str], options: EncodingOptions) -> RunningOrder:
    """Put cuts in order.

    Args:
        cuts: what is really shown; see ``app.core.pieces.planned``.
        titles: the chapters' names.
        options: asks for a card and for cross-fades.
    """
    units = [frame_units(cut, options) for cut in cuts]
    lengths = [length_units(cut, options) for cut in cuts]
    fades = [_Fade()]
    for i in range(len(cuts) - 1):
        fades.append(_fade(units[i], lengths[i], units[i + 1], lengths[i + 1], fades[i].incoming, options.cross_fade))
    fades.append(_Fade())
    parts = [_card(cuts[0], options)] if options.title else []
    chapters = [Chapter(options.title, 0, parts[0].end_units)] if parts else []
    sounds = []
    start = parts[0].end_units if parts else 0
    for i, cut in enumerate(cuts):
        before, after = fades[i], fades[i + 1]
        if before.outgoing:
            parts.append(_fading(cuts, units, i, before, start))
        body = _body(i, cut, units[i], lengths[i], (before, after), start)
        parts.append(body)
        sounds.append(Placement(start, start + lengths[i], before.units, after.units))
        chapters.append(Chapter(titles[i], start, body.end_units))
        start = body.end_units
    hard = tuple(i for i in range(1, len(cuts)) if options.cross_fade and fades[i].units < _wished(options) // 2)
    return RunningOrder(tuple(parts), tuple(sounds), tuple(chapters), hard)


def _wished(options: EncodingOptions) -> int:
    return round(options.cross_fade * TIMESCALE)


def _fade(
    outgoing: tuple[int, ...], out_length: int, incoming: tuple[int, ...], in_length: int, taken: int, seconds: float
) -> _Fade:
    """The cross-fade between two clips: the frames of the first one's end set its time."""
    wish = min(round(seconds * TIMESCALE), int(out_length * _LARGEST_SHARE), int(in_length * _LARGEST_SHARE))
    first = bisect_left(outgoing, out_length - wish - _ROUNDING)
    if len(outgoing) - first < 2 or first <= taken:
        return _Fade()
    length = out_length - outgoing[first]
    covered = bisect_left(incoming, length - _ROUNDING)
    return _Fade(len(outgoing) - first, covered, length) if 0 < covered < len(incoming) else _Fade()


def _fading(cuts: Sequence[Cut], units: list[tuple[int, ...]], i: int, fade: _Fade, start: int) -> Part:
    first = len(units[i - 1]) - fade.outgoing
    begin = units[i - 1][first]
    shot = Shot(i - 1, cuts[i - 1], first, len(units[i - 1]), begin)
    times = tuple(time - begin for time in units[i - 1][first:])
    return Part(shot, Shot(i, cuts[i], 0, fade.incoming), start, start + fade.units, times)


def _body(i: int, cut: Cut, units: tuple[int, ...], length: int, fades: tuple[_Fade, _Fade], start: int) -> Part:
    before, after = fades
    end = len(units) - after.outgoing
    shot = Shot(i, cut, before.incoming, end, units[before.incoming])
    times = tuple(max(0, time - before.units) for time in units[before.incoming : end])
    return Part(shot, None, start + before.units, start + (units[end] if after.outgoing else length), times)


def _card(cut: Cut, options: EncodingOptions) -> Part:
    rate = card_rate(cut, options)
    count = max(1, round(CARD_SECONDS * rate))
    times = tuple(round(n * TIMESCALE / rate) for n in range(count))
    return Part(None, None, 0, round(count * TIMESCALE / rate), times)


def card_rate(cut: Cut, options: EncodingOptions) -> Fraction:
    """Frames per second of the title card: the reel's, or about the first match's."""
    return options.rate or min(nearest_rate(cut.source.info.rate), Fraction(60))
