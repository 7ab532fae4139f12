"""What a broadcast tells about its match without any training, gathered beside the spotter and kept with its analysis.

Each part may be absent; then a sentence says why, and nothing is put in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from rmsnet.broadcast.cuts import Cuts
from rmsnet.broadcast.loudness import Loudness
from rmsnet.broadcast.match_clock import MatchClock, read_match_clock
from rmsnet.broadcast.moments import Moment, find_moments
from rmsnet.broadcast.readings import ScoreBug
from rmsnet.broadcast.replays import Replay
from rmsnet.broadcast.score_goals import ScoreGoal, score_goals
from rmsnet.spots import Spot

_VERSION = 1
NOT_LOOKED_FOR = "Not looked for."
"""Why a part is absent that was switched off: it can be had by analysing again with it."""
_EVERYTHING = ("score_bug", "match_clock", "loudness", "cuts")


@dataclass(frozen=True, slots=True)
class EvidenceOptions:
    """What to look for.

    Attributes:
        score_bug: read the score bug, and find cuts and replays in the pictures that are decoded for it.
        sound: measure the loudness.
    """

    score_bug: bool = True
    sound: bool = True

    @property
    def anything(self) -> bool:
        """Whether there is anything to look for."""
        return self.score_bug or self.sound


@dataclass(frozen=True, slots=True, eq=False)
class BroadcastEvidence:
    """Everything found in one source.

    Attributes:
        score_bug: where it is and what it showed.
        match_clock: from video time to half and clock.
        goals: from changes of the score.
        loudness: of the sound.
        cuts: shot boundaries.
        replays: in order of time.
        moments: candidate highlights, the most promising first.
        absent: why a part is None, in a sentence, by the part's name.
        warnings: what was wrong with the sound, in sentences.
    """

    score_bug: ScoreBug | None = None
    match_clock: MatchClock | None = None
    goals: tuple[ScoreGoal, ...] = ()
    loudness: Loudness | None = None
    cuts: Cuts | None = None
    replays: tuple[Replay, ...] = ()
    moments: tuple[Moment, ...] = ()
    absent: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(_EVERYTHING, NOT_LOOKED_FOR))
    warnings: tuple[str, ...] = ()

    def lacks(self, options: EvidenceOptions) -> EvidenceOptions:
        """What of the options was never looked for."""
        return EvidenceOptions(
            score_bug=options.score_bug and self.absent.get("score_bug") == NOT_LOOKED_FOR,
            sound=options.sound and self.absent.get("loudness") == NOT_LOOKED_FOR,
        )

    def concluded(self, spots: tuple[Spot, ...], duration: float | None = None) -> Self:
        """With everything that follows from bug, sound, cuts and replays: clock, goals and moments.

        Args:
            spots: of the spotter that count: none when the model does not know such footage.
            duration: seconds of the source.
        """
        bug = self.score_bug
        clock = read_match_clock(bug) if bug else None
        goals = () if bug is None else score_goals(bug, clock, self._cut_times(), self._levels())
        moments = find_moments(
            goals=goals,
            spots=spots,
            replays=self.replays,
            loudness=self.loudness,
            cuts=self.cuts,
            clock=clock,
            duration=duration,
        )
        absent = {key: text for key, text in self.absent.items() if key != "match_clock"}
        if clock is None:
            absent["match_clock"] = self.absent.get("score_bug", "No clock was seen to run.")
        return replace(self, match_clock=clock, goals=goals, moments=moments, absent=absent)

    def _cut_times(self) -> npt.NDArray[np.float64]:
        return self.cuts.times if self.cuts is not None else np.zeros(0)

    def _levels(self) -> tuple[npt.NDArray[np.floating], npt.NDArray[np.floating]] | None:
        return self.loudness.level_curve() if self.loudness is not None else None

    def to_parts(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """Plain values for a JSON text, and arrays by name; ``from_parts`` makes equal evidence of them."""
        about = {
            "version": _VERSION,
            "score_bug": self.score_bug.to_json() if self.score_bug else None,
            "match_clock": self.match_clock.to_json() if self.match_clock else None,
            "goals": [asdict(goal) for goal in self.goals],
            "replays": [asdict(replay) for replay in self.replays],
            "moments": [asdict(moment) for moment in self.moments],
            "absent": dict(self.absent),
            "warnings": list(self.warnings),
        }
        arrays: dict[str, npt.NDArray[Any]] = {}
        if self.loudness is not None:
            arrays["loudness"] = self.loudness.levels
        if self.cuts is not None:
            arrays["cuts"] = self.cuts.times
        return about, arrays

    @classmethod
    def from_parts(cls, about: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Self | None:
        """Undo ``to_parts``; None when a later version wrote it, which then has to be gathered again.

        Raises:
            KeyError, TypeError, ValueError: damaged.
        """
        if about["version"] != _VERSION:
            return None
        bug, clock = about["score_bug"], about["match_clock"]
        return cls(
            ScoreBug.from_json(bug) if bug is not None else None,
            MatchClock.from_json(clock) if clock is not None else None,
            tuple(ScoreGoal(**goal) for goal in about["goals"]),
            Loudness.of(arrays["loudness"]) if "loudness" in arrays else None,
            Cuts(arrays["cuts"]) if "cuts" in arrays else None,
            tuple(Replay(r["start"], r["end"], tuple(r["signals"])) for r in about["replays"]),
            tuple(Moment(**{**m, "signals": tuple(m["signals"])}) for m in about["moments"]),
            dict(about["absent"]),
            tuple(about["warnings"]),
        )
