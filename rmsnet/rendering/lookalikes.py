"""What looks like an event and is none: misses, fouls without a card, warm-ups, crowds, graphics."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rmsnet.rendering.draft import Draft
from rmsnet.rendering.names import player_name


def save(rng: np.random.Generator, team: int) -> Draft:
    """A shot that the keeper holds or turns away, told like a goal until then."""
    return _chance(rng, team, "save", str(rng.choice(["held", "parried"])))


def miss(rng: np.random.Generator, team: int) -> Draft:
    """A shot wide, over, against the post or into the side netting."""
    return _chance(rng, team, "miss", str(rng.choice(["wide", "over", "post", "side-net"], p=[0.45, 0.3, 0.1, 0.15])))


def _chance(rng: np.random.Generator, team: int, action: str, manner: str) -> Draft:
    draft = Draft(rng, float(rng.uniform(5, 12)), action, team, manner=manner)
    draft.sound(-0.7, "kick")
    draft.sound(-0.3, "chance")
    draft.sound(0.3, "groan", draft.draw(0.6, 1.0))
    draft.show_until("wide", draft.draw(1.0, 3.0), zoom=draft.draw(1.0, 1.25))
    for _ in range(int(rng.integers(0, 4))):
        kind = draft.pick("player", "player", "keeper", "crowd", "coach", "tight")
        whose = 1 - team if kind == "keeper" else team
        gestures = {
            "player": ("despair", "hips", "walk", "protest"), "keeper": ("shout", "calm", "fist"),
            "crowd": ("dismay", "calm", "joy"), "coach": ("shout", "despair", "calm"),
        }  # fmt: skip
        gesture = draft.pick(*gestures.get(kind, ("",)))
        draft.show(kind, draft.draw(2, 4.5), team=whose, gesture=gesture, zoom=1.6)
    if draft.chance(0.6):
        draft.replay(0.0, int(rng.integers(1, 3)))
        if draft.chance(0.3):
            draft.show("player", draft.draw(2, 4), team=team, gesture=draft.pick("walk", "despair"))
    if draft.chance(0.25):
        draft.caption(draft.draw(1, max(1.5, draft.now - 4)), 4.0, "name", team, player_name(rng), "shots 3")
    draft.show("wide", draft.draw(3, 7))
    return draft


def disallowed(rng: np.random.Generator, team: int) -> Draft:
    """The ball is in the net, but the flag was up: no celebration lasts, the score stays."""
    draft = Draft(rng, float(rng.uniform(5, 10)), "score", team)
    draft.sound(-0.2, "chance")
    draft.sound(0.2, "groan", 0.8)
    draft.sound(draft.draw(-0.5, 0.3), "whistle")
    draft.show_until("wide", draft.draw(1.5, 3.0), zoom=1.1)
    draft.show("assistant", draft.draw(2.5, 4.5), gesture="flag")
    draft.show("player", draft.draw(2, 4), team=team, gesture=draft.pick("protest", "despair"))
    if draft.chance(0.6):
        draft.replay(-1.5, 1, ("high", "tight"))
    draft.show("wide", draft.draw(4, 7))
    return draft


def foul(rng: np.random.Generator, team: int) -> Draft:
    """A foul and a free kick, but no card: the same pictures up to where the card would come."""
    draft = Draft(rng, float(rng.uniform(4, 8)), "foul", team)
    draft.sound(draft.draw(0.3, 1.2), "whistle")
    draft.sound(0.8, "groan", 0.4)
    draft.show_until("wide", draft.draw(1.5, 4.0), zoom=draft.draw(1.0, 1.3))
    for _ in range(int(rng.choice([0, 1, 2, 3, 4], p=[0.3, 0.25, 0.2, 0.15, 0.1]))):
        view = draft.pick("referee", "referee", "player", "down", "duo", "tight", "coach")
        gestures = {
            "referee": ("talk", "whistle", "point", "walk", "wave", "notes", "indirect"),
            "duo": ("talk", "point", "wave"),
            "player": ("protest", "pain", "walk", "hips"), "coach": ("shout", "calm"),
        }  # fmt: skip
        whose = 1 - team if view == "down" else team
        gesture = draft.pick(*gestures.get(view, ("",)))
        draft.show(view, draft.draw(2, 4.8), team=whose, gesture=gesture, zoom=1.6, moment=draft.now + 1)
    if draft.chance(0.3):
        draft.replay(0.0, 1)
    draft.show("wide", draft.draw(3, 6), zoom=1.1)
    if draft.chance(0.15):
        draft.caption(draft.draw(0.5, 2.5), 4.0, "name", team, player_name(rng), "fouls 2")
    return draft


def offside(rng: np.random.Generator, team: int) -> Draft:
    """The assistant's flag, often a replay."""
    draft = Draft(rng, float(rng.uniform(4, 7)), "dead", team)
    draft.sound(0.8, "whistle", 0.8)
    draft.show_until("wide", draft.draw(1.5, 2.5))
    draft.show("assistant", draft.draw(2, 3.5), gesture="flag")
    if draft.chance(0.5):
        draft.replay(-0.5, 1, ("high", "tight"))
    draft.show("wide", draft.draw(3, 6))
    return draft


def throw_in(rng: np.random.Generator, team: int) -> Draft:
    """The ball goes out and is thrown in, sometimes seen from close."""
    draft = Draft(rng, float(rng.uniform(2, 5)), "throw", team)
    draft.show_until("wide", draft.draw(1.5, 3.0))
    if draft.chance(0.55):
        draft.show("throw", draft.draw(2.5, 5), team=team, moment=draft.now + 2)
    if draft.chance(0.15):
        draft.show("coach", draft.draw(2, 3.5), team=team, gesture=draft.pick("shout", "point", "calm"))
    draft.show("wide", draft.draw(3, 5))
    return draft


def corner(rng: np.random.Generator, team: int) -> Draft:
    """A corner: the taker from close, the crowded box from the main camera, a clearance."""
    draft = Draft(rng, float(rng.uniform(3, 6)), "corner", team)
    draft.sound(0.2, "groan", 0.3)
    draft.show_until("wide", draft.draw(1.5, 3))
    if draft.chance(0.6):
        draft.show("player", draft.draw(2.5, 5), team=team, gesture=draft.pick("walk", "point", "hips"))
    draft.show("wide", draft.draw(5, 8), zoom=1.2)
    draft.sound(draft.now - 2, "chance", 0.6)
    return draft


def injury(rng: np.random.Generator, team: int) -> Draft:
    """A player stays down, helpers come; nobody is replaced."""
    draft = Draft(rng, float(rng.uniform(4, 7)), "foul", team)
    draft.sound(1.0, "whistle", 0.7)
    draft.show_until("wide", draft.draw(2, 4))
    for _ in range(int(rng.integers(2, 6))):
        view = draft.pick("down", "down", "physio", "bench", "coach", "player", "tight", "referee")
        draft.show(view, draft.draw(2.5, 6), team=1 - team, gesture=draft.pick("pain", "calm", "talk"), zoom=1.4)
    if draft.chance(0.5):
        draft.replay(0.0, 1)
    if draft.chance(0.4):
        draft.show("leave", draft.draw(2.5, 5), team=1 - team, gesture="limp")
    draft.show("wide", draft.draw(4, 7))
    return draft


def cutaway(rng: np.random.Generator, team: int) -> Draft:
    """Play goes on or rests, the director shows faces: coach, crowd, bench, a warm-up, the stadium."""
    draft = Draft(rng, 0.0, "open", team)
    views = ("player", "coach", "crowd", "warm-up", "stadium", "bench", "keeper", "referee", "high", "swap-talk")
    weights = np.array([8, 4, 4, 2, 1, 2, 2, 2, 2, 0.7])
    for _ in range(int(rng.integers(1, 3))):
        view = views[int(rng.choice(len(views), p=weights / weights.sum()))]
        gesture = draft.pick("calm", "walk", "hips", "shout", "clap", "point")
        if view == "crowd":
            gesture = draft.pick("calm", "calm", "joy", "dismay")
        draft.show(view, draft.draw(2.2, 6), team=int(rng.integers(2)), gesture=gesture)
    draft.show("wide", draft.draw(2.5, 5))
    if draft.chance(0.3):
        lines = (player_name(rng), draft.pick("distance 5.2 km", "passes 31", "last match 2 goals"))
        draft.caption(0.5, 4.5, "name", team, *lines)
    return draft


def facts(rng: np.random.Generator, team: int) -> Draft:
    """A graphic with numbers over the running match: possession, shots, a table."""
    draft = Draft(rng, 0.0, "open", team)
    draft.show("wide", draft.draw(7, 10))
    kind = draft.pick("facts", "in-play")
    draft.caption(1.0, 5.0, kind, team, draft.pick("POSSESSION", "SHOTS", "CORNERS"), str(int(rng.integers(30, 70))))
    return draft


def added_time(rng: np.random.Generator, team: int) -> Draft:
    """The fourth official holds up a board with the minutes to be added: a board, but no substitution."""
    draft = Draft(rng, 1.0, "open", team)
    draft.show("board", draft.draw(3, 5), team=team, gesture="added", moment=0.2, number=int(rng.integers(1, 6)))
    draft.show("wide", draft.draw(3, 5))
    draft.caption(2.0, 5.0, "clock-plus", team, f"+{draft.shots[0].number}")
    return draft


# Weight: how often per half of 45 minutes, from the 500 games' 17-class labels (throw-in 18.9, foul 11.7, shots off
# target 5.3, shots on target 5.8 less 1.6 goals, corner 4.8, offside 2.1); what has no label there is an estimate.
LOOK_ALIKES: tuple[tuple[Callable[[np.random.Generator, int], Draft], float], ...] = (
    (throw_in, 18.9), (foul, 11.7), (miss, 5.3), (save, 4.2), (corner, 4.8), (offside, 2.1), (injury, 1.2),
    (cutaway, 14.0), (facts, 1.5), (disallowed, 0.15),
)  # fmt: skip
