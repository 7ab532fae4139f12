"""The ball's way through a match: passes in open play, and what each incident does with it."""

from __future__ import annotations

import numpy as np

from rmsnet.rendering.draft import Draft
from rmsnet.rendering.formation import nearest_player
from rmsnet.rendering.plan import LENGTH, NOBODY, WIDTH, Gathering, Touch

SPOT = 11.0  # metres from the goal line to the penalty mark


class BallScript:
    """Writes touches in time order; ``play_on`` fills the time between incidents.

    Args:
        rng: draws every pass.
        half: in the second half the teams have changed ends.
    """

    def __init__(self, rng: np.random.Generator, half: int) -> None:
        self.rng = rng
        self.half = half
        self.touches: list[Touch] = [Touch(0.0, LENGTH / 2, WIDTH / 2)]
        self.gatherings: list[Gathering] = []
        self.team = int(rng.integers(2))

    @property
    def time(self) -> float:
        """When the last touch was."""
        return self.touches[-1].time

    def forward(self, team: int) -> int:
        """+1 where a team attacks towards x = 105, else -1."""
        return 1 if (team == 0) == (self.half == 1) else -1

    def goal_line(self, team: int) -> float:
        """Where along the pitch the goal is that a team attacks, in metres."""
        return LENGTH if self.forward(team) > 0 else 0.0

    def touch(
        self, time: float, x: float, y: float, z: float = 0.0, loft: float = 0.0, team: int = NOBODY, player: int = -1
    ) -> None:
        """Append a touch; times never run backwards."""
        time = max(time, self.time + 0.05)
        if team != NOBODY and player < 0:
            player = nearest_player(team, x, y, x, y, self.forward(team))
        self.touches.append(Touch(time, float(x), float(y), float(z), float(loft), team, player))

    def rest(self, until: float) -> None:
        """Leave the ball where it is."""
        last = self.touches[-1]
        if until > last.time + 0.1:
            self.touches.append(Touch(until, last.x, last.y, 0.0))

    def play_on(self, until: float) -> None:
        """Pass the ball around until a time, losing it now and then."""
        while self.time < until - 0.8:
            last = self.touches[-1]
            if self.rng.random() < 0.13:
                self.team = 1 - self.team
            step = float(np.clip(self.rng.gamma(3.0, 4.5), 3, 38))
            ahead = self.forward(self.team)
            depth = last.x if ahead > 0 else LENGTH - last.x
            angle = self.rng.normal(0 if depth < 75 else np.pi, 1.25 if depth < 75 else 1.0)
            x = float(np.clip(last.x + ahead * step * np.cos(angle), 6, LENGTH - 6))
            y = float(np.clip(last.y + step * np.sin(angle) + 0.06 * (WIDTH / 2 - last.y), 3, WIDTH - 3))
            loft = step * 0.12 if step > 22 else 0.0
            flight = step / float(self.rng.uniform(9, 15)) + float(self.rng.uniform(0.4, 1.6))
            self.touch(min(last.time + flight, until), x, y, 0.0, loft, self.team)

    def play(self, draft: Draft, origin: float) -> None:
        """Play one incident whose time 0 is ``origin``."""
        begin = origin + draft.at
        end = origin + draft.tail
        actions = {
            "score": self._attack, "save": self._attack, "miss": self._attack, "foul": self._foul,
            "throw": self._throw, "corner": self._corner, "dead": self._dead, "offside": self._dead,
        }  # fmt: skip
        action = actions.get(draft.action)
        if action is None:
            self.play_on(end)
        else:
            action(draft, begin, end)

    def kick_off(self, time: float, ready: float = 8.0) -> None:
        """Both teams line up in their own halves; the ball rolls at ``time``."""
        self.gatherings.append(Gathering(time - ready, time + 0.3, "own-half", NOBODY, LENGTH / 2, WIDTH / 2))
        start = max(time - ready, self.time + 0.2)
        self.touch(start, LENGTH / 2, WIDTH / 2)
        self.touch(time, LENGTH / 2, WIDTH / 2, team=self.team)

    def _attack(self, draft: Draft, origin: float, end: float) -> None:
        self.team = draft.team
        line, ahead = self.goal_line(draft.team), self.forward(draft.team)
        if draft.manner in ("penalty", "free-kick"):
            distance = SPOT if draft.manner == "penalty" else float(self.rng.uniform(18, 27))
            side = 0.0 if draft.manner == "penalty" else float(self.rng.uniform(-10, 10))
            self._set_piece(origin, line - ahead * distance, WIDTH / 2 + side)
        elif draft.manner == "header":
            self._cross(origin, line, ahead)
        else:
            self._build_up(origin, line, ahead)
        self._finish(draft, origin, line, ahead, end)

    def _build_up(self, origin: float, line: float, ahead: int) -> None:
        self.play_on(origin - 5.0)
        for back in (3.4, 2.0):
            reach = float(self.rng.uniform(18, 38) if back > 3 else self.rng.uniform(12, 26))
            y = float(np.clip(WIDTH / 2 + self.rng.normal(0, 14), 6, WIDTH - 6))
            self.touch(origin - back, line - ahead * reach, y, 0, 0, self.team)
        reach, y = float(self.rng.uniform(7, 22)), float(WIDTH / 2 + self.rng.normal(0, 6))
        self.touch(origin - 0.35 - reach / 26, line - ahead * reach, y, 0.0, 0.0, self.team)

    def _cross(self, origin: float, line: float, ahead: int) -> None:
        self.play_on(origin - 4.5)
        side = float(self.rng.choice([6.0, WIDTH - 6.0]))
        self.touch(origin - 1.9, line - ahead * float(self.rng.uniform(3, 14)), side, 0, 3.0, self.team)
        y = float(WIDTH / 2 + self.rng.normal(0, 3))
        self.touch(origin - 0.5, line - ahead * float(self.rng.uniform(5, 9)), y, 2.0, 0.0, self.team)

    def _set_piece(self, origin: float, x: float, y: float) -> None:
        ready = origin - float(self.rng.uniform(6, 8))
        self.play_on(ready - 2)
        self.touch(ready, x, y)
        self.rest(origin - 0.7)
        kind = "edge" if abs(x - LENGTH / 2) > LENGTH / 2 - SPOT - 1 else "box"
        self.gatherings.append(Gathering(ready - 1, origin, kind, NOBODY, x, y, 9.0))
        self.touch(origin - 0.65, x, y, 0.0, 0.0, self.team)

    def _finish(self, draft: Draft, origin: float, line: float, ahead: int, end: float) -> None:
        rng, middle = self.rng, WIDTH / 2
        if draft.action == "score":
            y, z = middle + float(rng.uniform(-3.3, 3.3)), float(rng.uniform(0.1, 2.2))
            self.touch(origin, line, y, z)
            self.touch(origin + 0.12, line + ahead * 1.7, y, z * 0.8)
            self.touch(origin + 0.8, line + ahead * 1.2, y, 0.1)
            self._after_goal(draft, origin, line, ahead, end)
            return
        if draft.action == "save":
            y = middle + float(rng.uniform(-3.2, 3.2))
            self.touch(origin, line - ahead * 0.9, y, float(rng.uniform(0.2, 1.9)), 0, 1 - self.team, 0)
            away = draft.manner == "parried"
            if away:
                self.touch(origin + 1.0, line + ahead * 4, y + float(rng.choice([-8, 8])), 0.1, 1.5)
        else:
            y, z = self._missed_target(draft.manner)
            self.touch(origin, line, y, z)
            self.touch(origin + 0.8, line + ahead * 7, y + (y - middle) * 0.6, max(0.1, z - 0.3), 0.5)
        self.team = 1 - draft.team
        self.rest(max(origin + 2, end - 3.5))
        self.touch(end - 3.0, line - ahead * 6, middle + 5, 0, 0, self.team, 0)
        self.touch(end, line - ahead * float(rng.uniform(35, 55)), float(rng.uniform(10, 58)), 0, 9, self.team)

    def _missed_target(self, manner: str) -> tuple[float, float]:
        side = float(self.rng.choice([-1, 1]))
        middle = WIDTH / 2
        if manner == "over":
            return middle + side * float(self.rng.uniform(0, 4)), float(self.rng.uniform(2.9, 6))
        if manner == "post":
            return middle + side * 3.75, float(self.rng.uniform(0.3, 2.2))
        far = 4.0 if manner == "side-net" else float(self.rng.uniform(4.6, 9))
        return middle + side * far, float(self.rng.uniform(0.1, 2.0))

    def _after_goal(self, draft: Draft, origin: float, line: float, ahead: int, end: float) -> None:
        scored = draft.score is not None
        if scored:
            corner = 4.0 if self.rng.random() < 0.5 else WIDTH - 4.0
            away = line - ahead * float(self.rng.uniform(3, 12))
            stop = min(origin + 22, end - 7)
            self.gatherings.append(Gathering(origin + 0.8, stop, "celebrate", draft.team, away, corner))
        self.team = 1 - draft.team
        self.rest(end - 9 if scored else end - 3)
        if scored:
            self.kick_off(end)
        else:
            self.touch(end, line - ahead * 30, WIDTH / 2 + 10, 0, 6, self.team)

    def _foul(self, draft: Draft, origin: float, end: float) -> None:
        self.play_on(origin - 1.2)
        self.team = 1 - draft.team
        last = self.touches[-1]
        x = float(np.clip(last.x + self.rng.normal(0, 5), 8, LENGTH - 8))
        y = float(np.clip(last.y + self.rng.normal(0, 4), 4, WIDTH - 4))
        self.touch(origin, x, y, 0, 0, self.team)
        self.touch(origin + 0.8, x + float(self.rng.normal(0, 3)), y + 2, 0)
        self.gatherings.append(Gathering(origin, min(end - 3, origin + 14), "down", self.team, x, y))
        self.gatherings.append(Gathering(origin + 1, end - 2, "protest", draft.team, x, y, 3.0))
        self.rest(end - 2)
        self.touch(end - 0.5, x, y, 0, 0, self.team)

    def _throw(self, draft: Draft, origin: float, end: float) -> None:
        self.play_on(origin - 1.2)
        last = self.touches[-1]
        side = -1.2 if last.y < WIDTH / 2 else WIDTH + 1.2
        x = float(np.clip(last.x + self.rng.normal(0, 6), 5, LENGTH - 5))
        self.touch(origin, x, side, 0.1, 0.8)
        self.team = draft.team
        self.rest(end - 3)
        self.touch(end - 1.8, x, side, 1.9, 0.6, self.team)
        inside = 9.0 if side < 0 else WIDTH - 9.0
        self.touch(end - 0.6, x + float(self.rng.normal(0, 7)), inside, 0.0, 0, self.team)

    def _corner(self, draft: Draft, origin: float, end: float) -> None:
        self.team = draft.team
        line, ahead = self.goal_line(draft.team), self.forward(draft.team)
        self.play_on(origin - 1.5)
        side = float(self.rng.choice([1.0, WIDTH - 1.0]))
        self.touch(origin, line + ahead * 2, WIDTH / 2 + (side - WIDTH / 2) * 0.5, 0.2)
        self.touch(origin + 3, line - ahead * 0.5, side)
        self.rest(end - 3.2)
        self.gatherings.append(Gathering(origin + 2, end - 1, "box", NOBODY, line - ahead * 9, WIDTH / 2, 9.0))
        self.touch(end - 3.0, line - ahead * 0.5, side, 0.1, 4.0, self.team)
        self.touch(end - 1.5, line - ahead * 8, WIDTH / 2 + float(self.rng.normal(0, 3)), 2.0, 2.0, 1 - self.team)
        self.team = 1 - draft.team
        self.touch(end, line - ahead * 28, float(self.rng.uniform(12, 56)), 0.2, 0, self.team)

    def _dead(self, draft: Draft, origin: float, end: float) -> None:
        self.play_on(origin - 0.8)
        last = self.touches[-1]
        side = -1.5 if last.y < WIDTH / 2 else WIDTH + 1.5
        out = self.rng.random() < 0.6
        self.touch(origin, last.x, side if out else last.y, 0.1)
        self.rest(end - 1)
