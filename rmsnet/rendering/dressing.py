"""Kits, names, weather and advertising of one match."""

from __future__ import annotations

import numpy as np

from rmsnet.rendering.names import club_code
from rmsnet.rendering.plan import Dress, Kit
from rmsnet.rendering.styles import Colour, Style

WEATHER = ("clear", "overcast", "rain", "night", "snow")
_SHIRTS: tuple[Colour, ...] = (
    (205, 25, 35), (240, 240, 240), (25, 60, 165), (250, 215, 40), (20, 20, 25), (110, 190, 235), (120, 20, 45),
    (240, 120, 30), (20, 110, 60), (90, 40, 130), (225, 40, 60), (245, 225, 60), (60, 60, 70), (235, 150, 180),
)  # fmt: skip
_KEEPERS: tuple[Colour, ...] = ((250, 210, 40), (60, 210, 90), (240, 120, 30), (150, 150, 160), (60, 200, 220))
_REFEREES: tuple[Colour, ...] = ((25, 25, 30), (25, 25, 30), (90, 180, 230), (235, 220, 60), (210, 60, 90))
_PATTERNS = ("plain", "plain", "stripes", "hoops", "halves", "sash", "sleeves")


def _distance(a: Colour, b: Colour) -> float:
    return float(np.abs(np.subtract(a, b)).sum())


def _unlike(rng: np.random.Generator, choices: tuple[Colour, ...], others: tuple[Colour, ...]) -> Colour:
    """A colour that can be told from all others."""
    far = [c for c in choices if all(_distance(c, other) > 150 for other in others)]
    return far[int(rng.integers(len(far)))] if far else choices[0]


def _jitter(rng: np.random.Generator, colour: Colour) -> Colour:
    red, green, blue = (int(np.clip(c + rng.integers(-14, 15), 0, 255)) for c in colour)
    return red, green, blue


def _draw_kit(rng: np.random.Generator, against: tuple[Colour, ...]) -> Kit:
    shirt = _jitter(rng, _unlike(rng, _SHIRTS, against))
    second = _jitter(rng, _unlike(rng, _SHIRTS, (shirt,)))
    shorts = (shirt, second, (245, 245, 245), (25, 25, 35))[int(rng.integers(4))]
    keeper = _unlike(rng, _KEEPERS, (shirt, *against))
    return Kit(shirt, second, shorts, _PATTERNS[int(rng.integers(len(_PATTERNS)))], keeper)


def draw_dress(rng: np.random.Generator, style: Style) -> Dress:
    """Draw what makes a match of a style its own."""
    grass = style.grass[0]
    home = _draw_kit(rng, (grass,))
    away = _draw_kit(rng, (grass, home.shirt))
    shares = np.array(style.weather, dtype=float)
    weather = WEATHER[int(rng.choice(5, p=shares / shares.sum()))]
    referee = _unlike(rng, _REFEREES, (home.shirt, away.shirt))
    boards = tuple(_jitter(rng, _SHIRTS[int(i)]) for i in rng.integers(len(_SHIRTS), size=12))
    first = club_code(rng)
    names = (first, next(code for code in iter(lambda: club_code(rng), None) if code != first))
    return Dress((home, away), referee, names, weather, boards)
