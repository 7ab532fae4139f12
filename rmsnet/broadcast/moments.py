"""One ranked list of what may be worth showing, from everything a broadcast and a spotter tell.

The rule: signals that mean one happening are gathered into one moment. The change of the score comes first, then the
spotter's labels, then replays, then the loudest places; each later signal joins the nearest earlier moment that it
follows closely enough, else it makes a moment of its own. A moment's score is the chance that at least one of its
signals is right and matters, ``1 - (1 - w1)(1 - w2)...``, with these weights:

- a goal on the score bug: 0.98;
- a spot: its confidence times the share of such events that made 237 matches' own summaries (goal 1.0, penalty 0.97,
  red card 0.83, shot on target 0.51 ... yellow card 0.04);
- a replay: 0.4, since a broadcaster repeats what matters, and many a foul;
- sound: 0 at 4 dB above the match's own level, rising by 0.06 for each dB to 0.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rmsnet.broadcast.cuts import Cuts
from rmsnet.broadcast.loudness import Loudness
from rmsnet.broadcast.match_clock import MatchClock
from rmsnet.broadcast.replays import Replay
from rmsnet.broadcast.score_goals import ScoreGoal
from rmsnet.spots import Spot
from rmsnet.video.damage import clock as as_clock

# Shares of events that made 237 matches' own summaries, by label in folded case.
SUMMARY_SHARES: Mapping[str, float] = {
    "goal": 1.0,
    "penalty": 0.97,
    "red card": 0.83,
    "yellow->red card": 0.81,
    "shots on target": 0.51,
    "shots off target": 0.24,
    "direct free-kick": 0.13,
    "corner": 0.07,
    "substitution": 0.06,
    "yellow card": 0.04,
    "card": 0.07,
}
_OTHER_SHARE = 0.1
_GOAL, _REPLAY = 0.98, 0.4
_QUIET, _PER_DB, _LOUDEST = 4.0, 0.06, 0.5
_LEAST_CONFIDENCE = 0.3  # of a spot, to begin or to join a moment
# A replay begins this long after what it shows at most, and the crowd answers within this.
_REPLAY_AFTER, _SOUND_AFTER = 60.0, 12.0
_SAME = 4.0  # seconds by which spots and sound may come before the time they belong to
_LONG_SHOT = 6.0  # what is repeated was seen live in the main camera's shot before
_BEFORE, _AFTER = 6.0, 7.0  # seconds shown around a moment: what broadcasters keep around a goal


@dataclass(frozen=True, slots=True)
class Moment:
    """One candidate highlight.

    Attributes:
        time: seconds of the video: when it happened.
        start, end: what to show, half-open.
        score: 0..1, for ranking.
        kind: a label ("goal"), else "replay" or "sound".
        signals: what told of it: "score bug", "video", "wipe", "bug", "sound".
        explanation: why it is here, for people.
    """

    time: float
    start: float
    end: float
    score: float
    kind: str
    signals: tuple[str, ...]
    explanation: str


@dataclass(slots=True)
class _Gathered:
    """A moment while signals are gathered."""

    time: float
    earliest: float
    latest: float
    kind: str
    weights: list[float] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def join(self, weight: float, words: str, *signals: str) -> None:
        self.weights.append(weight)
        self.words.append(words)
        self.signals += [signal for signal in signals if signal not in self.signals]


def find_moments(
    *,
    goals: Sequence[ScoreGoal] = (),
    spots: Iterable[Spot] = (),
    replays: Sequence[Replay] = (),
    loudness: Loudness | None = None,
    cuts: Cuts | None = None,
    clock: MatchClock | None = None,
    duration: float | None = None,
) -> tuple[Moment, ...]:
    """The moments of a source, the most promising first.

    Args:
        goals: from the score bug.
        spots: of the spotter; none when the model does not know such footage.
        replays: in order of time.
        loudness: of the source; None without sound.
        cuts: shot boundaries, which tell what a replay shows.
        clock: match clock; explanations name the video's time without it.
        duration: seconds of the source; moments end there.
    """
    found = [_of_goal(goal) for goal in goals]
    _add_spots(found, spots)
    _add_replays(found, replays, cuts)
    _add_peaks(found, loudness)
    moments = [_finished(moment, clock, loudness, duration) for moment in found]
    return tuple(sorted(moments, key=lambda moment: (-moment.score, moment.time)))


def _of_goal(goal: ScoreGoal) -> _Gathered:
    home, away = (goal.home - 1, goal.away) if goal.side == "home" else (goal.home, goal.away - 1)
    gathered = _Gathered(goal.time, goal.earliest, goal.latest, "goal")
    gathered.join(_GOAL, f"{home}-{away} to {goal.home}-{goal.away} at {{clock}}", "score bug")
    return gathered


def _add_spots(found: list[_Gathered], spots: Iterable[Spot]) -> None:
    for spot in sorted(spots, key=lambda spot: -spot.confidence):
        if spot.confidence < _LEAST_CONFIDENCE:
            continue
        kind = spot.label.casefold()
        weight = spot.confidence * SUMMARY_SHARES.get(kind, _OTHER_SHARE)
        same = _joinable([moment for moment in found if moment.kind == kind], spot.time, _SAME)
        if same is None:
            found.append(same := _Gathered(spot.time, spot.time, spot.time, kind))
            same.join(weight, f"{spot.label} {spot.confidence:.2f} at {{clock}}", "video")
        elif "video" not in same.signals:
            same.join(weight, f"{spot.label} {spot.confidence:.2f}", "video")


def _add_replays(found: list[_Gathered], replays: Sequence[Replay], cuts: Cuts | None) -> None:
    for replay in replays:
        words = f"replay {replay.duration:.0f} s"
        happening = _joinable(found, replay.start, _REPLAY_AFTER, before=0.0)
        if happening is None:
            time = _shown_before(replay.start, cuts)
            found.append(happening := _Gathered(time, time, time, "replay"))
            words += " of {clock}"
        happening.join(_REPLAY, words, *replay.signals)


def _add_peaks(found: list[_Gathered], loudness: Loudness | None) -> None:
    for time, height in loudness.peaks() if loudness else ():
        near = _joinable(found, time, _SOUND_AFTER)
        if near is None:
            found.append(near := _Gathered(time, time, time, "sound"))
            near.join(_sound_weight(height), f"+{height:.0f} dB at {{clock}}", "sound")
        elif "sound" not in near.signals:
            near.join(_sound_weight(height), f"+{height:.0f} dB", "sound")


def _finished(moment: _Gathered, clock: MatchClock | None, loudness: Loudness | None, duration: float | None) -> Moment:
    if loudness is not None and "sound" not in moment.signals:  # no peak of its own, and yet a loud place
        height = loudness.excitement_between(moment.time - 1, moment.latest + _SOUND_AFTER)
        if height is not None and height > _QUIET:
            moment.join(_sound_weight(height), f"+{height:.0f} dB", "sound")
    missed = 1.0
    for weight in moment.weights:
        missed *= 1.0 - weight
    end = moment.latest + _AFTER
    return Moment(
        moment.time,
        max(0.0, moment.earliest - _BEFORE),
        end if duration is None else min(end, duration),
        1.0 - missed,
        moment.kind,
        tuple(moment.signals),
        ", ".join(moment.words).replace("{clock}", _clock(moment.time, clock)),
    )


def _sound_weight(height: float) -> float:
    return min(_LOUDEST, max(0.0, (height - _QUIET) * _PER_DB))


def _shown_before(time: float, cuts: Cuts | None) -> float:
    """What a replay shows: the end of the last long shot before it."""
    before = cuts.between(0.0, time + 0.5) if cuts is not None else ()
    for start, end in zip(before[-2::-1], before[:0:-1], strict=True):
        if time - end > _REPLAY_AFTER:
            break
        if end - start >= _LONG_SHOT:
            return max(0.0, float(end) - 2.0)
    return max(0.0, time - 10.0)


def _joinable(found: Sequence[_Gathered], time: float, after: float, before: float = _SAME) -> _Gathered | None:
    """The moment nearest to a time, of those that it follows by ``after`` seconds at most."""
    fitting = [m for m in found if m.earliest - before <= time <= m.latest + after]
    return min(fitting, key=lambda m: abs(m.time - time), default=None)


def _clock(time: float, clock: MatchClock | None) -> str:
    known = clock.at(time) if clock is not None else None
    if known is None:
        return as_clock(time)
    seconds = int(known[1])
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
