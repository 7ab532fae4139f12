"""A draft of one incident, in seconds relative to its decisive instant (time 0)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from rmsnet.rendering.plan import NOBODY, Caption, Cue, Shot

REPLAY_VIEWS = ("behind-goal", "low", "reverse", "tight", "high")


@dataclass(slots=True)
class Draft:
    """An incident under construction: shots follow one another from ``-lead`` on.

    Attributes:
        rng: everything left to chance is drawn from it.
        action: what the ball does: "score", "save", "miss", "foul", "throw", "corner", "offside", "dead" or "open".
        team: who acts: the scorers, the foulers, those who throw in.
        at: when the action begins, relative to time 0.
        manner: how: for "score" "shot", "header", "penalty", "free-kick"; for "miss" "wide", "over", "post".
        events: (offset, label, annotation, team); score: when the bug changes, None for never.
        cards: (offset, colour word) held up on the pitch.
    """

    rng: np.random.Generator
    lead: float
    action: str
    team: int
    at: float = 0.0
    manner: str = "shot"
    shots: list[Shot] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    wipes: list[float] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    events: list[tuple[float, str, str, int]] = field(default_factory=list)
    cards: list[tuple[float, str]] = field(default_factory=list)
    score: float | None = None
    now: float = 0.0

    def __post_init__(self) -> None:
        self.now = -self.lead

    @property
    def tail(self) -> float:
        """Seconds after time 0 at which play goes on."""
        return self.now

    @property
    def length(self) -> float:
        """Seconds from the first shot to the last."""
        return self.lead + self.now

    def draw(self, low: float, high: float) -> float:
        """A length between ``low`` and ``high`` seconds."""
        return float(self.rng.uniform(low, high))

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return bool(self.rng.random() < probability)

    def pick(self, *choices: str) -> str:
        """One of the choices."""
        return choices[int(self.rng.integers(len(choices)))]

    def show(
        self,
        view: str,
        seconds: float,
        *,
        team: int = NOBODY,
        gesture: str = "",
        moment: float | None = None,
        number: int = 0,
        zoom: float = 1.0,
    ) -> Shot:
        """Append a live shot that lasts ``seconds``."""
        shot = Shot(
            self.now,
            self.now + seconds,
            view,
            self.now,
            1.0,
            team,
            number or int(self.rng.integers(2, 24)),
            gesture,
            self.now if moment is None else moment,
            int(self.rng.integers(1 << 30)),
            zoom,
        )
        self.shots.append(shot)
        self.now += seconds
        return shot

    def show_until(self, view: str, end: float, **details: float) -> None:
        """Append a live shot that ends at ``end``."""
        self.show(view, end - self.now, zoom=details.get("zoom", 1.0))

    def replay(self, around: float, angles: int, views: tuple[str, ...] = REPLAY_VIEWS) -> None:
        """Append slow-motion replays of what happened around an offset, between two logo wipes."""
        self.wipes.append(self.now)
        order = self.rng.permutation(len(views))
        for n in range(angles):
            speed = self.draw(0.35, 0.65)
            seconds = self.draw(4.0, 7.5)
            begin = around - seconds * speed * self.draw(0.55, 0.8)
            self.shots.append(
                Shot(
                    self.now, self.now + seconds, views[order[n % len(views)]], begin, speed, self.team,
                    seed=int(self.rng.integers(1 << 30)), zoom=self.draw(0.9, 1.3), replay=True,
                )
            )  # fmt: skip
            self.now += seconds
        self.wipes.append(self.now)

    def caption(self, start: float, seconds: float, kind: str, team: int, *lines: str) -> None:
        """Lay a graphic over the picture."""
        self.captions.append(Caption(start, start + seconds, kind, team, lines))

    def sound(self, time: float, kind: str, strength: float = 1.0) -> None:
        """Make something heard."""
        self.cues.append(Cue(time, kind, strength))
