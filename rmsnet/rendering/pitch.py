"""Textures of the stadium: the marked and mown pitch, the stands, the advertising boards."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from rmsnet.rendering.canvas import Image, letters
from rmsnet.rendering.plan import LENGTH, WIDTH, Dress
from rmsnet.rendering.styles import Colour, Style

Floats32 = npt.NDArray[np.float32]
MARGIN = 15.0  # metres of ground around the lines
_APRON = 7.0  # of which so many are grass; a track follows


def pitch_texture(style: Style, dress: Dress, scale: float, rng: np.random.Generator) -> Image:
    """The ground [h, w, 3] seen from above, ``scale`` pixels a metre, MARGIN around the lines."""
    columns, rows = round((LENGTH + 2 * MARGIN) * scale), round((WIDTH + 2 * MARGIN) * scale)
    x, y = np.meshgrid(*(np.arange(count, dtype=np.float32) / np.float32(scale) - MARGIN for count in (columns, rows)))
    shade = _mowing(style, x, y)[..., None]
    light, dark = (np.array(colour, dtype=np.float32) for colour in style.grass)
    ground = light * (1 - shade) + dark * shade
    blotches = cv2.resize(rng.normal(0, 1, (14, 20)).astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC)
    ground = ground * (1 + 0.025 * blotches[..., None]) + 2.5 * rng.standard_normal(
        (rows, columns, 1), dtype=np.float32
    )
    _wear(ground, x, y, rng)
    outside = (x < -_APRON) | (x > LENGTH + _APRON) | (y < -_APRON) | (y > WIDTH + _APRON)
    track = np.array(((92, 88, 86), (120, 62, 52), (70, 74, 80))[int(rng.integers(3))], dtype=float)
    ground[outside] = track * float(rng.uniform(0.7, 1.0)) + rng.normal(0, 3, (int(outside.sum()), 1))
    if dress.weather == "snow":
        patches = np.clip(blotches[..., None] * 0.5 + 0.15, 0, 0.6)
        ground = ground * (1 - patches) + 235 * patches
    if dress.weather == "clear":
        _stadium_shadow(ground, x, y, rng)
    texture: Image = np.clip(ground, 0, 255).astype(np.uint8)
    _lines(texture, scale)
    return texture


def _mowing(style: Style, x: Floats32, y: Floats32) -> Floats32:
    step = style.stripe
    first = np.floor(x / step) % 2
    patterns: dict[str, Callable[[], Floats32]] = {
        "stripes": lambda: first,
        "checks": lambda: (first + np.floor(y / step)) % 2,
        "rings": lambda: np.floor(np.hypot(x - LENGTH / 2, y - WIDTH / 2) / step) % 2,
        "diagonal": lambda: np.floor((x + y) / step) % 2,
        "thirds": lambda: first * 0.6 + 0.4 * (np.floor(y / (WIDTH / 3)) % 2),
        "plain": lambda: np.full_like(x, 0.5),
    }
    return cv2.GaussianBlur(patterns[style.mowing]().astype(np.float32), (0, 0), 1.2).astype(np.float32, copy=False)


def _wear(ground: Floats32, x: Floats32, y: Floats32, rng: np.random.Generator) -> None:
    amount = float(rng.uniform(0, 0.35))
    for goal in (3.0, LENGTH - 3.0):
        bare = amount * np.exp(-(((x - goal) / 4) ** 2) - ((y - WIDTH / 2) / 6) ** 2)[..., None]
        ground[:] = ground * (1 - bare) + np.array((150.0, 130.0, 85.0)) * bare


def _stadium_shadow(ground: Floats32, x: Floats32, y: Floats32, rng: np.random.Generator) -> None:
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
    style: Style, colours: tuple[Colour, ...], scale: float, rng: np.random.Generator, excited: bool
) -> Image:
    """A stand of 130 x 26 metres full of people [h, w, 3]; row 0 is the top row."""
    columns, rows = round(130 * scale), round(26 * scale)
    seat = max(2.0, 0.62 * scale)
    seats = _seats(style, colours, (round(rows / seat), round(columns / seat)), rng, excited)
    image = cv2.resize(seats, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    for gap in np.linspace(0, columns, 9)[1:-1]:
        cv2.rectangle(image, (round(gap), 0), (round(gap + seat * 0.8), rows), (128, 126, 122), -1)
    level = round(rows * 0.48)
    cv2.rectangle(image, (0, level), (columns, level + round(1.8 * scale)), (60, 62, 70), -1)
    shade = np.linspace(0.55, 1.0, rows)[:, None, None]
    return (image * shade).astype(np.uint8)


def _seats(
    style: Style, colours: tuple[Colour, ...], shape: tuple[int, int], rng: np.random.Generator, excited: bool
) -> Image:
    """Seats [rows * 4, columns * 3, 3], each with a head over a shirt or empty."""
    rows, columns = shape
    palette = np.array(style.crowd + colours, dtype=np.int16)
    shirts = palette[rng.integers(len(palette), size=shape)] * 0.8 + rng.integers(-25, 25, (*shape, 1))
    heads = np.where(rng.random((*shape, 1)) < 0.75, (205, 165, 135), (120, 85, 60))
    taken = rng.random((*shape, 1)) < 0.93
    cells = np.empty((rows, 4, columns, 3, 3))
    cells[:] = style.seats
    place = np.moveaxis(cells, 2, 1)  # [rows, columns, 4, 3, 3]
    place[:, :, 1:, :] = np.where(taken, shirts, style.seats)[:, :, None, None]
    place[:, :, 0, 1] = np.where(taken, heads, style.seats)
    if excited:  # hands and scarves up beside every other head
        up = taken & (rng.random((*shape, 1)) < 0.6)
        place[:, :, 0, 0] = np.where(up, shirts * 1.2, place[:, :, 0, 0])
        place[:, :, 0, 2] = np.where(up, heads, place[:, :, 0, 2])
    return np.clip(cells.reshape(rows * 4, columns * 3, 3), 0, 255).astype(np.uint8)


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
