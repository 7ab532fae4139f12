"""Which half and which second of the match any second of the video shows, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from rmsnet.broadcast.clock_fit import FULL_TIMES, Run, clock_runs
from rmsnet.broadcast.readings import ScoreBug

HALF_STARTS = {1: 0.0, 2: 2700.0, 3: 5400.0, 4: 6300.0}
# A clock that is first read within so many seconds of a kick-off ran since that kick-off, unseen at first.
_UNSEEN = 180.0
# Runs whose clocks differ by less are one: the display's rounding.
_SAME = 1.6
# Readings of a bug that is on screen are no further apart than this.
_UNREAD = 24.0
# How far beyond what was read the clock is still trusted to run, in seconds.
_BEYOND = 60.0
_LONGEST_HALF = 4200.0


@dataclass(frozen=True, slots=True)
class ClockPiece:
    """A stretch of video in which the clock runs without a break.

    Attributes:
        start, end: video time, half-open.
        half: 1 and 2; 3 and 4 in extra time.
        clock: seconds the clock shows at `start`.
    """

    start: float
    end: float
    half: int
    clock: float

    @property
    def ahead(self) -> float:
        """Clock minus video time."""
        return self.clock - self.start


@dataclass(frozen=True, slots=True)
class MatchClock:
    """The match clock of a video, as pieces in order of time."""

    pieces: tuple[ClockPiece, ...]

    def at(self, video_time: float) -> tuple[int, float] | None:
        """Half and clock in seconds at a video time; None outside play that is known."""
        for piece in self.pieces:
            if piece.start <= video_time < piece.end:
                return piece.half, video_time + piece.ahead
        return None

    def video_time(self, half: int, clock: float) -> float | None:
        """When the video shows a clock; None where it does not reach."""
        best = None
        for piece in self.pieces:
            time = clock - piece.ahead
            outside = max(piece.start - time, time - piece.end, 0.0)
            if piece.half == half and outside <= _BEYOND and (best is None or outside < best[0]):
                best = (outside, time)
        return best[1] if best and best[1] >= 0 else None

    def kick_off(self, half: int) -> float | None:
        """Video time at which a half begins; None when the video does not show it."""
        first = next((piece for piece in self.pieces if piece.half == half), None)
        if first is None:
            return None
        # Some count every half from nought, so the half's own start is the nearest one below.
        begins = HALF_STARTS.get(half, 0.0) if first.clock >= HALF_STARTS.get(half, 0.0) - 1 else 0.0
        return first.start if abs(first.clock - begins) <= _SAME else None

    def half_end(self, half: int) -> float | None:
        """Video time up to which a half's clock was seen; None without that half."""
        return max((piece.end for piece in self.pieces if piece.half == half), default=None)

    @property
    def halves(self) -> tuple[int, ...]:
        """The halves that the video shows."""
        return tuple(sorted({piece.half for piece in self.pieces}))

    def corrected(self, video_time: float, half: int, clock: float) -> Self:
        """The clock after a person said what one frame shows.

        The piece that holds the frame moves as a whole; where there is none, a new one fills the gap.
        """
        for n, piece in enumerate(self.pieces):
            if piece.start <= video_time < piece.end:
                moved = replace(piece, half=half, clock=clock - (video_time - piece.start))
                return replace(self, pieces=(*self.pieces[:n], moved, *self.pieces[n + 1 :]))
        begins = HALF_STARTS.get(half, 0.0) if clock >= HALF_STARTS.get(half, 0.0) else 0.0
        start = max([video_time - (clock - begins), 0.0, *(p.end for p in self.pieces if p.end <= video_time)])
        end = min([start + _LONGEST_HALF, *(p.start for p in self.pieces if p.start > video_time)])
        added = ClockPiece(start, end, half, clock - (video_time - start))
        return replace(self, pieces=tuple(sorted((*self.pieces, added), key=lambda piece: piece.start)))

    def to_json(self) -> list[dict[str, Any]]:
        """As plain values for a JSON file."""
        return [{"start": p.start, "end": p.end, "half": p.half, "clock": p.clock} for p in self.pieces]

    @classmethod
    def from_json(cls, data: list[dict[str, Any]]) -> Self:
        """Undo ``to_json``; raises KeyError, TypeError or ValueError on anything else."""
        return cls(
            tuple(ClockPiece(float(p["start"]), float(p["end"]), int(p["half"]), float(p["clock"])) for p in data)
        )


def read_match_clock(bug: ScoreBug) -> MatchClock | None:
    """The clock of a match from what its bug showed; None when no clock was seen to run."""
    runs = _joined(clock_runs([(reading.time, reading.clock) for reading in bug.readings]))
    pieces: list[ClockPiece] = []
    for run in runs:
        half = _half(run, pieces)
        free = pieces[-1].end if pieces else 0.0
        start = run.first
        clock = run.first + run.ahead
        begins = max((s for s in (0.0, HALF_STARTS.get(half, 0.0)) if s <= clock + 1), default=0.0)
        new_half = not pieces or pieces[-1].half != half
        if new_half and clock - begins <= _UNSEEN:
            start = max(free, begins - run.ahead)
        pieces.append(ClockPiece(start, _shown_until(run.last, bug), half, start + run.ahead))
    return MatchClock(tuple(pieces)) if pieces else None


def _shown_until(last: float, bug: ScoreBug) -> float:
    """Until when a clock that was last read at `last` is known to run.

    It runs on until the bug leaves the screen, and on where it waits at a half's full time: then play goes on into
    added time, which such a clock does not count.
    """
    for reading in bug.readings:
        if reading.time > last and reading.clock in FULL_TIMES and reading.time - last <= _UNREAD:
            last = reading.time
    gone = next((start for start, _ in bug.hidden if start >= last), last)
    # The bug was still there when it was last seen: a second is what is known in any case.
    return (gone if gone <= last + _UNREAD else last) + 1.0


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs that agree made one, whatever hid the clock between them."""
    result: list[Run] = []
    for run in runs:
        if result and abs(run.ahead - result[-1].ahead) <= _SAME:
            old = result.pop()
            readings = old.readings + run.readings
            ahead = (old.ahead * old.readings + run.ahead * run.readings) / readings
            run = Run(old.first, run.last, ahead, readings)
        result.append(run)
    return result


def _half(run: Run, pieces: Sequence[ClockPiece]) -> int:
    """The half a run belongs to, given those before it."""
    first = run.first + run.ahead
    if not pieces:
        return max(half for half, start in HALF_STARTS.items() if start <= first + 1 or half == 1)
    before = pieces[-1]
    reached = before.clock + before.end - before.start
    following = HALF_STARTS.get(before.half + 1)
    if following is not None and (first >= following - 1 or first < reached - 600):
        # The clock jumped back, or stood still, and now runs from where the next half begins.
        return before.half + 1
    return before.half
