"""What a plan of a match is made of: shots, touches of the ball, captions, cues, and the events as truth.

A plan has one clock, the file's: seconds from its first frame. The match on the pitch (touches, gatherings) runs on
the same clock; a live shot shows the pitch at its own time, a replay shows an earlier time slowly.
"""

from __future__ import annotations

from dataclasses import dataclass

from rmsnet.rendering.styles import Colour

LENGTH, WIDTH = 105.0, 68.0  # the pitch in metres: x along the touch-line, y away from the main camera
HOME, AWAY, NOBODY = 0, 1, -1


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """One event of the truth.

    Attributes:
        time: seconds: the ball crosses the line; the referee shows the card; the board goes up (or, where no board
            is shown, the player leaves).
        label: "goal", "card" or "substitution".
        annotation: SoccerNet's word: "soccer-ball", "soccer-ball-own", "y-card", "r-card", "yr-card",
            "substitution-in".
        team: HOME or AWAY: who scored, was booked or substituted.
    """

    time: float
    label: str
    annotation: str
    team: int


@dataclass(frozen=True, slots=True)
class Shot:
    """One camera's picture from ``start`` to ``end`` (half-open, seconds).

    Attributes:
        view: what is shown: "wide", "behind-goal", "player", "referee", "board", "crowd"...
        world: the time on the pitch at ``start``; speed: seconds on the pitch for one second shown.
        team, number: whose player, and the number on his back.
        gesture: what the person does; moment: when (seconds of the plan) he does it.
        seed: draws what is left open; zoom: enlarges.
        replay: shown between wipes, without the clock.
    """

    start: float
    end: float
    view: str
    world: float
    speed: float = 1.0
    team: int = NOBODY
    number: int = 0
    gesture: str = ""
    moment: float = 0.0
    seed: int = 0
    zoom: float = 1.0
    replay: bool = False

    def moved(self, by: float) -> Shot:
        """The same shot, ``by`` seconds later."""
        return Shot(
            self.start + by,
            self.end + by,
            self.view,
            self.world + by,
            self.speed,
            self.team,
            self.number,
            self.gesture,
            self.moment + by,
            self.seed,
            self.zoom,
            self.replay,
        )


@dataclass(frozen=True, slots=True)
class Caption:
    """A graphic over the picture: "goal", "yellow", "red", "in-out", "name", "clock-plus" or "facts"."""

    start: float
    end: float
    kind: str
    team: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touch:
    """The ball is at a place at a time; it flies on from there to the next touch.

    Attributes:
        x, y, z: metres; loft: how far the way to the next touch arches above the straight line.
        team, player: who touches it, -1 for nobody; player 0 is the keeper.
    """

    time: float
    x: float
    y: float
    z: float = 0.0
    loft: float = 0.0
    team: int = NOBODY
    player: int = -1


@dataclass(frozen=True, slots=True)
class Gathering:
    """Players drawn to a place for a while: a celebration, a wall, a kick-off, a corner.

    Attributes:
        kind: "celebrate", "own-half", "box", "protest", "down" or "leave".
        team: whose players, NOBODY for both; spread: metres around the place.
    """

    start: float
    end: float
    kind: str
    team: int
    x: float
    y: float
    spread: float = 2.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to be heard: "whistle", "roar", "groan", "chance", "kick", "long-whistle", "applause"."""

    time: float
    kind: str
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Kit:
    """What a team wears; pattern: "plain", "stripes", "hoops", "halves", "sash" or "sleeves"."""

    shirt: Colour
    second: Colour
    shorts: Colour
    pattern: str
    keeper: Colour


@dataclass(frozen=True, slots=True)
class Dress:
    """What makes one match look unlike another of its style.

    Attributes:
        kits: of both teams; referee: his shirt; names: three letters per team, as on the score bug.
        weather: "clear", "overcast", "rain", "night" or "snow".
        boards: colours of the advertising.
    """

    kits: tuple[Kit, Kit]
    referee: Colour
    names: tuple[str, str]
    weather: str
    boards: tuple[Colour, ...]


@dataclass(frozen=True, slots=True)
class MatchPlan:
    """All that happens and all that is shown in one half of a rendered match.

    Two plans made with equal arguments are equal, and so are their frames and their sound.

    Attributes:
        seed, style, minutes, density, half, with_events: the arguments of ``plan_match``.
        duration: seconds; kick_off: when the clock starts.
        events: the truth, in time order; shots: the timeline, without gaps or overlaps.
        captions, wipes (their middles), cues: what lies over it.
        scores: (time the bug changes, home, away), from (0, ...) on.
        touches, gatherings: the match on the pitch.
        shown_cards: (time, colour word, x, y): when the referee holds up a card on the pitch.
        dress: kits, weather, names.
    """

    seed: int
    style: str
    minutes: float
    density: float
    half: int
    with_events: bool
    duration: float
    kick_off: float
    events: tuple[PlannedEvent, ...]
    shots: tuple[Shot, ...]
    captions: tuple[Caption, ...]
    wipes: tuple[float, ...]
    cues: tuple[Cue, ...]
    scores: tuple[tuple[float, int, int], ...]
    touches: tuple[Touch, ...]
    gatherings: tuple[Gathering, ...]
    shown_cards: tuple[tuple[float, str, float, float], ...]
    dress: Dress

    @property
    def key(self) -> tuple[object, ...]:
        """The arguments that made this plan: equal keys mean equal plans."""
        return (self.seed, self.style, self.minutes, self.density, self.half, self.with_events)
