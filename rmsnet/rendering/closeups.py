"""Pictures of people: players, referees with and without a card, coaches, crowds, the touch-line."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from rmsnet.rendering.canvas import Canvas, Image
from rmsnet.rendering.people import (
    POSES,
    Figure,
    Look,
    Pose,
    darker,
    draw_civilian,
    draw_look,
    draw_official,
)
from rmsnet.rendering.plan import MatchPlan, Shot
from rmsnet.rendering.styles import Colour, find_style
from rmsnet.rendering.wide import CARD_COLOURS, Stadium

_WIDE = 1.6  # a backdrop is this much wider than the picture, so that the camera can drift


class Closeups:
    """Draws every view that is not of the whole pitch."""

    def __init__(self, plan: MatchPlan, stadium: Stadium, size: tuple[int, int]) -> None:
        self.plan = plan
        self.style = find_style(plan.style)
        self.size = size
        self.backdrops = _backdrops(stadium, size)
        self.views: dict[str, Callable[[Canvas, Shot, float, np.random.Generator], None]] = {
            "player": self._player, "keeper": self._player, "referee": self._referee, "duo": self._duo,
            "celebrate": self._celebrate, "hug": self._hug, "crowd": self._crowd, "coach": self._coach,
            "bench": self._bench, "ready": self._ready, "board": self._board, "leave": self._leave,
            "swap": self._swap, "swap-talk": self._ready, "enter": self._leave, "down": self._down,
            "physio": self._down, "throw": self._throw, "assistant": self._assistant, "warm-up": self._warm_up,
        }  # fmt: skip

    def draw(self, image: Image, shot: Shot, time: float) -> None:
        """Draw one view; what is left open comes from the shot's own seed."""
        self.views[shot.view](Canvas(image), shot, time, np.random.default_rng(shot.seed))

    def _backdrop(self, canvas: Canvas, kind: str, shot: Shot, time: float) -> None:
        picture = self.backdrops[kind]
        height, width = self.size
        spare_x, spare_y = picture.shape[1] - width, picture.shape[0] - height
        share = (shot.seed % 97) / 97
        drift = np.sin((time - shot.start) * 0.5 + share * 6)
        x = spare_x * (0.5 + 0.3 * (share - 0.5) + 0.25 * drift) + width / 2
        y = spare_y * (0.5 + 0.4 * np.sin(share * 9)) + height / 2
        canvas.image[:] = cv2.getRectSubPix(picture, (width, height), (x - 0.5, y - 0.5))

    def _habit(self, shot: Shot) -> str:
        return self.style.backdrop if shot.seed % 3 else ("crowd", "pitch", "mixed")[shot.seed // 3 % 3]

    def _look(self, rng: np.random.Generator, shot: Shot, keeper: bool = False) -> Look:
        kit = self.plan.dress.kits[max(shot.team, 0)]
        return draw_look(rng, kit, 1 if keeper else max(1, shot.number % 100), keeper)

    def _player(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, self._habit(shot), shot, time)
        look = self._look(rng, shot, shot.view == "keeper")
        head = float(rng.uniform(0.14, 0.32)) * min(shot.zoom, 1.15)
        pose = _acted(shot, time, "walk")
        sway = 0.03 * np.sin((time - shot.start) * 3.0)
        side = (time - shot.start) * float(rng.uniform(-0.04, 0.04)) if shot.gesture == "walk" else 0.0
        x = canvas.aspect * float(rng.uniform(0.4, 0.6)) + side + sway
        Figure(canvas, x, 0.32 + 0.01 * float(np.sin(time * 5)), head).draw(look, pose, back=rng.random() < 0.15)

    def _referee(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, self._habit(shot), shot, time)
        head = float(rng.uniform(0.1, 0.16))
        x = canvas.aspect * float(rng.uniform(0.4, 0.6)) + 0.01 * float(np.sin(time * 2))
        y = 0.04 + 2.9 * head + float(rng.uniform(0, 0.06))  # framed so that a raised hand stays in the picture
        others = np.random.default_rng(shot.seed + 1)
        if rng.random() < 0.5:  # a player in front of him, from behind
            kit = self.plan.dress.kits[max(shot.team, 0)]
            at = x + float(others.choice([-1, 1])) * head * 3.2
            look = draw_look(others, kit, shot.number)
            Figure(canvas, at, y + 0.03, head * 1.25).draw(look, POSES["protest" if time % 2 > 1 else "hips"], True)
        self._draw_referee(canvas, shot, time, (x, y, head))

    def _draw_referee(self, canvas: Canvas, shot: Shot, time: float, place: tuple[float, float, float]) -> None:
        rng = np.random.default_rng([self.plan.seed, 5])  # one referee a match
        look = draw_official(rng, self.plan.dress.referee)
        figure = Figure(canvas, *place)
        if not shot.gesture.startswith("card-"):
            pose = _acted(shot, time, shot.gesture or "walk")
            _, hand = figure.draw(look, pose)
            if shot.gesture == "whistle":
                canvas.circle(hand, 0.12 * place[2], (240, 240, 240))
            return
        word = shot.gesture.removeprefix("card-")
        pose, up = _raising(shot, time)
        if word == "second-yellow" and time < shot.moment + 1.4:
            word = "yellow"
        _, hand = figure.draw(look, pose)
        if up > 0.6:
            _card(canvas, hand, place[2], CARD_COLOURS[word])

    def _duo(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "pitch" if shot.seed % 2 else self._habit(shot), shot, time)
        head = float(rng.uniform(0.09, 0.125))
        middle = canvas.aspect / 2
        gap = head * float(rng.uniform(1.6, 2.4))
        side = 1 if rng.random() < 0.5 else -1
        mate = self._look(rng, shot)
        pose = POSES["protest"].mixed(POSES["hips"], 0.5 + 0.5 * float(np.sin(time * 2.3)))
        Figure(canvas, middle + side * gap, 0.38, head).draw(mate, pose)
        for _ in range(int(rng.integers(0, 3))):
            other = draw_look(rng, self.plan.dress.kits[int(rng.integers(2))], int(rng.integers(2, 20)))
            at = middle + side * gap * float(rng.uniform(1.8, 3.4))
            Figure(canvas, at, 0.36, head * 0.95).draw(other, POSES["walk"])
        self._draw_referee(canvas, shot, time, (middle - side * gap, 0.37, head))

    def _celebrate(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed" if rng.random() < 0.6 else "crowd", shot, time * 2.5)
        kit = self.plan.dress.kits[max(shot.team, 0)]
        head = float(rng.uniform(0.085, 0.15))
        since = time - shot.start
        run = since * float(rng.uniform(-0.14, 0.14))
        chasing = int(rng.integers(0, 4))
        for n in range(chasing):
            mate = draw_look(rng, kit, int(rng.integers(2, 20)))
            bounce = 0.02 * float(np.sin(time * 8 + n))
            at = canvas.aspect * (0.5 + float(rng.uniform(-0.42, 0.42))) + run * 1.5
            pose = POSES["wide"].mixed(POSES["up"], float(rng.random()))
            Figure(canvas, at, 0.36 + bounce, head * 0.85).draw(mate, _running(pose, time + n))
        hero = draw_look(rng, kit, shot.number)
        pose = _running(POSES.get(shot.gesture, POSES["wide"]), time)
        x = canvas.aspect * float(rng.uniform(0.4, 0.6)) + run
        Figure(canvas, x, 0.3 + 0.02 * float(np.sin(time * 9)), head).draw(hero, pose)

    def _hug(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, self._habit(shot), shot, time)
        kit = self.plan.dress.kits[max(shot.team, 0)]
        head = float(rng.uniform(0.1, 0.15))
        count = int(rng.integers(3, 7))
        since = time - shot.start
        for n in range(count):
            look = draw_look(rng, kit, int(rng.integers(2, 20)))
            join = min(1.0, 0.4 + since * 0.3 + float(rng.random()) * 0.4)
            spread = (n - (count - 1) / 2) * head * (1.5 + 2.5 * (1 - join))
            bounce = 0.025 * float(abs(np.sin(time * 5 + n * 1.7)))
            at = canvas.aspect / 2 + spread
            top = 0.36 + 0.05 * float(rng.uniform(-1, 1)) - bounce
            Figure(canvas, at, top, head).draw(look, POSES["hug"].mixed(POSES["up"], float(rng.random())), n % 3 == 1)

    def _crowd(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        canvas.image[:] = darker(self.style.seats, 0.6)
        head = float(rng.uniform(0.07, 0.13))
        palette = (*self.style.crowd, *(kit.shirt for kit in self.plan.dress.kits))
        team = self.plan.dress.kits[shot.team].shirt if shot.team >= 0 else palette[0]
        rows = int(1.1 / (head * 1.5)) + 1
        for row in range(rows):
            size = head * (0.8 + 0.35 * row / rows)
            y = 0.02 + row * head * 1.55
            for x in np.arange(-0.05 + (row % 2) * head, canvas.aspect + 0.1, size * 2.3):
                shirt = team if rng.random() < 0.45 else palette[int(rng.integers(len(palette)))]
                look = draw_civilian(rng, shirt)
                share, phase = float(rng.random()), float(rng.uniform(0, 6))
                pose = _spectator(shot.gesture, share, phase, time)
                bounce = 0.018 * abs(np.sin(time * 4 + phase)) if shot.gesture == "joy" else 0.0
                left, right = Figure(canvas, float(x), y - float(bounce), size).draw(look, pose)
                if share < 0.12:
                    canvas.line(left, right, team, 0.35 * size)

    def _coach(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed", shot, time)
        coach = np.random.default_rng([self.plan.seed, 30 + max(shot.team, 0)])
        suit: Colour = ((30, 32, 42), (60, 62, 70), (20, 40, 80), (150, 20, 30))[int(coach.integers(4))]
        look = draw_civilian(coach, suit)
        _dugout(canvas, shot)
        head = float(rng.uniform(0.12, 0.2))
        pose = _acted(shot, time, "folded" if shot.gesture in ("calm", "") else shot.gesture)
        x = canvas.aspect * float(rng.uniform(0.35, 0.65)) + 0.02 * float(np.sin(time * 1.5))
        Figure(canvas, x, 0.34, head).draw(look, pose)

    def _bench(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed", shot, time)
        canvas.box(0, 0.12, canvas.aspect, 0.7, (70, 74, 82))
        kit = self.plan.dress.kits[max(shot.team, 0)]
        bib: Colour = ((250, 140, 40), (190, 240, 60), (60, 60, 70))[int(rng.integers(3))]
        for n in range(int(rng.integers(4, 7))):
            look = draw_look(rng, kit)
            dressed = Look(
                look.skin, look.hair, look.hair_style, look.beard, look.shirt, look.second, look.shorts, "plain", 0,
                False, bib if rng.random() < 0.7 else None,
            )  # fmt: skip
            x = 0.15 + n * 0.33 + 0.008 * float(np.sin(time * 1.5 + n))
            pose = _acted(shot, time, "folded") if n == 2 else POSES["folded" if n % 2 else "idle"]
            Figure(canvas, x, 0.36, 0.125).draw(dressed, pose)

    def _ready(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        """A substitute beside the coach; in "swap-talk" he is only being spoken to and stays on the bench."""
        self._backdrop(canvas, "mixed", shot, time)
        _dugout(canvas, shot)
        coach = np.random.default_rng([self.plan.seed, 30 + max(shot.team, 0)])
        look = draw_civilian(coach, (30, 32, 42))
        x = canvas.aspect / 2
        Figure(canvas, x - 0.26, 0.33, 0.13).draw(look, _acted(shot, time, "point"))
        player = self._look(rng, shot)
        Figure(canvas, x + 0.2, 0.33, 0.13).draw(player, POSES["calm"].mixed(POSES["hips"], 0.5))

    def _board(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed", shot, time)
        _dugout(canvas, shot)
        look = draw_official(np.random.default_rng([self.plan.seed, 6]), self.plan.dress.referee)
        head = float(rng.uniform(0.055, 0.105))
        x, y = canvas.aspect * float(rng.uniform(0.38, 0.62)), 0.42
        change = shot.gesture == "change"
        if change:
            player = self._look(rng, shot)
            Figure(canvas, x + head * 3.4, y, head).draw(player, _running(POSES["walk"], time * 0.3))
        up = float(np.clip((time - shot.moment + 0.35) / 0.6, 0, 1))
        pose = Pose((40, 120), (40, 120)).mixed(POSES["board"], up)
        left, right = Figure(canvas, x, y, head).draw(look, pose)
        centre = ((left[0] + right[0]) / 2, min(left[1], right[1]) - 0.2 * head)
        number_board(canvas, centre, head, shot.number, change)

    def _leave(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed" if rng.random() < 0.6 else "pitch", shot, time)
        head = float(rng.uniform(0.09, 0.15))
        towards = 1 if rng.random() < 0.5 else -1
        x = canvas.aspect / 2 + towards * 0.1 * (time - (shot.start + shot.end) / 2)
        name = "walk" if shot.view == "enter" or shot.gesture == "sent-off" else shot.gesture
        pose = POSES.get(name, POSES["walk"])
        if name == "clap":
            pose = pose.mixed(Pose((75, 175), (75, 175), 0.3), 0.5 + 0.5 * float(np.sin(time * 11)))
        nodding = 0.15 if shot.gesture == "sent-off" else 0.0
        pose = Pose(pose.left, pose.right, 0.35 * float(np.sin(time * 5)), pose.lean, pose.mouth, nodding)
        Figure(canvas, x, 0.28, head).draw(self._look(rng, shot), pose, rng.random() < 0.25)
        if shot.gesture == "limp":
            helper = draw_civilian(rng, (230, 60, 40))
            Figure(canvas, x - 1.9 * head, 0.28, head).draw(helper, POSES["walk"])

    def _swap(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        """One off, one on: they meet at the touch-line and clap hands."""
        self._backdrop(canvas, "mixed", shot, time)
        canvas.polygon([(0, 0.86), (canvas.aspect, 0.83), (canvas.aspect, 0.85), (0, 0.885)], (240, 240, 235))
        share = float(np.clip((time - shot.start) / max(shot.end - shot.start, 0.1), 0, 1))
        head, middle = float(rng.uniform(0.085, 0.11)), canvas.aspect / 2
        kit = self.plan.dress.kits[max(shot.team, 0)]
        off, on = draw_look(rng, kit, int(rng.integers(2, 30))), draw_look(rng, kit, shot.number)
        apart = head * (0.9 + 6.5 * abs(share - 0.45))
        swing = 0.3 * float(np.sin(time * 5))
        meet = float(np.exp(-(((share - 0.45) / 0.15) ** 2)))
        pose = Pose((20, 5), (20, 5), swing).mixed(Pose((85, 140), (85, 140), swing), meet)
        turn = 1 if share < 0.45 else -1
        Figure(canvas, middle - turn * apart, 0.3, head).draw(off, pose, turn < 0)
        Figure(canvas, middle + turn * apart, 0.3, head).draw(on, pose, turn > 0)

    def _down(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "pitch", shot, time)
        look = self._look(rng, shot)
        roll = 0.02 * float(np.sin(time * 2.5))
        lying(canvas, (canvas.aspect * 0.45 + roll, 0.66), 0.13, look)
        helpers = int(rng.integers(1, 3)) if shot.view == "physio" else int(rng.integers(0, 2))
        for n in range(helpers):
            shirt: Colour = (235, 90, 40) if shot.view == "physio" else self.plan.dress.referee
            helper = draw_civilian(rng, shirt)
            x = canvas.aspect * (0.25 + 0.5 * n) + 0.03
            Figure(canvas, x, 0.2, 0.13).draw(helper, POSES["notes"].mixed(POSES["talk"], 0.4))

    def _throw(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed", shot, time)
        canvas.polygon([(0, 0.9), (canvas.aspect, 0.86), (canvas.aspect, 0.885), (0, 0.93)], (240, 240, 235))
        head = float(rng.uniform(0.085, 0.125))
        thrown = time - shot.moment
        pose = POSES["throw"].mixed(Pose((130, 110), (130, 110), 0.4, 0.2), float(np.clip(thrown / 0.3, 0, 1)))
        x = canvas.aspect * float(rng.uniform(0.4, 0.6))
        left, right = Figure(canvas, x, 0.32, head).draw(self._look(rng, shot), pose, rng.random() < 0.4)
        ball = ((left[0] + right[0]) / 2, min(left[1], right[1]) - 0.1 * head)
        if thrown > 0:
            ball = (ball[0] + thrown * 0.7, ball[1] - thrown * 0.3)
        canvas.circle(ball, 0.5 * head, (250, 250, 250))
        canvas.circle(ball, 0.18 * head, (40, 40, 45))

    def _assistant(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed", shot, time)
        look = draw_official(rng, self.plan.dress.referee)
        head = float(rng.uniform(0.09, 0.13))
        x = canvas.aspect * float(rng.uniform(0.4, 0.6))
        pose = Pose().mixed(POSES["flag"], min(1.0, (time - shot.start) * 2))
        _, hand = Figure(canvas, x, 0.38, head).draw(look, pose)
        tip = (hand[0] + 0.3 * head, hand[1] - 1.4 * head)
        canvas.line(hand, tip, (60, 50, 40), 0.1 * head)
        cloth = [tip, (tip[0] + head, tip[1] + 0.2 * head * (1 + np.sin(time * 9))), (hand[0], hand[1] - 0.5 * head)]
        canvas.polygon(cloth, (240, 220, 40))
        canvas.polygon([tip, cloth[1], ((tip[0] + hand[0]) / 2, (tip[1] + hand[1]) / 2 - 0.3 * head)], (225, 40, 40))

    def _warm_up(self, canvas: Canvas, shot: Shot, time: float, rng: np.random.Generator) -> None:
        self._backdrop(canvas, "mixed", shot, time)
        kit = self.plan.dress.kits[max(shot.team, 0)]
        bib: Colour = ((250, 140, 40), (190, 240, 60), (70, 200, 230))[int(rng.integers(3))]
        for n in range(3):
            look = draw_look(rng, kit)
            dressed = Look(
                look.skin, look.hair, look.hair_style, look.beard, look.shirt, look.second, look.shorts, "plain", 0,
                False, bib,
            )  # fmt: skip
            x = 0.4 + n * 0.42 + 0.08 * (time - shot.start)
            bounce = 0.02 * float(abs(np.sin(time * 5 + n)))
            Figure(canvas, x, 0.33 - bounce, 0.09).draw(dressed, _running(POSES["walk"], time + n))


def number_board(canvas: Canvas, centre: tuple[float, float], head: float, number: int, change: bool) -> None:
    """The fourth official's board: out in red over in in green, or the minutes added on."""
    width, height = 3.4 * head, 1.7 * head
    left, top = centre[0] - width / 2, centre[1] - height
    canvas.box(left, top, width, height, (225, 225, 225))
    canvas.box(left + 0.12 * head, top + 0.12 * head, width - 0.24 * head, height - 0.24 * head, (12, 12, 14))
    middle = top + height / 2
    if change:
        canvas.text(str(number // 100), left + width * 0.28, middle, 0.95 * head, (255, 50, 40), anchor="centre")
        canvas.text(str(number % 100), left + width * 0.72, middle, 0.95 * head, (60, 255, 90), anchor="centre")
    else:
        canvas.text(str(number), centre[0], middle, 1.05 * head, (60, 255, 90), anchor="centre")


def lying(canvas: Canvas, place: tuple[float, float], head: float, look: Look) -> None:
    """A player on the ground, seen from the side."""
    x, y = place
    canvas.ellipse((x + 0.1, y + 0.9 * head), (3.8 * head, 0.5 * head), (40, 80, 36))
    canvas.line((x + 2.2 * head, y + 0.5 * head), (x + 1.2 * head, y - 0.6 * head), look.skin, 0.5 * head)
    canvas.line((x + 2.2 * head, y + 0.5 * head), (x + 3.4 * head, y + 0.6 * head), look.second, 0.4 * head)
    canvas.line((x + 0.9 * head, y + 0.4 * head), (x + 2.0 * head, y + 0.3 * head), look.shorts, 0.9 * head)
    canvas.line((x - 1.2 * head, y + 0.2 * head), (x + 0.7 * head, y + 0.4 * head), look.shirt, 1.2 * head)
    canvas.line((x - 0.8 * head, y + 0.3 * head), (x + 0.8 * head, y - 0.5 * head), look.skin, 0.36 * head)
    canvas.ellipse((x - 2.2 * head, y + 0.05 * head), (0.5 * head, 0.42 * head), look.skin)
    canvas.ellipse((x - 2.35 * head, y - 0.02 * head), (0.42 * head, 0.4 * head), look.hair, 0, 120, 300)


def _card(canvas: Canvas, hand: tuple[float, float], head: float, colour: Colour) -> None:
    x, y = hand
    canvas.box(x - 0.34 * head, y - 1.1 * head, 0.72 * head, 1.0 * head, darker(colour, 0.7))
    canvas.box(x - 0.3 * head, y - 1.06 * head, 0.64 * head, 0.92 * head, colour)


def _dugout(canvas: Canvas, shot: Shot) -> None:
    x = canvas.aspect * (0.05 + 0.6 * (shot.seed % 13) / 13)
    canvas.box(x, 0.22, 0.5, 0.4, (55, 60, 70), 0.7)
    canvas.box(x, 0.2, 0.5, 0.03, (225, 225, 230))


def _acted(shot: Shot, time: float, fallback: str) -> Pose:
    pose = POSES.get(shot.gesture, POSES[fallback] if fallback in POSES else POSES["walk"])
    live = 0.06 if shot.gesture in ("calm", "", "hips", "despair", "folded") else 0.35
    wave = 0.5 + 0.5 * float(np.sin(time * 3.5 + shot.seed % 5))
    settled = min(1.0, 0.5 + (time - shot.start) * 0.8)
    return POSES["idle"].mixed(pose, settled * (1 - live * wave))


def _raising(shot: Shot, time: float) -> tuple[Pose, float]:
    """From the pocket to the raised arm; how far it is up at ``moment`` is 0.6 and more."""
    since = time - shot.moment
    up = float(np.clip(since / 0.5 + 0.62, 0, 1)) if since < 3.2 else float(np.clip(1 - (since - 3.2) / 0.5, 0, 1))
    if since < -0.35:
        to_pocket = float(np.clip((since + 1.3) / 0.6, 0, 1))
        return POSES["idle"].mixed(POSES["pocket"], to_pocket), 0.0
    return Pose((12, 8), (90, 60)).mixed(POSES["card"], up), up


def _running(pose: Pose, time: float) -> Pose:
    stride = 0.5 * float(np.sin(time * 8))
    return Pose(pose.left, pose.right, stride, pose.lean, pose.mouth, pose.nod)


def _spectator(gesture: str, share: float, phase: float, time: float) -> Pose:
    wave = 0.5 + 0.5 * float(np.sin(time * 3 + phase))
    if gesture == "joy":
        return POSES["joy"].mixed(POSES["clap"], wave if share > 0.7 else 0.2 * wave)
    if gesture == "dismay":
        return POSES["despair"] if share < 0.5 else POSES["folded"]
    return POSES["clap"].mixed(POSES["idle"], wave) if share < 0.25 else POSES["folded" if share > 0.7 else "idle"]


def _backdrops(stadium: Stadium, size: tuple[int, int]) -> dict[str, Image]:
    height, width = round(size[0] * 1.3), round(size[1] * _WIDE)
    rng = np.random.default_rng([stadium.plan.seed, 41])
    stand, ground = stadium.stands[0], stadium.ground
    part = stand[: stand.shape[0] // 2, : max(8, int(stand.shape[0] * 0.75))]
    crowd = cv2.GaussianBlur(cv2.resize(part, (width, height)), (0, 0), height / 45)
    left, top = int(rng.integers(ground.shape[1] // 2)), int(rng.integers(ground.shape[0] // 2))
    patch = ground[top : top + ground.shape[0] // 5, left : left + ground.shape[1] // 5]
    grass = cv2.GaussianBlur(cv2.resize(patch, (width, height)), (0, 0), height / 60)
    mixed = crowd.copy()
    edge, board = round(height * 0.68), round(height * 0.5)
    mixed[edge:] = grass[edge:]
    strip = stadium.boards[:, : stadium.boards.shape[1] // 12]
    mixed[board:edge] = cv2.GaussianBlur(cv2.resize(strip, (width, edge - board)), (0, 0), height / 130)
    return {
        "crowd": (crowd * 0.75).astype(np.uint8), "pitch": grass.astype(np.uint8),
        "mixed": (mixed * 0.92).astype(np.uint8),
    }  # fmt: skip
