"""Pictures of the whole pitch: the main camera, the replay cameras, and the small people in them."""

from __future__ import annotations

import cv2
import numpy as np

from rmsnet.rendering.camera import Camera, Vector, View
from rmsnet.rendering.canvas import Floats, Image
from rmsnet.rendering.pitch import MARGIN, board_texture, pitch_texture, stand_texture
from rmsnet.rendering.plan import LENGTH, WIDTH, MatchPlan, Shot
from rmsnet.rendering.styles import Colour, find_style
from rmsnet.rendering.world import Moment, World

CARD_COLOURS: dict[str, Colour] = {"yellow": (250, 225, 30), "red": (225, 20, 30), "second-yellow": (225, 20, 30)}
_SKINS: tuple[Colour, ...] = ((225, 180, 150), (200, 150, 115), (150, 100, 70), (95, 65, 48))
_POST = 3.66
_BAR = 2.44


class Stadium:
    """Draws the pitch and all on it for one plan and one picture size; textures are made once."""

    def __init__(self, plan: MatchPlan, size: tuple[int, int]) -> None:
        self.plan = plan
        self.size = size
        self.style = find_style(plan.style)
        self.world = World(plan)
        rng = np.random.default_rng([plan.seed, 23])
        scale = min(24.0, max(8.0, 11 * size[0] / 224))
        self.ground = pitch_texture(self.style, plan.dress, scale, rng)
        shirts = (plan.dress.kits[0].shirt,) * 3 + (plan.dress.kits[1].shirt,)
        self.stands = [
            stand_texture(self.style, shirts, max(5.0, scale * 0.7), rng, excited=state) for state in (False, True)
        ]
        self.boards = board_texture(plan.dress, scale * 1.2, rng)
        self.skins = [_SKINS[int(i)] for i in rng.choice(4, 23, p=(0.45, 0.25, 0.15, 0.15))]
        self.excited = np.array([cue.time for cue in plan.cues if cue.kind == "roar"])
        self.sun = (float(rng.uniform(-1.6, 1.6)), float(rng.uniform(-0.6, 1.4)))
        # The same broadcaster stands a little differently in every stadium.
        self.habit = tuple(float(x) for x in np.random.default_rng([plan.seed, 29]).uniform(0.88, 1.12, 3))
        self.sky = np.empty((*size, 3), np.uint8)
        self.sky[:] = _sky(plan.dress.weather)

    def draw(self, image: Image, shot: Shot, time: float) -> None:
        """Draw the pitch as a shot shows it at a time of the plan's clock."""
        at = shot.world + (time - shot.start) * shot.speed
        moment = self.world.moment(at)
        view = View(self._camera(shot, at))
        np.copyto(image, self.sky)
        self._ground(image, view)
        self._stands(image, view, time)
        self._boards(image, view)
        self._goals(image, view)
        self._people(image, view, moment, at)

    def _camera(self, shot: Shot, at: float) -> Camera:
        style, world = self.style, self.world
        x, y = world.smooth_ball(at + 0.3)
        if shot.view == "behind-goal":
            return self._behind_goal(shot, at)
        if shot.view == "low":
            corner = 16.0 if x < LENGTH / 2 else LENGTH - 16.0
            return Camera((corner, -7.0, 2.6), (float(x), float(y), 0.8), 1.45 * shot.zoom, self.size)
        if shot.view == "reverse":
            return Camera((LENGTH / 2, WIDTH + 42.0, 17.0), (float(x), float(y), 1.0), 3.0 * shot.zoom, self.size)
        height, distance = style.height * self.habit[0], style.distance * self.habit[1]
        zoom = style.zoom * self.habit[2] * shot.zoom
        if shot.view == "high":
            height, zoom = height * 1.5, zoom * 0.85
        if shot.view == "tight":
            zoom *= 1.7
        edge = abs(x - LENGTH / 2) / (LENGTH / 2)
        zoom *= 1.0 + 0.18 * edge + 0.09 * np.sin(at * 0.21 + shot.seed % 7)
        limit = 17.0 if zoom < 1.4 * style.zoom else 6.0
        target = (float(np.clip(x, limit, LENGTH - limit)), 10 + 0.72 * float(y), 0.0)
        if shot.view == "tight":
            target = (target[0], float(y), 1.0)
        return Camera((LENGTH / 2, -distance, height), target, float(zoom), self.size)

    def _behind_goal(self, shot: Shot, at: float) -> Camera:
        ball = self.world.smooth_ball(at + 0.5)
        right = ball[0] > LENGTH / 2
        eye: Vector = (LENGTH + 7.5 if right else -7.5, WIDTH / 2 + (shot.seed % 17 - 8), 4.5 + shot.seed % 3)
        inside = LENGTH - 9 if right else 9.0
        target = (float(0.6 * inside + 0.4 * ball[0]), float(WIDTH / 2 + 0.5 * (ball[1] - WIDTH / 2)), 0.6)
        return Camera(eye, target, 0.85 * shot.zoom, self.size)

    def _stands(self, image: Image, view: View, time: float) -> None:
        since = time - self.excited
        loud = bool(np.any((since > 0) & (since < 25))) and int(time * 4) % 2 == 1
        texture = self.stands[loud]
        eye_x, eye_y, _ = view.camera.position
        low, high, deep = 0.7, 17.0, 25.0
        if eye_x < LENGTH + 12:
            edge = LENGTH + 9.0
            view.raise_wall(image, texture, (edge + deep, WIDTH + 30, high), (0, -130, 0), (-deep, 0, low - high))
        if eye_x > -12:
            view.raise_wall(image, texture, (-9.0 - deep, -30, high), (0, 130, 0), (deep, 0, low - high))
        if eye_y < WIDTH:
            edge = WIDTH + 8.0
            view.raise_wall(image, texture, (-12.5, edge + deep, high), (130, 0, 0), (0, -deep, low - high))
        if eye_y > WIDTH / 2:
            view.raise_wall(image, texture, (LENGTH + 12.5, -9 - deep, high), (-130, 0, 0), (0, deep, low - high))

    def _ground(self, image: Image, view: View) -> None:
        length, width = LENGTH + 2 * MARGIN, WIDTH + 2 * MARGIN
        view.lay(image, self.ground, (-MARGIN, -MARGIN, 0), (length, 0, 0), (0, width, 0))

    def _boards(self, image: Image, view: View) -> None:
        eye_x, eye_y, _ = view.camera.position
        if eye_y < WIDTH:
            view.raise_wall(image, self.boards, (-7.5, WIDTH + 6, 1.0), (120, 0, 0), (0, 0, -1.0))
        if eye_y > WIDTH / 2:
            view.raise_wall(image, self.boards, (LENGTH + 7.5, -5, 1.0), (-120, 0, 0), (0, 0, -1.0))
        if eye_x < LENGTH:
            view.raise_wall(image, self.boards, (LENGTH + 6.5, WIDTH + 26, 1.0), (0, -120, 0), (0, 0, -1.0))
        if eye_x > 0:
            view.raise_wall(image, self.boards, (-6.5, -26, 1.0), (0, 120, 0), (0, 0, -1.0))

    def _goals(self, image: Image, view: View) -> None:
        for line, out in ((0.0, -1.0), (LENGTH, 1.0)):
            self._goal(image, view, line, out)

    def _goal(self, image: Image, view: View, line: float, out: float) -> None:
        near, far, back = WIDTH / 2 - _POST, WIDTH / 2 + _POST, line + out * 2.0
        across = np.linspace(near, far, 10)
        segments = [((line, y, _BAR), (back, y, _BAR * 0.75)) for y in across]
        segments += [((back, y, _BAR * 0.75), (back, y, 0.0)) for y in across]
        for z in np.linspace(0, _BAR * 0.75, 5):
            segments.append(((back, near, z), (back, far, z)))
            segments += [((line, y, z), (back, y, z)) for y in (near, far)]
        frame = [
            ((line, near, 0.0), (line, near, _BAR)), ((line, far, 0.0), (line, far, _BAR)),
            ((line, near, _BAR), (line, far, _BAR)),
        ]  # fmt: skip
        points = np.array(segments + frame).reshape(-1, 3)
        pixels, depth = view.project(points)
        if depth.min() < 0.5 or not _in_picture(pixels, self.size):
            return
        ends = np.round(pixels * 16).astype(int).reshape(-1, 2, 2)
        scale = float(view.pixels_per_metre(depth).mean())
        net = ends[: len(segments)]
        under = image.copy() if scale > 4 else image
        cv2.polylines(image, list(net.astype(np.int32)), False, (215, 215, 215), 1, cv2.LINE_AA, 4)
        if under is not image:
            cv2.addWeighted(image, 0.55, under, 0.45, 0, dst=image)
        thick = max(1, round(scale * 0.13))
        cv2.polylines(
            image, list(ends[len(segments) :].astype(np.int32)), False, (250, 250, 250), thick, cv2.LINE_AA, 4
        )

    def _people(self, image: Image, view: View, moment: Moment, at: float) -> None:
        feet = np.zeros((26, 3))
        feet[:23, :2] = moment.players
        feet[23:25, 0] = np.clip(moment.ball[0] + (-4, 6), (0, LENGTH / 2), (LENGTH / 2, LENGTH))
        feet[23:25, 1] = (-1.3, WIDTH + 1.3)
        feet[25] = moment.ball
        pixels, depth = view.project(feet)
        scale = view.pixels_per_metre(depth)
        self._shadows(image, view, feet)
        height, width = self.size
        order = [
            int(i) for i in np.argsort(-depth)
            if depth[i] > 1 and -2 * scale[i] < pixels[i, 0] < width + 2 * scale[i]
            and -1 * scale[i] < pixels[i, 1] < height + 3 * scale[i]
        ]  # fmt: skip
        card = self._held_card(at)
        for i in order:
            if i == 25:
                self._ball(image, pixels[i], float(scale[i]))
                continue
            speed = moment.speed[i] if i < 23 else np.array((moment.speed[22, 0], 0.0))
            self._person(image, i, pixels[i], float(scale[i]), speed, moment, at, card)

    def _held_card(self, at: float) -> Colour | None:
        for time, word, _, _ in self.plan.shown_cards:
            if time <= at < time + 3.0:
                return CARD_COLOURS[word]
        return None

    def _shadows(self, image: Image, view: View, feet: Floats) -> None:
        clear = self.plan.dress.weather == "clear"
        ends = feet.copy()
        ends[:, 2] = 0
        reach = np.array(self.sun) if clear else np.array((0.25, 0.25))
        tips = ends.copy()
        tips[:25, :2] += reach
        tips[25, :2] += reach * feet[25, 2]
        ends[25] = tips[25]
        a, depth = view.project(ends)
        b, _ = view.project(tips)
        scale = view.pixels_per_metre(depth)
        height, width = self.size
        dark = (38, 62, 30) if clear else (48, 80, 40)
        for i in range(26):
            if depth[i] < 1 or not (-40 < a[i, 0] < width + 40 and -20 < a[i, 1] < height + 60):
                continue
            thick = max(1, round(float(scale[i]) * (0.45 if i < 25 else 0.2)))
            start, end = tuple(np.round(a[i] * 16).astype(int)), tuple(np.round(b[i] * 16).astype(int))
            cv2.line(image, start, end, dark, thick, cv2.LINE_AA, 4)

    def _ball(self, image: Image, pixel: Floats, scale: float) -> None:
        centre = (round((pixel[0]) * 16), round((pixel[1] - 0.15 * scale) * 16))
        radius = max(18, round(0.17 * scale * 16))
        cv2.circle(image, centre, radius + 8, (60, 70, 50), -1, cv2.LINE_AA, 4)
        cv2.circle(image, centre, radius, (252, 252, 250), -1, cv2.LINE_AA, 4)

    def _clothes(self, i: int) -> tuple[Colour, Colour, Colour]:
        dress = self.plan.dress
        if i >= 22:
            return dress.referee, (25, 25, 30), (25, 25, 30)
        kit = dress.kits[i // 11]
        if i in (0, 11):
            return kit.keeper, kit.keeper, kit.keeper
        second = kit.second if kit.pattern != "plain" else kit.shirt
        return kit.shirt, kit.shorts, second

    def _person(
        self, image: Image, i: int, foot: Floats, scale: float, speed: Floats, moment: Moment, at: float,
        card: Colour | None,
    ) -> None:  # fmt: skip
        shirt, shorts, second = self._clothes(i)
        skin = self.skins[min(i, 22)]
        pace = float(np.hypot(*speed))
        pen = _Pen(image, foot, scale)
        if i in moment.lying or i == moment.diving:
            pen.flat(shirt, shorts, skin, lift=0.9 if i == moment.diving else 0.2, side=1 if i % 2 else -1)
            return
        phase = at * (2.2 + 0.75 * min(pace, 8)) + i
        stride = min(pace, 7) / 7 * 0.5 + 0.05
        pen.legs(stride * np.sin(phase * 2), skin, second, shorts)
        pen.torso(shirt, second, float(np.clip(speed[0] * 0.03, -0.2, 0.2)))
        raised = i in moment.cheering or (i == 22 and card is not None)
        pen.arms(skin, shirt, raised, float(np.sin(phase * 2)) * stride)
        pen.head(skin, i)
        if i == 22 and card is not None:
            pen.card(card)


class _Pen:
    """Draws a small upright person at a foot point, in metres above and beside it."""

    def __init__(self, image: Image, foot: Floats, scale: float) -> None:
        self.image, self.x, self.y, self.scale = image, float(foot[0]), float(foot[1]), scale

    def _at(self, x: float, z: float) -> tuple[int, int]:
        return round((self.x + x * self.scale) * 16), round((self.y - z * self.scale) * 16)

    def _stroke(self, a: tuple[float, float], b: tuple[float, float], colour: Colour, metres: float) -> None:
        thick = max(1, round(metres * self.scale))
        cv2.line(self.image, self._at(*a), self._at(*b), colour, thick, cv2.LINE_AA, 4)

    def legs(self, swing: float, skin: Colour, socks: Colour, shorts: Colour) -> None:
        for side in (1, -1):
            foot = side * swing
            knee = (foot * 0.4 + 0.06 * side, 0.48)
            self._stroke((0.08 * side, 0.85), knee, skin, 0.15)
            self._stroke(knee, (foot + 0.05 * side, 0.05), socks, 0.13)
            self._stroke((0.06 * side, 0.95), (0.09 * side + foot * 0.3, 0.62), shorts, 0.24)

    def torso(self, shirt: Colour, second: Colour, lean: float) -> None:
        self.lean = lean
        self._stroke((0, 0.98), (lean, 1.42), shirt, 0.46)
        if second != shirt and self.scale > 7:
            self._stroke((0, 1.0), (lean, 1.4), second, 0.13)

    def arms(self, skin: Colour, shirt: Colour, raised: bool, swing: float) -> None:
        for side in (1, -1):
            hand = (self.lean + side * 0.45, 2.1) if raised else (side * 0.32 + swing * side * 0.6, 0.95)
            elbow = (self.lean + side * 0.38, 1.6 if raised else 1.15)
            self._stroke((self.lean + side * 0.22, 1.45), elbow, shirt, 0.13)
            self._stroke(elbow, hand, skin, 0.1)

    def head(self, skin: Colour, i: int) -> None:
        radius = max(12, round(0.135 * self.scale * 16))
        cv2.circle(self.image, self._at(self.lean, 1.68), radius, skin, -1, cv2.LINE_AA, 4)
        hair = ((35, 25, 20), (60, 40, 25), (190, 150, 90), (20, 20, 20))[i % 4]
        cv2.circle(self.image, self._at(self.lean, 1.76), round(radius * 0.85), hair, -1, cv2.LINE_AA, 4)

    def card(self, colour: Colour) -> None:
        self._stroke((self.lean + 0.45, 2.1), (self.lean + 0.45, 2.35), colour, 0.28)

    def flat(self, shirt: Colour, shorts: Colour, skin: Colour, lift: float, side: int) -> None:
        self._stroke((-0.9 * side, lift * 0.4), (-0.2 * side, lift * 0.7), skin, 0.16)
        self._stroke((-0.35 * side, lift * 0.7), (-0.05 * side, lift * 0.8), shorts, 0.3)
        self._stroke((0, lift * 0.8), (0.5 * side, lift), shirt, 0.4)
        self._stroke((0.6 * side, lift), (1.05 * side, lift * 1.2), skin, 0.11)
        radius = max(12, round(0.14 * self.scale * 16))
        cv2.circle(self.image, self._at(0.72 * side, lift + 0.12), radius, skin, -1, cv2.LINE_AA, 4)


def _in_picture(pixels: Floats, size: tuple[int, int]) -> bool:
    height, width = size
    inside = (pixels[:, 0] > -50) & (pixels[:, 0] < width + 50) & (pixels[:, 1] > -50) & (pixels[:, 1] < height + 50)
    return bool(inside.any())


def _sky(weather: str) -> Colour:
    colours: dict[str, Colour] = {
        "clear": (150, 185, 225), "overcast": (170, 175, 182), "rain": (120, 126, 134), "night": (14, 16, 26),
        "snow": (195, 200, 206),
    }  # fmt: skip
    return colours[weather]
