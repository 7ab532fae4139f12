"""Words in pictures: lower thirds and title cards, drawn here so that any text is only text.

ffmpeg's own text filter would need every quote, colon and percent sign escaped thrice, and has no fonts everywhere.
The font that comes along knows Latin, Greek, Cyrillic, Arabic, Hebrew and more; for other scripts the system's own
fonts are asked, and what no font knows is shown as a box.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.canvas import Canvas

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_LONGEST = 200  # characters: more are no title
_FONT = "DejaVuSans-Bold.ttf"
# Fonts of Chinese, Japanese, Korean, Indian and other scripts, where systems keep them.
_SYSTEM_FONTS = {
    "win32": [f"C:/Windows/Fonts/{n}" for n in ("msyhbd.ttc", "malgunbd.ttf", "Nirmala.ttc", "LeelawUI.ttf")],
    "darwin": [f"/System/Library/Fonts/{n}" for n in ("PingFang.ttc", "Hiragino Sans GB.ttc", "AppleSDGothicNeo.ttc")]
    + ["/System/Library/Fonts/Supplemental/Arial Unicode.ttf", "/Library/Fonts/Arial Unicode.ttf"],
}
_LINUX_FONTS = (
    *("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf"),
    *("wqy-zenhei.ttc", "NotoSansThai-Bold.ttf", "NotoSansDevanagari-Bold.ttf"),
)
# Okabe and Ito's colours, as in the window.
_COLOURS = {
    "goal": "#009E73",
    "card": "#E69F00",
    "yellow card": "#F0E442",
    "red card": "#D55E00",
    "yellow->red card": "#E69F00",
    "substitution": "#56B4E9",
    "penalty": "#CC79A7",
}
_OTHER_COLOUR = "#0072B2"
# The brightest white of drawings: 203 of 10,000 cd/m2 is 58 % of a PQ signal, and 75 % of an HLG one (BT.2408).
_WHITES = {"smpte2084": 0.58, "arib-std-b67": 0.75}


@dataclass(frozen=True, slots=True)
class Caption:
    """What a lower third says.

    Attributes:
        label: the event's, as in the project; it chooses the colour too.
        clock: the match clock, "" for none.
    """

    label: str
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture to lay over an export's, at even pixels from its left and top."""

    path: Path
    left: int
    top: int


def draw_lower_third(caption: Caption, canvas: Canvas, path: Path) -> Drawing:
    """Draw a band with label and match clock into a PNG with transparency.

    Args:
        caption: what it says.
        canvas: the export's picture.
        path: the file to make.
    """
    from PIL import Image, ImageDraw

    wide, high = _displayed(canvas)
    size = max(10, round(min(high, wide) * 0.05))
    label = caption.label[:1].upper() + caption.label[1:]
    lines = [_fitting(text, size, round(wide * 0.8)) for text in (label, caption.clock) if text.strip()]
    pad = size // 2
    width = max((line.width for line in lines), default=1) + 3 * pad
    height = sum(line.height for line in lines) + pad * (len(lines) + 1)
    band = Image.new("RGBA", (width, height), (16, 16, 20, 200))
    ImageDraw.Draw(band).rectangle((0, 0, pad // 2, height), fill=_COLOURS.get(caption.label.casefold(), _OTHER_COLOUR))
    top = pad
    for line in lines:
        band.alpha_composite(line, (round(1.5 * pad), top))
        top += line.height + pad
    placed = _squeezed(band, canvas)
    _save(placed, canvas, path)
    left, bottom = round(canvas.width * 0.05), round(canvas.height * 0.07)
    return Drawing(path, _even(left), _even(max(0, canvas.height - bottom - placed.height)))


def draw_card(text: str, canvas: Canvas, path: Path) -> None:
    """Draw a title card into an opaque PNG of the canvas's size."""
    from PIL import Image

    wide, high = _displayed(canvas)
    size = max(12, round(min(high, wide) * 0.09))
    lines = [_fitting(line, size, round(wide * 0.86)) for line in text.splitlines()[:6] if line.strip()]
    card = Image.new("RGBA", (wide, high), (21, 22, 25, 255))
    top = (high - sum(line.height for line in lines) - size // 2 * (len(lines) - 1)) // 2
    for line in lines:
        card.alpha_composite(line, (max(0, (wide - line.width) // 2), max(0, top)))
        top += line.height + size // 2
    _save(_squeezed(card, canvas, exact=True), canvas, path)


def _displayed(canvas: Canvas) -> tuple[int, int]:
    """The canvas as it is seen, in square pixels."""
    return max(16, round(canvas.width * canvas.sample_aspect)), canvas.height


def _squeezed(picture: Image, canvas: Canvas, exact: bool = False) -> Image:
    if canvas.sample_aspect == 1:
        return picture
    width = canvas.width if exact else max(1, round(picture.width / canvas.sample_aspect))
    return picture.resize((width, picture.height))


def _save(picture: Image, canvas: Canvas, path: Path) -> None:
    white = _WHITES.get(canvas.colours.transfer)
    if white is not None:
        red, green, blue, alpha = picture.split()
        darker = [channel.point(lambda value: round(value * white)) for channel in (red, green, blue)]
        from PIL import Image

        picture = Image.merge("RGBA", (*darker, alpha))
    picture.save(path, "PNG")


def _fitting(text: str, size: int, widest: int) -> Image:
    """A line of text, smaller or cut short where it would be too wide."""
    text = _plain(text)
    line = _line(text, size)
    if line.width > widest:
        smaller = max(8, size * widest // line.width, size // 2)
        line = _line(text, smaller)
        while line.width > widest and len(text) > 1:
            text = text[: max(1, min(len(text) - 1, len(text) * widest // line.width))]
            line = _line(f"{text}…", smaller)
    return line


def _line(text: str, size: int) -> Image:
    """White text with a soft edge of its own alpha, each run in the first font that knows its letters."""
    from PIL import Image, ImageDraw

    runs = [(run, _font(name, size)) for run, name in _runs(text)]
    width = round(sum(font.getlength(run) for run, font in runs)) + 2
    height = round(size * 1.25)
    picture = Image.new("RGBA", (max(1, width), height), (255, 255, 255, 0))
    pen, left = ImageDraw.Draw(picture), 0.0
    for run, font in runs:
        pen.text((left, size), run, font=font, fill="white", anchor="ls")
        left += font.getlength(run)
    return picture


def _plain(text: str) -> str:
    """Text without line breaks and control characters; half of a surrogate pair becomes a replacement mark."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = (" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text[:_LONGEST])
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def _runs(text: str) -> Iterable[tuple[str, str]]:
    """The text in pieces with the font of each."""
    run, current = "", _own_font()
    for char in text:
        neutral = unicodedata.combining(char) or char.isspace() or unicodedata.category(char) == "Cf"
        font = current if neutral else _font_of(char)
        if font != current and run:
            yield run, current
            run = ""
        run, current = run + char, font
    if run:
        yield run, current


@lru_cache(maxsize=4096)
def _font_of(char: str) -> str:
    own = _own_font()
    return next((name for name in (own, *_system_fonts()) if _knows(name, char)), own)


def _knows(name: str, char: str) -> bool:
    font = _font(name, 32)
    mask, unknown = font.getmask(char), font.getmask("\U0010fffe")  # never a letter: drawn as the box
    return (mask.size, bytes(mask)) != (unknown.size, bytes(unknown))


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(name, size)


@lru_cache(maxsize=1)
def _own_font() -> str:
    return str(resources.files("resources") / "fonts" / _FONT)


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[str, ...]:
    known = [Path(name) for name in _SYSTEM_FONTS.get(sys.platform, [])]
    if not known:
        found = {path.name: path for folder in _font_folders() for path in sorted(folder.rglob("*.tt[cf]"))}
        known = [found[name] for name in _LINUX_FONTS if name in found]
    return tuple(str(path) for path in known if path.is_file())


def _font_folders() -> list[Path]:
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [folder for folder in folders if folder.is_dir()]


def _even(pixels: int) -> int:
    return pixels // 2 * 2
