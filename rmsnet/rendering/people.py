"""People seen from close: jointed figures in any pose, measured in heads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rmsnet.rendering.canvas import Canvas
from rmsnet.rendering.plan import Kit
from rmsnet.rendering.styles import Colour

SKINS: tuple[Colour, ...] = ((232, 188, 158), (210, 160, 125), (160, 108, 76), (100, 70, 52))
HAIRS: tuple[Colour, ...] = ((35, 25, 20), (70, 45, 25), (195, 155, 95), (20, 18, 18), (150, 150, 150), (120, 60, 30))
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """How a person looks; ``hair_style`` 0 bald, 1 short, 2 full, 3 tied."""

    skin: Colour
    hair: Colour
    hair_style: int
    beard: bool
    shirt: Colour
    second: Colour
    shorts: Colour
    pattern: str
    number: int = 0
    trousers: bool = False
    bib: Colour | None = None


@dataclass(frozen=True, slots=True)
class Pose:
    """Angles in degrees: arms from hanging (0) over sideways (90) to up (180), as (upper arm, forearm) each.

    Attributes:
        left, right: arms as the viewer sees them.
        stride: how far the legs are apart, -1..1; lean: of the trunk, in heads; mouth: 0 shut, 1 wide open.
        nod: the head lowered by so many heads.
    """

    left: Point = (12, 8)
    right: Point = (12, 8)
    stride: float = 0.12
    lean: float = 0.0
    mouth: float = 0.0
    nod: float = 0.0

    def mixed(self, other: Pose, share: float) -> Pose:
        """The pose on the way from this one (0) to another (1)."""

        def mix(a: float, b: float) -> float:
            return a + (b - a) * share

        return Pose(
            (mix(self.left[0], other.left[0]), mix(self.left[1], other.left[1])),
            (mix(self.right[0], other.right[0]), mix(self.right[1], other.right[1])),
            mix(self.stride, other.stride), mix(self.lean, other.lean), mix(self.mouth, other.mouth),
            mix(self.nod, other.nod),
        )  # fmt: skip


POSES: dict[str, Pose] = {
    "idle": Pose(), "calm": Pose(), "walk": Pose((20, 5), (8, 25), 0.3), "limp": Pose((30, 60), (8, 10), 0.2, 0.25),
    "despair": Pose((140, 330), (140, 330), 0.1, 0.0, 0.3, 0.12), "hips": Pose((45, -60), (45, -60), 0.2),
    "up": Pose((165, 170), (165, 170), 0.3, 0.0, 0.9), "wide": Pose((95, 100), (95, 100), 0.5, 0.1, 1.0),
    "fist": Pose((30, 20), (70, 165), 0.4, -0.1, 1.0), "point": Pose((12, 8), (85, 95), 0.2, 0.0, 0.3),
    "clap": Pose((55, 205), (55, 205), 0.2), "protest": Pose((60, 110), (60, 110), 0.2, 0.1, 0.8),
    "shout": Pose((60, 215), (60, 215), 0.2, 0.1, 1.0), "talk": Pose((12, 8), (50, 120), 0.15, 0.0, 0.5),
    "wave": Pose((12, 8), (130, 150), 0.15, 0.0, 0.2), "whistle": Pose((12, 8), (60, 240), 0.2),
    "folded": Pose((25, -95), (25, -95)), "card": Pose((12, 8), (172, 178), 0.15, 0.0, 0.1),
    "indirect": Pose((12, 8), (170, 178), 0.15),
    "pocket": Pose((12, 8), (35, 285)), "notes": Pose((40, -110), (45, -120), 0.1, 0.0, 0.0, 0.15),
    "board": Pose((155, 190), (155, 190), 0.2), "throw": Pose((165, 195), (165, 195), 0.4, -0.1),
    "joy": Pose((160, 165), (150, 185), 0.35, 0.0, 1.0), "dismay": Pose((140, 330), (20, 8), 0.1, 0.0, 0.4, 0.1),
    "pain": Pose((60, 240), (20, 40), 0.4, 0.2, 0.8), "flag": Pose((12, 8), (150, 160), 0.2),
    "hug": Pose((80, 60), (80, 60), 0.3, 0.0, 0.8),
}  # fmt: skip


def draw_look(rng: np.random.Generator, kit: Kit, number: int = 0, keeper: bool = False) -> Look:
    """A player of a team."""
    shirt = kit.keeper if keeper else kit.shirt
    second = kit.keeper if keeper else kit.second
    return _person(rng, shirt, second, kit.keeper if keeper else kit.shorts, "plain" if keeper else kit.pattern, number)


def draw_official(rng: np.random.Generator, shirt: Colour) -> Look:
    """A referee or an assistant."""
    return _person(rng, shirt, (20, 20, 24), (25, 25, 30), "collar", 0)


def draw_civilian(rng: np.random.Generator, shirt: Colour) -> Look:
    """A coach, a physio, someone in the crowd."""
    look = _person(rng, shirt, (235, 235, 235) if rng.random() < 0.5 else shirt, (30, 30, 38), "suit", 0)
    return Look(
        look.skin, look.hair, look.hair_style, look.beard, look.shirt, look.second, look.shorts, look.pattern, 0, True
    )


def _person(rng: np.random.Generator, shirt: Colour, second: Colour, shorts: Colour, pattern: str, number: int) -> Look:
    skin = int(rng.choice(4, p=(0.45, 0.25, 0.15, 0.15)))
    hair = HAIRS[int(rng.integers(len(HAIRS)))] if skin < 2 else HAIRS[0]
    return Look(
        SKINS[skin], hair, int(rng.integers(4)), bool(rng.random() < 0.35), shirt, second, shorts, pattern, number
    )


def darker(colour: Colour, share: float = 0.75) -> Colour:
    """A shade of a colour."""
    return int(colour[0] * share), int(colour[1] * share), int(colour[2] * share)


class Figure:
    """Draws one person on a canvas.

    Args:
        canvas: is drawn on.
        x, y: the middle of the head, in heights.
        head: height of the head, in heights; a whole body is 7.5 heads.
    """

    def __init__(self, canvas: Canvas, x: float, y: float, head: float) -> None:
        self.canvas, self.x, self.y, self.head = canvas, x, y, head

    def _at(self, x: float, y: float) -> Point:
        return self.x + x * self.head, self.y + y * self.head

    def draw(self, look: Look, pose: Pose, back: bool = False) -> tuple[Point, Point]:
        """Draw the person; returns where the left and the right hand are, in heights."""
        arms_behind = pose.left[0] < 100
        self._legs(look, pose)
        if arms_behind:
            hands = self._arms(look, pose)
        self._trunk(look, pose, back)
        self._face(look, pose, back)
        if not arms_behind or max(pose.left[1], pose.right[1]) > 185 or min(pose.left[1], pose.right[1]) < -20:
            hands = self._arms(look, pose)
        return hands

    def _legs(self, look: Look, pose: Pose) -> None:
        if self.y + 4.0 * self.head > 1.1:
            return
        cloth = look.shorts if look.trousers else look.skin
        for side in (-1, 1):
            hip, knee = self._at(0.42 * side, 3.9), self._at(0.45 * side + pose.stride * side * 0.9, 5.2)
            foot = self._at(0.42 * side + pose.stride * side * 1.3, 6.7)
            self.canvas.line(hip, knee, cloth, 0.62 * self.head)
            self.canvas.line(knee, foot, cloth if look.trousers else look.second, 0.45 * self.head)
            toe = (foot[0] + 0.18 * side * self.head, foot[1] + 0.12 * self.head)
            self.canvas.line(foot, toe, (30, 30, 30), 0.35 * self.head)
            if not look.trousers:
                middle = ((hip[0] + knee[0]) / 2, (hip[1] + knee[1]) / 2)
                self.canvas.line(hip, middle, look.shorts, 0.85 * self.head)

    def _trunk(self, look: Look, pose: Pose, back: bool) -> None:
        lean = pose.lean
        outline = [(-0.28, 0.42), (0.28, 0.42), (1.02 + lean, 0.85), (0.92, 2.0), (0.8, 3.9), (-0.8, 3.9), (-0.92, 2.0)]
        outline.append((-1.02 + lean, 0.85))
        points = [self._at(x + lean * (0.6 if y < 1 else 0.1), y) for x, y in outline]
        self.canvas.polygon(points, look.shirt)
        self._pattern(look, back)
        side = [self._at(*p) for p in ((0.62, 1.0), (0.98, 0.95), (0.9, 2.0), (0.8, 3.9), (0.5, 3.9), (0.7, 2.2))]
        self.canvas.polygon(side, darker(look.second if look.pattern == "halves" else look.shirt, 0.8))
        neck = self._at(lean * 0.6, 0.25)
        self.canvas.line(neck, self._at(lean * 0.6, 0.52), darker(look.skin, 0.88), 0.5 * self.head)
        if look.number and self.head > 0.05:
            ink = (250, 250, 250) if sum(look.shirt) < 420 else (25, 25, 35)
            height = (1.0 if back else 0.42) * self.head
            x, y = self._at(0.0 if back else 0.4, 1.9 if back else 1.4)
            self.canvas.text(str(look.number), x, y, height, ink, anchor="centre")

    def _pattern(self, look: Look, back: bool) -> None:
        canvas, head, second = self.canvas, self.head, look.second
        if look.pattern == "stripes":
            for x in (-0.62, 0.0, 0.62):
                canvas.line(self._at(x, 0.95), self._at(x * 0.9, 3.75), second, 0.26 * head)
        elif look.pattern == "hoops":
            for y in (1.25, 2.05, 2.85):
                canvas.line(self._at(-0.75, y), self._at(0.75, y), second, 0.34 * head)
        elif look.pattern == "halves":
            canvas.polygon([self._at(*p) for p in ((0, 0.5), (0.28, 0.45), (1.0, 0.88), (0.8, 3.9), (0, 3.9))], second)
        elif look.pattern == "sash":
            canvas.line(self._at(-0.75, 0.95), self._at(0.65, 3.5), second, 0.4 * head)
        elif look.pattern == "suit" and not back:
            canvas.polygon([self._at(*p) for p in ((-0.26, 0.45), (0.26, 0.45), (0.0, 2.0))], look.second)
            canvas.line(self._at(0, 0.65), self._at(0, 1.7), darker(look.shirt, 0.5), 0.12 * head)
        elif look.pattern == "collar":
            canvas.line(self._at(-0.3, 0.5), self._at(0.3, 0.5), second, 0.14 * head)
            canvas.box(*self._at(0.3, 1.2), 0.4 * head, 0.4 * head, (240, 240, 240))
        if look.bib is not None:
            canvas.polygon([self._at(*p) for p in ((-0.8, 0.8), (0.8, 0.8), (0.75, 3.4), (-0.75, 3.4))], look.bib)

    def _arms(self, look: Look, pose: Pose) -> tuple[Point, Point]:
        hands: list[Point] = []
        sleeve = look.second if look.pattern == "sleeves" else darker(look.shirt, 0.88)
        long = look.trousers or look.pattern == "collar"
        for side, (upper, fore) in ((-1, pose.left), (1, pose.right)):
            shoulder = (0.92 * side + pose.lean, 1.0)
            elbow = _step(shoulder, upper, side, 1.35)
            wrist = _step(elbow, fore, side, 1.15)
            self.canvas.line(self._at(*elbow), self._at(*wrist), sleeve if long else look.skin, 0.36 * self.head)
            self.canvas.line(self._at(*shoulder), self._at(*elbow), sleeve, 0.5 * self.head)
            hand = _step(wrist, fore, side, 0.25)
            self.canvas.circle(self._at(*hand), 0.24 * self.head, look.skin)
            hands.append(self._at(*hand))
        return hands[0], hands[1]

    def _face(self, look: Look, pose: Pose, back: bool) -> None:
        canvas, head = self.canvas, self.head
        shift = pose.lean * 0.9
        x, y = self._at(shift, pose.nod)
        if look.hair_style == 2:
            canvas.ellipse((x, y - 0.06 * head), (0.47 * head, 0.58 * head), look.hair)
        canvas.ellipse((x, y), (0.38 * head, 0.52 * head), look.hair if back and look.hair_style else look.skin)
        if look.hair_style and not back:
            canvas.ellipse((x, y - 0.1 * head), (0.4 * head, 0.46 * head), look.hair, 0, 195, 345)
        if look.hair_style == 3:
            canvas.circle((x, y - 0.55 * head), 0.16 * head, look.hair)
        if back or head < 0.05:
            return
        for side in (-1, 1):
            canvas.circle((x + 0.15 * side * head, y - 0.04 * head), 0.045 * head, (30, 25, 25))
            brow = y - 0.14 * head
            canvas.line((x + 0.08 * side * head, brow), (x + 0.22 * side * head, brow), darker(look.hair), 0.04 * head)
        canvas.line((x, y), (x + 0.03 * head, y + 0.12 * head), darker(look.skin, 0.8), 0.05 * head)
        if look.beard:
            canvas.ellipse((x, y + 0.2 * head), (0.33 * head, 0.33 * head), look.hair, 0, 5, 175)
        opening = max(0.02, 0.13 * pose.mouth)
        canvas.ellipse((x, y + 0.28 * head), (0.14 * head, opening * head), (110, 40, 40))


def _step(start: Point, angle: float, side: int, length: float) -> Point:
    turn = np.deg2rad(angle)
    return start[0] + side * float(np.sin(turn)) * length, start[1] + float(np.cos(turn)) * length
