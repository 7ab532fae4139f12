"""What was read off a score bug over a match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the bug.

    Attributes:
        time: of the video, seconds.
        home, away: the score it shows; None where it could not be read.
        clock: the match clock in seconds, added time included; None where it could not be read.
    """

    time: float
    home: int | None
    away: int | None
    clock: float | None

    @property
    def score(self) -> tuple[int, int] | None:
        """Both numbers, or None when either is missing."""
        return None if self.home is None or self.away is None else (self.home, self.away)


@dataclass(frozen=True, slots=True)
class ScoreBug:
    """The score bug of a match, found and read.

    Attributes:
        box: where it stays, (x, y, w, h) in upright pixels of the source.
        teams: home and away as the bug names them, when it does.
        readings: in order of time, made consistent with each other.
        hidden: intervals of video time, half-open, when the bug is not on screen.
    """

    box: Box
    teams: tuple[str, str] | None
    readings: tuple[Reading, ...]
    hidden: tuple[tuple[float, float], ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values for a JSON file."""
        return {
            "box": list(self.box),
            "teams": list(self.teams) if self.teams else None,
            "readings": [{"time": r.time, "home": r.home, "away": r.away, "clock": r.clock} for r in self.readings],
            "hidden": [list(interval) for interval in self.hidden],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Undo ``to_json``; raises KeyError, TypeError or ValueError on anything else."""
        x, y, w, h = (int(value) for value in data["box"])
        home, away = data["teams"] or ("", "")
        return cls(
            (x, y, w, h),
            (str(home), str(away)) if data["teams"] else None,
            tuple(Reading(r["time"], r["home"], r["away"], r["clock"]) for r in data["readings"]),
            tuple((float(start), float(end)) for start, end in data["hidden"]),
        )
