"""The match on the pitch at any time: where the ball, the players and the referee are.

Everything is a closed function of time, so that a replay shows what the live picture showed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from rmsnet.rendering.canvas import Floats
from rmsnet.rendering.formation import positions
from rmsnet.rendering.plan import LENGTH, NOBODY, WIDTH, Gathering, MatchPlan

_GRID = 10  # samples a second of the smoothed ball
_SPAN = 4.0  # seconds around a touch in which it pulls a player


@dataclass(frozen=True, slots=True)
class Moment:
    """The pitch at one instant.

    Attributes:
        ball: [3] metres.
        players: [23, 2] metres: home 0-10, away 11-21 (0 and 11 keep), the referee 22.
        speed: [23, 2] metres a second.
        lying, cheering: which of the 23 lie on the ground or run with raised arms.
        diving: which keeper dives: 0, 11 or -1.
    """

    ball: Floats
    players: Floats
    speed: Floats
    lying: frozenset[int]
    cheering: frozenset[int]
    diving: int


class World:
    """Answers where everyone is at a time of the plan's clock."""

    def __init__(self, plan: MatchPlan) -> None:
        self.plan = plan
        self.forward = tuple(1 if (team == 0) == (plan.half == 1) else -1 for team in (0, 1))
        touches = plan.touches
        self.times = np.array([touch.time for touch in touches])
        self.places = np.array([(touch.x, touch.y, touch.z) for touch in touches])
        self.lofts = np.array([touch.loft for touch in touches])
        grid = np.arange(0, max(plan.duration, touches[-1].time) + 10, 1 / _GRID)
        track = np.stack([np.interp(grid, self.times, self.places[:, axis]) for axis in (0, 1)], axis=1)
        self.slow = gaussian_filter1d(track, 2.0 * _GRID, axis=0, mode="nearest")
        self.followed = gaussian_filter1d(track, 0.8 * _GRID, axis=0, mode="nearest")
        self.starts = np.array([gathering.start for gathering in plan.gatherings])
        rng = np.random.default_rng([plan.seed, 11])
        self.phases = rng.uniform(0, 2 * np.pi, (23, 2, 3))

    def ball(self, time: float) -> Floats:
        """The ball's place [3] in metres."""
        i = int(np.clip(np.searchsorted(self.times, time, side="right") - 1, 0, len(self.times) - 1))
        if i == len(self.times) - 1:
            return np.array(self.places[i])
        length = self.times[i + 1] - self.times[i]
        share = min(max((time - self.times[i]) / length, 0.0), 1.0)
        rolled = 1 - (1 - share) ** 1.25 if length > 0.9 else share
        place: Floats = self.places[i] + (self.places[i + 1] - self.places[i]) * rolled
        place[2] += 4 * self.lofts[i] * share * (1 - share)
        return place

    def smooth_ball(self, time: float, slow: bool = False) -> Floats:
        """The ball's place [2] as the camera (or a team) follows it."""
        track = self.slow if slow else self.followed
        at = min(max(time * _GRID, 0.0), len(track) - 1.001)
        i = int(at)
        place: Floats = track[i] + (track[i + 1] - track[i]) * (at - i)
        return place

    def moment(self, time: float) -> Moment:
        """Everyone at a time; speeds from a short difference."""
        players = self._players(time)
        speed = (self._players(time + 0.1) - players) / 0.1
        lying, cheering = self._states(time, players)
        return Moment(self.ball(time), players, speed, lying, cheering, self._diving(time))

    def active(self, time: float) -> list[Gathering]:
        """The gatherings that draw players at a time."""
        return [g for g in self.plan.gatherings if g.start - 2 < time < g.end + 3]

    def _players(self, time: float) -> Floats:
        x, y = self.smooth_ball(time, slow=True)
        place = np.empty((23, 2))
        place[:11] = positions(0, x, y, self.forward[0])
        place[11:22] = positions(1, x, y, self.forward[1])
        side = -1 if self.forward[0] > 0 else 1
        place[22] = (x + side * 7, WIDTH / 2 + (y - WIDTH / 2) * 0.7 + 8)
        place += self._stray(time)
        for gathering in self.active(time):
            self._gather(place, gathering, time)
        self._press(place, time)
        self._reach_touches(place, time)
        return place

    def _stray(self, time: float) -> Floats:
        waves = np.array((0.11, 0.23, 0.41)) * 2 * np.pi
        swing: Floats = (np.sin(time * waves + self.phases) * (1.6, 0.9, 0.35)).sum(axis=2)
        return swing

    def _press(self, place: Floats, time: float) -> None:
        ball = self.ball(time)[:2]
        for rows in (slice(1, 11), slice(12, 22)):
            away = ball - place[rows]
            distance = np.hypot(away[:, 0], away[:, 1])[:, None]
            pull = 0.55 * np.exp(-((distance / 9.0) ** 2)) * np.clip((distance - 1.5) / np.maximum(distance, 0.1), 0, 1)
            place[rows] += away * pull

    def _reach_touches(self, place: Floats, time: float) -> None:
        first, last = np.searchsorted(self.times, (time - _SPAN, time + _SPAN))
        for i in range(int(first), int(last)):
            touch = self.plan.touches[i]
            if touch.team == NOBODY or touch.player < 0:
                continue
            after = time - touch.time
            # He runs to the ball before the touch and is let go more slowly after it.
            weight = np.exp(-((after / (1.3 if after < 0 else 0.9)) ** 2))
            row = 11 * touch.team + touch.player
            side = 0.5 * self.forward[touch.team]
            place[row] += (np.array((touch.x - side, touch.y)) - place[row]) * weight

    def _gather(self, place: Floats, gathering: Gathering, time: float) -> None:
        weight = min(max((time - gathering.start) / 2.5, 0.0), 1.0, max((gathering.end + 3 - time) / 3.0, 0.0))
        weight = weight * weight * (3 - 2 * weight)
        for team in (0, 1) if gathering.team == NOBODY else (gathering.team,):
            rows = slice(11 * team, 11 * team + 11)
            target = self._targets(gathering, place[rows], team)
            place[rows] += (target - place[rows]) * weight
        if gathering.kind in ("down", "protest"):
            place[22] += (np.array((gathering.x + 1.5, gathering.y + 2)) - place[22]) * weight * 0.9

    def _targets(self, gathering: Gathering, place: Floats, team: int) -> Floats:
        target = place.copy()
        spot = np.array((gathering.x, gathering.y))
        turn = np.arange(11) * 2.4 + team  # the golden angle keeps people apart
        ring = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.arange(1, 12))[:, None] * 0.45
        if gathering.kind == "celebrate":
            target[3:] = spot + ring[3:] * gathering.spread * 0.6
        elif gathering.kind == "own-half":
            ahead = self.forward[team]
            base = positions(team, LENGTH / 2, WIDTH / 2, ahead)
            limit = LENGTH / 2 - ahead * 1.0
            base[:, 0] = np.minimum(base[:, 0], limit) if ahead > 0 else np.maximum(base[:, 0], limit)
            target[:] = base
        elif gathering.kind in ("box", "edge"):
            target[4:] = spot + ring[4:] * gathering.spread * 0.8
        else:
            near = np.argsort(np.hypot(*(place[1:] - spot).T))[: 2 if gathering.kind == "down" else 4] + 1
            target[near] = spot + ring[near % 5] * gathering.spread
        return target

    def _states(self, time: float, players: Floats) -> tuple[frozenset[int], frozenset[int]]:
        lying: set[int] = set()
        cheering: set[int] = set()
        for gathering in self.active(time):
            if not gathering.start < time < gathering.end:
                continue
            if gathering.kind == "down" and time > gathering.start + 0.5:
                rows = players[11 * gathering.team + 1 : 11 * gathering.team + 11]
                spot = np.array((gathering.x, gathering.y))
                lying.add(11 * gathering.team + 1 + int(np.argmin(np.hypot(*(rows - spot).T))))
            if gathering.kind == "celebrate":
                cheering.update(range(11 * gathering.team + 3, 11 * gathering.team + 11))
        return frozenset(lying), frozenset(cheering)

    def _diving(self, time: float) -> int:
        i = int(np.searchsorted(self.times, time - 1.2))
        for touch in self.plan.touches[i : i + 8]:
            at_goal = abs(touch.x - LENGTH / 2) > LENGTH / 2 - 1.2 and abs(touch.y - WIDTH / 2) < 7
            if at_goal and -0.35 < time - touch.time < 1.0 and touch.z > 0:
                return 0 if (touch.x < LENGTH / 2) == (self.forward[0] > 0) else 11
        return -1
