"""Styles: how one broadcaster's picture looks, apart from what happens in it.

A style fixes the score bug, the fonts, the mowing of the pitch, the crowd, the habits of the cameras, the logo
wipe, the close-ups and the grading. Kits, weather and everything else are drawn from the seed of a match.
Styles in ``HELD_OUT_STYLES`` are for measuring only: nothing may be trained on them.
"""

from __future__ import annotations

from dataclasses import dataclass

from rmsnet.errors import OptionError

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one broadcaster. Colours are RGB 0..255, camera lengths are metres.

    Attributes:
        name: what ``plan_match`` and the command line call it.
        bug: the layout of the score bug: "bar", "pill", "stack", "split", "tabs" or "wide".
        corner: where the bug sits: "left", "right" or "centre" of the top edge, or "foot".
        paper, ink, accent: the graphics' ground, text and highlight colours.
        serif: whether the graphics use a serif face.
        mowing: the pattern of the pitch: "stripes", "checks", "rings", "diagonal", "thirds" or "plain".
        stripe: width of a mown stripe, in metres.
        grass: light and dark colour of the grass.
        seats: colour of the empty seats; crowd: the clothes' colours.
        height, distance: the main camera's height and its distance from the near touch-line.
        zoom: focal length of the main camera in picture heights, at its widest.
        wipe: the logo wipe: "slash", "iris", "bars", "shield", "sweep" or "flash".
        backdrop: what is behind people in a close-up: "crowd", "pitch" or "mixed".
        tint: gain of red, green and blue; contrast, saturation: 1 leaves as is.
        noise: standard deviation of the sensor noise in levels; vignette: darkening of the corners, 0..1.
        weather: relative frequency of "clear", "overcast", "rain", "night" and "snow".
        replay_tag: whether a sign shows that a picture is a replay.
    """

    name: str
    bug: str
    corner: str
    paper: Colour
    ink: Colour
    accent: Colour
    serif: bool
    mowing: str
    stripe: float
    grass: tuple[Colour, Colour]
    seats: Colour
    crowd: tuple[Colour, ...]
    height: float
    distance: float
    zoom: float
    wipe: str
    backdrop: str
    tint: tuple[float, float, float]
    contrast: float
    saturation: float
    noise: float
    vignette: float
    weather: tuple[float, float, float, float, float]
    replay_tag: bool


_MIXED: tuple[Colour, ...] = ((200, 40, 45), (235, 235, 230), (30, 60, 140), (40, 40, 45), (120, 120, 125))
_DARK: tuple[Colour, ...] = ((35, 38, 48), (60, 58, 60), (90, 85, 90), (150, 145, 140), (30, 50, 90))
_BRIGHT: tuple[Colour, ...] = ((240, 240, 240), (250, 210, 60), (70, 150, 220), (220, 70, 60), (245, 160, 60))
_REDS: tuple[Colour, ...] = ((190, 25, 35), (220, 50, 50), (240, 235, 230), (90, 20, 25), (40, 40, 45))
_BLUES: tuple[Colour, ...] = ((30, 60, 160), (80, 130, 210), (235, 235, 240), (25, 30, 60), (130, 130, 140))

_TRAINING = (
    Style(
        name="albion",
        bug="bar",
        corner="left",
        paper=(30, 20, 70),
        ink=(255, 255, 255),
        accent=(0, 230, 130),
        serif=False,
        mowing="stripes",
        stripe=5.5,
        grass=((86, 150, 58), (66, 128, 46)),
        seats=(60, 60, 75),
        crowd=_MIXED,
        height=21,
        distance=46,
        zoom=3.1,
        wipe="slash",
        backdrop="crowd",
        tint=(1.0, 1.0, 0.98),
        contrast=1.05,
        saturation=1.05,
        noise=2.0,
        vignette=0.10,
        weather=(3, 4, 2, 4, 0),
        replay_tag=False,
    ),
    Style(
        name="meseta",
        bug="stack",
        corner="left",
        paper=(240, 240, 240),
        ink=(20, 20, 20),
        accent=(230, 60, 50),
        serif=False,
        mowing="checks",
        stripe=8.0,
        grass=((104, 160, 60), (82, 138, 48)),
        seats=(150, 40, 45),
        crowd=_BRIGHT,
        height=26,
        distance=52,
        zoom=3.5,
        wipe="iris",
        backdrop="mixed",
        tint=(1.05, 1.0, 0.93),
        contrast=1.0,
        saturation=1.12,
        noise=1.5,
        vignette=0.05,
        weather=(6, 2, 1, 4, 0),
        replay_tag=True,
    ),
    Style(
        name="rhein",
        bug="split",
        corner="left",
        paper=(200, 20, 30),
        ink=(255, 255, 255),
        accent=(255, 255, 255),
        serif=False,
        mowing="thirds",
        stripe=11.0,
        grass=((74, 138, 66), (60, 120, 54)),
        seats=(200, 190, 60),
        crowd=_DARK,
        height=18,
        distance=40,
        zoom=2.9,
        wipe="bars",
        backdrop="crowd",
        tint=(0.97, 1.0, 1.04),
        contrast=1.1,
        saturation=0.95,
        noise=2.5,
        vignette=0.16,
        weather=(2, 5, 3, 4, 1),
        replay_tag=False,
    ),
    Style(
        name="adria",
        bug="pill",
        corner="centre",
        paper=(10, 60, 150),
        ink=(255, 255, 255),
        accent=(90, 200, 255),
        serif=False,
        mowing="diagonal",
        stripe=7.0,
        grass=((96, 150, 70), (76, 130, 58)),
        seats=(40, 80, 170),
        crowd=_BLUES,
        height=24,
        distance=56,
        zoom=3.9,
        wipe="shield",
        backdrop="pitch",
        tint=(1.02, 1.0, 1.0),
        contrast=0.95,
        saturation=0.9,
        noise=3.0,
        vignette=0.08,
        weather=(4, 3, 2, 5, 0),
        replay_tag=True,
    ),
    Style(
        name="garonne",
        bug="tabs",
        corner="right",
        paper=(250, 210, 30),
        ink=(15, 15, 30),
        accent=(20, 30, 110),
        serif=False,
        mowing="stripes",
        stripe=9.2,
        grass=((110, 156, 74), (90, 136, 60)),
        seats=(110, 110, 115),
        crowd=_MIXED,
        height=16,
        distance=38,
        zoom=2.6,
        wipe="sweep",
        backdrop="mixed",
        tint=(1.0, 1.02, 0.97),
        contrast=1.0,
        saturation=1.0,
        noise=4.0,
        vignette=0.22,
        weather=(3, 4, 3, 3, 0),
        replay_tag=True,
    ),
    Style(
        name="continent",
        bug="wide",
        corner="foot",
        paper=(8, 12, 40),
        ink=(230, 240, 255),
        accent=(160, 120, 255),
        serif=False,
        mowing="stripes",
        stripe=3.7,
        grass=((62, 132, 56), (50, 114, 46)),
        seats=(50, 50, 110),
        crowd=_DARK,
        height=23,
        distance=48,
        zoom=3.3,
        wipe="flash",
        backdrop="crowd",
        tint=(0.96, 0.99, 1.06),
        contrast=1.12,
        saturation=1.08,
        noise=2.0,
        vignette=0.14,
        weather=(1, 2, 2, 9, 0),
        replay_tag=False,
    ),
    Style(
        name="province",
        bug="bar",
        corner="right",
        paper=(20, 90, 50),
        ink=(250, 250, 240),
        accent=(250, 220, 90),
        serif=True,
        mowing="plain",
        stripe=6.0,
        grass=((112, 148, 72), (104, 140, 66)),
        seats=(130, 125, 115),
        crowd=_REDS,
        height=12,
        distance=30,
        zoom=2.2,
        wipe="slash",
        backdrop="pitch",
        tint=(1.04, 1.0, 0.95),
        contrast=0.92,
        saturation=0.85,
        noise=5.0,
        vignette=0.18,
        weather=(4, 5, 3, 1, 1),
        replay_tag=False,
    ),
    Style(
        name="nordic",
        bug="pill",
        corner="left",
        paper=(245, 248, 250),
        ink=(10, 40, 70),
        accent=(0, 150, 200),
        serif=False,
        mowing="rings",
        stripe=6.5,
        grass=((70, 140, 80), (58, 124, 70)),
        seats=(90, 110, 130),
        crowd=_BLUES,
        height=20,
        distance=44,
        zoom=3.0,
        wipe="iris",
        backdrop="crowd",
        tint=(0.95, 1.0, 1.07),
        contrast=1.0,
        saturation=0.92,
        noise=3.0,
        vignette=0.10,
        weather=(2, 4, 3, 4, 3),
        replay_tag=False,
    ),
)

_HELD_OUT = (
    Style(
        name="pampas",
        bug="split",
        corner="right",
        paper=(110, 190, 240),
        ink=(10, 20, 50),
        accent=(255, 255, 255),
        serif=True,
        mowing="checks",
        stripe=5.5,
        grass=((92, 158, 66), (72, 134, 52)),
        seats=(190, 190, 200),
        crowd=_BRIGHT,
        height=22,
        distance=42,
        zoom=2.8,
        wipe="sweep",
        backdrop="mixed",
        tint=(1.06, 1.0, 0.92),
        contrast=1.04,
        saturation=1.1,
        noise=3.5,
        vignette=0.2,
        weather=(5, 3, 2, 3, 0),
        replay_tag=True,
    ),
    Style(
        name="levant",
        bug="stack",
        corner="right",
        paper=(120, 10, 60),
        ink=(255, 240, 220),
        accent=(240, 180, 60),
        serif=False,
        mowing="diagonal",
        stripe=4.6,
        grass=((78, 144, 50), (64, 124, 42)),
        seats=(170, 120, 60),
        crowd=_REDS,
        height=28,
        distance=58,
        zoom=4.0,
        wipe="bars",
        backdrop="pitch",
        tint=(1.03, 0.99, 0.96),
        contrast=1.08,
        saturation=1.0,
        noise=1.5,
        vignette=0.06,
        weather=(6, 1, 0, 5, 0),
        replay_tag=False,
    ),
    Style(
        name="pacific",
        bug="tabs",
        corner="left",
        paper=(25, 25, 28),
        ink=(255, 255, 255),
        accent=(255, 110, 30),
        serif=False,
        mowing="thirds",
        stripe=7.5,
        grass=((84, 140, 78), (66, 120, 64)),
        seats=(30, 110, 110),
        crowd=_MIXED,
        height=17,
        distance=44,
        zoom=2.9,
        wipe="shield",
        backdrop="crowd",
        tint=(0.98, 1.01, 1.02),
        contrast=0.97,
        saturation=1.15,
        noise=2.5,
        vignette=0.12,
        weather=(3, 3, 3, 4, 0),
        replay_tag=True,
    ),
)

STYLES: tuple[str, ...] = tuple(style.name for style in _TRAINING)
HELD_OUT_STYLES: tuple[str, ...] = tuple(style.name for style in _HELD_OUT)
_BY_NAME = {style.name: style for style in _TRAINING + _HELD_OUT}


def find_style(name: str) -> Style:
    """The style called ``name``, held out or not.

    Raises:
        OptionError: no style is called that.
    """
    if name not in _BY_NAME:
        raise OptionError(f"{name!r} is not a style: give one of {', '.join(_BY_NAME)}.")
    return _BY_NAME[name]
