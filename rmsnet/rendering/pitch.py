"""Textures of the stadium: the marked and mown pitch, the stands, the advertising boards."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from rmsnet.rendering.canvas import Image, letters
from rmsnet.rendering.plan import LENGTH, WIDTH, Dress
from rmsnet.rendering.styles import Style

MARGIN = 9.0  # metres of grass around the lines


def pitch_texture(style: Style, dress: Dress, scale: float, rng: np.random.Generator) -> Image:
    """The ground [h, w, 3] seen from above, ``scale`` pixels a metre, MARGIN around the lines."""
    columns, rows = round((LENGTH + 2 * MARGIN) * scale), round((WIDTH + 2 * MARGIN) * scale)
    x, y = np.meshgrid(np.arange(columns) / scale - MARGIN, np.arange(rows) / scale - MARGIN)
    shade = _mowing(style, x, y)[..., None]
    light, dark = (np.array(colour, dtype=np.float32) for colour in style.grass)
    ground = light * (1 - shade) + dark * shade
    blotches = cv2.resize(rng.normal(0, 1, (14, 20)).astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC)
    ground = ground * (1 + 0.025 * blotches[..., None]) + rng.normal(0, 2.5, (rows, columns, 1))
    _wear(ground, x, y, rng)
    if dress.weather == "snow":
        patches = np.clip(blotches[..., None] * 0.5 + 0.15, 0, 0.6)
        ground = ground * (1 - patches) + 235 * patches
    if dress.weather == "clear":
        _stadium_shadow(ground, x, y, rng)
    texture = np.clip(ground, 0, 255).astype(np.uint8)
    _lines(texture, scale)
    return texture


def _mowing(style: Style, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    step = style.stripe
    first = np.floor(x / step) % 2
    patterns = {
        "stripes": lambda: first,
        "checks": lambda: (first + np.floor(y / step)) % 2,
        "rings": lambda: np.floor(np.hypot(x - LENGTH / 2, y - WIDTH / 2) / step) % 2,
        "diagonal": lambda: np.floor((x + y) / step) % 2,
        "thirds": lambda: first * 0.6 + 0.4 * (np.floor(y / (WIDTH / 3)) % 2),
        "plain": lambda: np.full_like(x, 0.5),
    }
    shade: npt.NDArray[np.float32] = cv2.GaussianBlur(patterns[style.mowing]().astype(np.float32), (0, 0), 1.2)
    return shade


def _wear(
    ground: npt.NDArray[np.float64], x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], rng: np.random.Generator
) -> None:
    amount = float(rng.uniform(0, 0.35))
    for goal in (3.0, LENGTH - 3.0):
        bare = amount * np.exp(-(((x - goal) / 4) ** 2) - ((y - WIDTH / 2) / 6) ** 2)[..., None]
        ground[:] = ground * (1 - bare) + np.array((150.0, 130.0, 85.0)) * bare


def _stadium_shadow(
    ground: npt.NDArray[np.float64], x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], rng: np.random.Generator
) -> None:
    edge, slope = float(rng.uniform(-10, 40)), float(rng.uniform(-0.25, 0.25))
    if rng.random() < 0.7:
        ground[y < edge + slope * x] *= float(rng.uniform(0.55, 0.75))


def _lines(texture: Image, scale: float) -> None:
    chalk, thick = (238, 240, 235), max(1, round(0.16 * scale))
    shift = 4

    def pixel(x: float, y: float) -> tuple[int, int]:
        return round((x + MARGIN) * scale * 16), round((y + MARGIN) * scale * 16)

    def box(x0: float, y0: float, x1: float, y1: float) -> None:
        cv2.rectangle(texture, pixel(x0, y0), pixel(x1, y1), chalk, thick, cv2.LINE_AA, shift)

    def arc(x: float, y: float, radius: float, begin: float, end: float) -> None:
        axes = (round(radius * scale * 16), round(radius * scale * 16))
        cv2.ellipse(texture, pixel(x, y), axes, 0, begin, end, chalk, thick, cv2.LINE_AA, shift)

    middle = WIDTH / 2
    box(0, 0, LENGTH, WIDTH)
    box(LENGTH / 2, 0, LENGTH / 2, WIDTH)
    arc(LENGTH / 2, middle, 9.15, 0, 360)
    for goal, inwards in ((0.0, 1), (LENGTH, -1)):
        for depth, half in ((16.5, 20.16), (5.5, 9.16)):
            box(goal, middle - half, goal + inwards * depth, middle + half)
        turn = 0 if inwards > 0 else 180
        arc(goal + inwards * 11, middle, 9.15, turn - 53, turn + 53)
        for corner, quarter in ((0.0, 0 if inwards > 0 else 90), (WIDTH, 270 if inwards > 0 else 180)):
            arc(goal, corner, 1.0, quarter, quarter + 90)
        cv2.circle(texture, pixel(goal + inwards * 11, middle), round(0.2 * scale * 16), chalk, -1, cv2.LINE_AA, shift)
    cv2.circle(texture, pixel(LENGTH / 2, middle), round(0.2 * scale * 16), chalk, -1, cv2.LINE_AA, shift)


def stand_texture(
    style: Style, colours: tuple[tuple[int, int, int], ...], scale: float, rng: np.random.Generator, excited: bool
) -> Image:
    """A stand of 130 x 26 metres full of people [h, w, 3]; row 0 is the top row."""
    columns, rows = round(130 * scale), round(26 * scale)
    image = np.empty((rows, columns, 3), np.uint8)
    image[:] = style.seats
    palette = np.array(style.crowd + colours, dtype=np.int16)
    seat = max(2.0, 0.62 * scale)
    for top in np.arange(0, rows, seat):
        count = int(columns / seat)
        people = rng.random(count) < 0.93
        shirts = palette[rng.integers(len(palette), size=count)] + rng.integers(-25, 25, (count, 1))
        for i in np.flatnonzero(people):
            left, lift = round(i * seat), (rng.integers(-1, 1) if excited else 0)
            shirt = tuple(int(c) for c in np.clip(shirts[i] * 0.8, 0, 255))
            bottom = round(top + seat)
            cv2.rectangle(image, (left, round(top + seat * 0.35) + lift), (left + round(seat) - 1, bottom), shirt, -1)
            skin = (205, 165, 135) if i % 4 else (120, 85, 60)
            cv2.rectangle(
                image, (left + round(seat * 0.25), round(top) + lift),
                (left + max(round(seat * 0.6), round(seat * 0.25)), round(top + seat * 0.3) + lift), skin, -1,
            )  # fmt: skip
    for gap in np.linspace(0, columns, 9)[1:-1]:
        cv2.rectangle(image, (round(gap), 0), (round(gap + seat * 0.8), rows), (128, 126, 122), -1)
    level = round(rows * 0.48)
    cv2.rectangle(image, (0, level), (columns, level + round(1.8 * scale)), (60, 62, 70), -1)
    shade = np.linspace(0.55, 1.0, rows)[:, None, None]
    return (image * shade).astype(np.uint8)


_SLOGANS = (
    "ORBIT",
    "MELBA",
    "TRAMO",
    "KIOSK 9",
    "NOVA",
    "HALDEN",
    "PIXO",
    "VELA AIR",
    "QUARTZ",
    "LUMEN",
    "RIVA",
    "DOMO",
)


def board_texture(dress: Dress, scale: float, rng: np.random.Generator) -> Image:
    """Advertising along one side, 120 x 1 metres [h, w, 3]."""
    rows, columns = max(8, round(scale)), round(120 * scale)
    image = np.empty((rows, columns, 3), np.uint8)
    parts = len(dress.boards)
    edges = np.linspace(0, columns, parts + 1).round().astype(int)
    for i, colour in enumerate(dress.boards):
        image[:, edges[i] : edges[i + 1]] = colour
        ink = (245, 245, 245) if sum(colour) < 400 else (20, 20, 30)
        mask = letters(_SLOGANS[int(rng.integers(len(_SLOGANS)))], max(4, round(rows * 0.55)))
        part = image[:, edges[i] : edges[i + 1]]
        height, width = min(rows, mask.shape[0]), min(part.shape[1], mask.shape[1])
        top, left = (rows - height) // 2, (part.shape[1] - width) // 2
        cut = (mask.shape[0] - height) // 2
        alpha = mask[cut : cut + height, :width]
        spot = part[top : top + height, left : left + width]
        spot[:] = (spot + alpha * (np.array(ink, np.float32) - spot)).astype(np.uint8)
    return image
