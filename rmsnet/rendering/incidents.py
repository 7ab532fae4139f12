"""The events themselves: how a goal, a card and a substitution are told on television.

None of them is one template: leads, lengths, order, angles and graphics are drawn for each. The instant of the truth
is always time 0 of the draft.
"""

from __future__ import annotations

import numpy as np

from rmsnet.rendering.draft import Draft
from rmsnet.rendering.names import player_name

CARD_WORDS = {"y-card": "yellow", "r-card": "red", "yr-card": "second-yellow"}


def goal(rng: np.random.Generator, team: int, brief: bool = False) -> Draft:
    """The ball crosses the line at time 0; celebration, replays, the new score, kick-off."""
    manner = str(rng.choice(["shot", "header", "free-kick", "penalty"], p=[0.62, 0.22, 0.07, 0.09]))
    own = manner == "header" and rng.random() < 0.12
    draft = Draft(rng, float(rng.uniform(6, 13)), "score", team, manner=manner)
    draft.events.append((0.0, "goal", "soccer-ball-own" if own else "soccer-ball", team))
    draft.sound(-0.7, "kick")
    draft.sound(-0.3, "chance")
    draft.sound(0.1, "roar", 1.0 if team == 0 else 0.6)
    if draft.chance(0.3):
        draft.sound(draft.draw(0.5, 1.5), "whistle", 0.7)
    if manner == "penalty":
        draft.show_until("tight", -draft.draw(2.5, 4.0), zoom=0.9)
        draft.show_until(draft.pick("behind-goal", "tight", "wide"), draft.draw(1.2, 3.0), zoom=1.1)
    else:
        draft.show_until("wide", draft.draw(0.8, 3.2), zoom=draft.draw(1.0, 1.25))
    scored = draft.now
    _celebrate(draft, team, brief)
    if not (brief and draft.chance(0.5)):
        draft.replay(0.0, int(rng.integers(1, 2 if brief else 4)))
    if not brief and draft.chance(0.6):
        draft.show(draft.pick("crowd", "coach", "hug"), draft.draw(2, 4), team=team, gesture="joy")
    draft.show("wide", draft.draw(4, 9), zoom=0.9)
    draft.score = min(draft.draw(scored + 3, scored + 24), draft.now - 2)
    if draft.chance(0.8):
        start = draft.draw(scored + 2, max(scored + 3, draft.now - 7))
        draft.caption(start, 5.0, "goal", team, player_name(rng), "own goal" if own else "goal")
    draft.sound(draft.now, "whistle", 0.8)
    return draft


def _celebrate(draft: Draft, team: int, brief: bool) -> None:
    choices = ["run", "hug", "joy-crowd", "joy-coach", "sad-keeper", "sad-player", "high"]
    weights = np.array([3, 2.5, 2, 1.2, 0.8, 0.8, 0.7])
    count = int(draft.rng.integers(2, 4)) if brief else int(draft.rng.integers(2, 6))
    order = draft.rng.choice(len(choices), size=count, replace=False, p=weights / weights.sum())
    for kind in (choices[i] for i in order):
        seconds = draft.draw(2.2, 5.5)
        if kind == "run":
            draft.show("celebrate", seconds, team=team, gesture=draft.pick("wide", "fist", "up", "point"))
        elif kind == "hug":
            draft.show("hug", seconds, team=team)
        elif kind == "joy-crowd":
            draft.show("crowd", seconds * 0.7, team=team, gesture="joy")
        elif kind == "joy-coach":
            draft.show("coach", seconds * 0.7, team=team, gesture="joy")
        elif kind == "sad-keeper":
            draft.show("keeper", seconds * 0.7, team=1 - team, gesture="despair")
        elif kind == "sad-player":
            draft.show("player", seconds * 0.7, team=1 - team, gesture="despair")
        else:
            draft.show("high", seconds, zoom=1.5)


def card(rng: np.random.Generator, team: int, annotation: str = "y-card") -> Draft:
    """The referee holds up the card at time 0; the foul came before it."""
    foul = -float(rng.uniform(6, 22))
    draft = Draft(rng, -foul + float(rng.uniform(5, 9)), "foul", team, at=foul)
    word = CARD_WORDS[annotation]
    draft.events.append((0.0, "card", annotation, team))
    draft.cards.append((0.0, word))
    draft.sound(foul + draft.draw(0.3, 1.2), "whistle")
    draft.sound(foul + 0.8, "groan", 0.5)
    draft.sound(draft.draw(0.3, 1.5), "jeer" if draft.chance(0.5) else "applause", 0.6)
    draft.show_until("wide", foul + draft.draw(1.5, 3.5), zoom=draft.draw(1.0, 1.3))
    before = draft.draw(1.2, 3.0)  # how long the deciding shot runs before the card is up
    _between_foul_and_card(draft, -before)
    after = draft.draw(1.8, 4.2)
    on_pitch = draft.chance(0.15)
    if on_pitch:
        draft.show("tight", after - draft.now, zoom=1.9)
    else:
        view = "referee" if draft.chance(0.7) else "duo"
        draft.show(view, after - draft.now, team=team, gesture=f"card-{word}", moment=0.0)
    _after_card(draft, team, annotation, foul)
    return draft


def _between_foul_and_card(draft: Draft, end: float) -> None:
    while draft.now < end - 2.0:
        left = end - draft.now
        if left > 11 and draft.chance(0.35):
            draft.replay(draft.at, 1)
            if draft.now > end - 0.2:  # the replay ran on: shorten it so that the card stays in the picture
                _cut_last(draft, end)
            continue
        seconds = min(left, draft.draw(2.5, 5.0))
        view = draft.pick("down", "player", "referee", "tight", "duo")
        gesture = {"referee": draft.pick("talk", "whistle", "walk"), "player": draft.pick("protest", "pain")}.get(
            view, "talk"
        )
        draft.show(view, seconds, team=draft.team if view != "down" else 1 - draft.team, gesture=gesture, zoom=1.5)
    if draft.now < end:
        last = draft.shots.pop()
        draft.now = last.start
        draft.show(last.view, end - last.start, team=last.team, gesture=last.gesture, zoom=last.zoom)


def _cut_last(draft: Draft, end: float) -> None:
    last = draft.shots[-1]
    draft.shots[-1] = type(last)(
        last.start, end, last.view, last.world, last.speed, last.team, last.number, last.gesture, last.moment,
        last.seed, last.zoom, last.replay,
    )  # fmt: skip
    draft.now = end
    draft.wipes[-1] = end


def _after_card(draft: Draft, team: int, annotation: str, foul: float) -> None:
    shown = draft.now
    if draft.chance(0.75):
        gesture = draft.pick("protest", "walk", "hips", "despair")
        draft.show("player", draft.draw(2.5, 5), team=team, gesture=gesture)
    if draft.chance(0.15):
        draft.show("coach", draft.draw(2, 3.5), team=team, gesture="shout")
    if draft.chance(0.3) and not draft.wipes:
        draft.replay(foul, 1)
    if annotation != "y-card":
        draft.show("leave", draft.draw(4, 7), team=team, gesture="sent-off")
    draft.show("wide", draft.draw(3.5, 7), zoom=1.1)
    if draft.chance(0.8):
        kind = "yellow" if annotation == "y-card" else "red"
        start = draft.draw(0.8, shown + 1.5)
        draft.caption(start, min(4.5, draft.now - start), kind, team, player_name(draft.rng))


def substitution(rng: np.random.Generator, team: int, brief: bool = False) -> Draft:
    """The board goes up at time 0 (or, without a board, the player steps over the touch-line)."""
    draft = Draft(rng, float(rng.uniform(5, 11)), "dead", team)
    draft.at = -draft.lead + draft.draw(2.0, 3.5)
    draft.events.append((0.0, "substitution", "substitution-in", team))
    draft.sound(draft.at + 0.5, "whistle", 0.5)
    draft.sound(draft.draw(1, 4), "applause", draft.draw(0.4, 1.0))
    with_board = draft.chance(0.8)
    before = draft.draw(0.8, 2.2)
    draft.show_until("wide", min(draft.at + draft.draw(0.8, 2.0), -before))
    while draft.now < -before - 1.8:
        seconds = min(-before - draft.now, draft.draw(2.5, 4.5))
        view = draft.pick("bench", "coach", "wide", "player", "ready")
        draft.show(view, seconds, team=team, gesture=draft.pick("talk", "point", "walk"), zoom=1.1)
    before = -draft.now
    seconds = before + draft.draw(2.2, 4.5)
    out, on = (int(n) for n in rng.choice(np.arange(2, 30), 2, replace=False))
    if with_board:
        draft.show("board", seconds, team=team, gesture="change", moment=0.0, number=out * 100 + on)
        if draft.chance(0.75):
            draft.show("leave", draft.draw(3, 6), team=team, gesture="clap", number=out)
    else:
        draft.show("leave", seconds + 1.0, team=team, gesture="clap", moment=0.0, number=out)
    if draft.chance(0.6):
        draft.show("swap", draft.draw(2.5, 4.5), team=team, number=on)
    if not brief and draft.chance(0.45):
        draft.show(draft.pick("enter", "coach", "bench"), draft.draw(2, 4), team=team, number=on, gesture="calm")
    draft.show("wide", draft.draw(3, 6))
    if draft.chance(0.8):
        start = draft.draw(-1.0, 5.0)
        lines = (player_name(rng), player_name(rng))
        draft.caption(start, min(5.0, draft.now - start), "in-out", team, *lines)
    return draft
