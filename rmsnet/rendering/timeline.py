"""Plan one half of a match: when events happen, what fills the time between, and who wears what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from rmsnet.errors import OptionError
from rmsnet.rendering import incidents, lookalikes
from rmsnet.rendering.ball import BallScript
from rmsnet.rendering.draft import Draft
from rmsnet.rendering.dressing import draw_dress
from rmsnet.rendering.plan import Caption, Cue, Dress, MatchPlan, PlannedEvent, Shot
from rmsnet.rendering.styles import STYLES, find_style

LABELS = ("goal", "card", "substitution")
# Events per half of 45 minutes and when they fall, counted on the Labels.json of the 500 SoccerNet games (own goals
# are goals; all cards are cards; nine bins of five minutes, the last one with the time added on).
RATES = {1: (1.394, 1.476, 0.254), 2: (1.892, 2.814, 5.444)}
_WHEN = {
    (1, "goal"): (0.082, 0.105, 0.100, 0.113, 0.108, 0.112, 0.121, 0.116, 0.143),
    (1, "card"): (0.033, 0.039, 0.060, 0.091, 0.100, 0.130, 0.117, 0.182, 0.250),
    (1, "substitution"): (0.016, 0.087, 0.071, 0.087, 0.165, 0.118, 0.165, 0.142, 0.150),
    (2, "goal"): (0.096, 0.103, 0.125, 0.095, 0.105, 0.092, 0.110, 0.111, 0.163),
    (2, "card"): (0.064, 0.097, 0.094, 0.117, 0.089, 0.107, 0.101, 0.105, 0.227),
    (2, "substitution"): (0.077, 0.032, 0.078, 0.113, 0.138, 0.152, 0.166, 0.129, 0.116),
}
_SENT_OFF = (("y-card", 0.953), ("r-card", 0.025), ("yr-card", 0.022))  # 2045, 54 and 46 of 2145 cards
_HOME_SHARE = {"goal": 0.57, "card": 0.46, "substitution": 0.5}
_GAP = 20.0  # events are at least so many seconds apart
_OPENING, _CLOSING = 8.0, 6.0  # no incident starts in the first seconds or ends in the last


def plan_match(
    seed: int,
    *,
    minutes: float = 45,
    style: str | None = None,
    events: bool = True,
    density: float = 1.0,
    half: int = 1,
) -> MatchPlan:
    """Plan one half of a match; equal arguments give an equal plan.

    Args:
        seed: 0 or more.
        minutes: length of the file, 0.05 to 60.
        style: one of STYLES or HELD_OUT_STYLES; None draws one of STYLES.
        events: False plans a match full of look-alikes in which no goal, card or substitution occurs.
        density: multiplies the real event rates, 0 to 30; what does not fit into the time is left out. From 2.5
            to 15 minutes every label occurs at least once, whatever the density.
        half: 1 or 2; the second half has the real one's many substitutions.

    Raises:
        OptionError: an argument is out of range, or no style is called ``style``.
    """
    _check(seed, minutes, density, half)
    rng = np.random.default_rng([seed, half, 1848])
    look = find_style(STYLES[int(rng.integers(len(STYLES)))] if style is None else style)
    builder = _Builder(rng, seed, 60.0 * minutes, half, density)
    wanted = _draw_events(rng, minutes, density, half) if events else []
    builder.build(wanted)
    dress = draw_dress(np.random.default_rng([seed, 7]), look)
    return builder.finish(look.name, minutes, events, dress)


def _check(seed: int, minutes: float, density: float, half: int) -> None:
    if seed < 0:
        raise OptionError(f"The seed is {seed}; give 0 or a positive number.")
    if not 0.05 <= minutes <= 60:
        raise OptionError(f"The length is {minutes:g} minutes; give 0.05 to 60.")
    if not 0 <= density <= 30:
        raise OptionError(f"The density is {density:g}; give 0 to 30.")
    if half not in (1, 2):
        raise OptionError(f"The half is {half}; give 1 or 2.")


def _is_sample(minutes: float) -> bool:
    """Whether a match is so short that every label is guaranteed to occur."""
    return 2.5 <= minutes <= 15


def _draw_events(rng: np.random.Generator, minutes: float, density: float, half: int) -> list[tuple[float, str]]:
    drawn = []
    for label, rate in zip(LABELS, RATES[half], strict=True):
        count = int(rng.poisson(rate * density * minutes / 45))
        if _is_sample(minutes):
            count = max(count, 1)
        weights = np.array(_WHEN[half, label])
        bins = rng.choice(9, size=count, p=weights / weights.sum())
        drawn += [(float((b + rng.random()) / 9 * minutes * 60), label) for b in bins]
    return sorted(drawn)


def _incident(rng: np.random.Generator, label: str, brief: bool) -> Draft:
    team = int(rng.random() > _HOME_SHARE[label])
    if label == "goal":
        return incidents.goal(rng, team, brief)
    if label == "substitution":
        return incidents.substitution(rng, team, brief)
    words = [word for word, _ in _SENT_OFF]
    return incidents.card(rng, team, words[int(rng.choice(len(words), p=[share for _, share in _SENT_OFF]))])


@dataclass(slots=True)
class _Builder:
    """Collects the parts of a plan while time runs forward."""

    rng: np.random.Generator
    seed: int
    duration: float
    half: int
    density: float
    now: float = 0.0
    shots: list[Shot] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    wipes: list[float] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    events: list[PlannedEvent] = field(default_factory=list)
    scores: list[tuple[float, int, int]] = field(default_factory=list)
    cards: list[tuple[float, str, float, float]] = field(default_factory=list)
    kick_off: float = 2.0
    _ball: BallScript = field(init=False)

    def build(self, wanted: list[tuple[float, str]]) -> None:
        """Lay the incidents out in time and fill what lies between."""
        self.scores.append((0.0, *self._first_score()))
        ball = BallScript(self.rng, self.half)
        self._opening(ball)
        closing = self.duration - _CLOSING
        placed = self._place(wanted, self.now + 1.0, closing)
        for origin, draft in placed:
            self._fill(ball, origin - draft.lead)
            self._add(ball, draft, origin)
        self._fill(ball, closing)
        self._close(ball)
        self._ball = ball

    def _first_score(self) -> tuple[int, int]:
        return (0, 0) if self.half == 1 else (int(self.rng.integers(3)), int(self.rng.integers(3)))

    def finish(self, style: str, minutes: float, with_events: bool, dress: Dress) -> MatchPlan:
        """The frozen plan."""
        return MatchPlan(
            self.seed, style, minutes, self.density, self.half, with_events, self.duration, self.kick_off,
            tuple(sorted(self.events, key=lambda event: event.time)), _joined(self.shots),
            tuple(sorted(self.captions, key=lambda caption: caption.start)), tuple(sorted(self.wipes)),
            tuple(sorted(self.cues, key=lambda cue: cue.time)), tuple(self.scores), tuple(self._ball.touches),
            tuple(self._ball.gatherings), tuple(self.cards), dress,
        )  # fmt: skip

    def _place(self, wanted: list[tuple[float, str]], first: float, last: float) -> list[tuple[float, Draft]]:
        room = last - first
        brief = sum(60.0 for _ in wanted) > 0.6 * room
        drafts = [(time, _incident(self.rng, label, brief)) for time, label in wanted]
        guaranteed = _is_sample(self.duration / 60)
        while drafts and sum(_taken(drafts)) > 0.95 * room:
            labels = [draft.events[0][1] for _, draft in drafts]
            spare = [i for i, label in enumerate(labels) if labels.count(label) > 1 or not guaranteed]
            if spare:
                drafts.pop(int(self.rng.choice(spare)))
                continue
            longest = max(range(len(drafts)), key=lambda i: drafts[i][1].length)
            drafts[longest] = (drafts[longest][0], _incident(self.rng, labels[longest], True))
        return _pushed_apart(drafts, first, last)

    def _fill(self, ball: BallScript, until: float) -> None:
        while self.now < until:
            left = until - self.now
            draft = lookalikes.added_time(self.rng, 0) if self._board_is_due(left) else self._look_alike(left - 4)
            if draft is None or draft.length > left - 4:
                self._open_play(ball, until)
                return
            hurry = max(1.0, self.density) ** 0.5
            passing = min(left - draft.length - 1, float(self.rng.gamma(2.5, 5.0 / hurry)) + 2.5)
            self._open_play(ball, self.now + passing)
            self._add(ball, draft, self.now + draft.lead)

    def _look_alike(self, room: float) -> Draft | None:
        """One that fits into the room, or None; several tries, lest a long quiet spell announce an event."""
        shares = np.array([weight for _, weight in lookalikes.LOOK_ALIKES])
        for _ in range(5):
            maker, _ = lookalikes.LOOK_ALIKES[int(self.rng.choice(len(shares), p=shares / shares.sum()))]
            draft = maker(self.rng, int(self.rng.integers(2)))
            if draft.length <= room:
                return draft
        return None

    def _board_is_due(self, left: float) -> bool:
        near_end = 60 < self.duration - self.now < 240 and self.duration > 600
        return near_end and left > 25 and not any(shot.gesture == "added" for shot in self.shots)

    def _open_play(self, ball: BallScript, until: float) -> None:
        ball.play_on(until)
        zoom = float(self.rng.uniform(0.9, 1.2))
        if until - self.now > 0.05:
            self.shots.append(Shot(self.now, until, "wide", self.now, seed=int(self.rng.integers(1 << 30)), zoom=zoom))
        self.now = until

    def _add(self, ball: BallScript, draft: Draft, origin: float) -> None:
        self.shots += [shot.moved(origin) for shot in draft.shots]
        self.captions += [replace(c, start=c.start + origin, end=c.end + origin) for c in draft.captions]
        self.wipes += [wipe + origin for wipe in draft.wipes]
        self.cues += [Cue(cue.time + origin, cue.kind, cue.strength) for cue in draft.cues]
        for offset, label, annotation, team in draft.events:
            self.events.append(PlannedEvent(origin + offset, label, annotation, team))
        if draft.score is not None:
            _, home, away = self.scores[-1]
            self.scores.append((origin + draft.score, home + (draft.team == 0), away + (draft.team == 1)))
        ball.play(draft, origin)
        foul = ball.touches[-1]
        self.cards += [(origin + offset, colour, foul.x, foul.y) for offset, colour in draft.cards]
        self.now = origin + draft.tail

    def _opening(self, ball: BallScript) -> None:
        rng = self.rng
        if self.duration > 150 and rng.random() < 0.5:
            seconds = float(rng.uniform(3, 6))
            view = str(rng.choice(["line-up", "stadium", "player", "crowd"]))
            self.shots.append(Shot(0.0, seconds, view, 0.0, team=int(rng.integers(2)), seed=int(rng.integers(1 << 30))))
            self.now = seconds
        self.kick_off = self.now + float(rng.uniform(1, 4))
        ball.kick_off(self.kick_off, ready=self.kick_off + 1)
        self.cues.append(Cue(self.kick_off - 0.2, "whistle"))
        self._open_play(ball, min(self.kick_off + float(rng.uniform(4, 8)), self.duration))

    def _close(self, ball: BallScript) -> None:
        end = self.duration
        if end < 60:
            self._open_play(ball, end)
            return
        whistle = self.now + 1.0
        self.cues.append(Cue(whistle, "long-whistle"))
        self._open_play(ball, self.now + 3.0)
        view = str(self.rng.choice(["facts", "wide", "line-up"]))
        self.shots.append(Shot(self.now, end, view, self.now, seed=int(self.rng.integers(1 << 30))))
        ball.rest(end)
        self.now = end


def _taken(drafts: list[tuple[float, Draft]]) -> list[float]:
    """The seconds each incident needs before the next may begin, so that events stay _GAP apart."""
    taken = []
    for i, (_, draft) in enumerate(drafts):
        apart = draft.lead + _GAP - drafts[i + 1][1].lead if i + 1 < len(drafts) else 0.0
        taken.append(max(draft.length, apart))
    return taken


def _pushed_apart(drafts: list[tuple[float, Draft]], first: float, last: float) -> list[tuple[float, Draft]]:
    """Move incidents as little as needed so that none overlaps another: push right, then left."""
    taken = _taken(drafts)
    starts: list[float] = []
    free = first
    for (time, draft), seconds in zip(drafts, taken, strict=True):
        starts.append(max(time - draft.lead, free))
        free = starts[-1] + seconds
    limit = last
    for i in reversed(range(len(drafts))):
        starts[i] = min(starts[i], limit - taken[i])
        limit = starts[i]
    return [(start + draft.lead, draft) for start, (_, draft) in zip(starts, drafts, strict=True)]


def _joined(shots: list[Shot]) -> tuple[Shot, ...]:
    """One shot where the main camera simply stays on."""
    joined: list[Shot] = []
    for shot in shots:
        if joined and shot.view == joined[-1].view == "wide" and not shot.replay:
            joined[-1] = replace(joined[-1], end=shot.end)
        else:
            joined.append(shot)
    return tuple(joined)
