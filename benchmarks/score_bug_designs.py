"""Score bugs as no two broadcasters draw them, laid over rendered matches: material for benchmarks/score_bug.py."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FONTS = ("DejaVuSans-Bold", "DejaVuSans", "DejaVuSansMono-Bold", "DejaVuSerif-Bold", "STIXGeneralBol", "cmss10")
LAYOUTS = (
    "A s-s B C", "C A s s B", "A s-s B / C", "A s|s B C", "A s B s C", "C A s:s B", "A s / B s C",
    "A s / B s / C", "C A s / B s", "s A B s C", "C / A s / B s", "A C B / s s", "A s - s B / C", "C A s-s B (g)",
)  # fmt: skip
CORNERS = ("top left", "top right", "top", "bottom left", "bottom right", "bottom")
SHORT = ("INT", "NAP", "RMA", "SEV", "BAR", "OGC", "VFB", "MUN", "CHE", "LIV", "PSG", "AJX", "ROM", "WOL", "BHA", "ZEN")
LONG = ("Milan", "FC Bayern", "Benfica", "Arsenal", "JUVENTUS", "Sevilla", "CELTIC", "Porto", "WOLVES", "Lazio")


@dataclass(frozen=True)
class Cell:
    text: str
    paper: int
    ink: int
    role: str


@dataclass(frozen=True)
class Design:
    """One broadcaster's bug for one match; sizes in heights of the picture."""

    seed: int
    layout: str
    corner: str
    font: str
    line: float
    papers: tuple[int, int, int]
    inks: tuple[int, int, int]
    opacity: float
    teams: tuple[str, str]
    added: str  # "count": 46:12; "beside": 45:00 +1:12
    logo: bool
    ticker: bool
    sponsor: bool
    padding: float

    def lines(self, score: tuple[int, int], clock: float, stoppage: float | None, time: float) -> list[list[Cell]]:
        """Cells of every line of the bug."""
        seconds = int(clock)
        if stoppage is not None and self.added == "beside":
            seconds = int(clock - stoppage)
        clock_text = f"{seconds // 60:02d}:{seconds % 60:02d}"
        if stoppage is not None and self.added == "beside":
            clock_text += f" +{int(stoppage) // 60}:{int(stoppage) % 60:02d}"
        team, goals, watch = zip(self.papers, self.inks, strict=True)
        rows = []
        numbers = iter(map(str, score))
        for part in self.layout.split(" / "):
            cells: list[Cell] = []
            words = part.replace("s - s", "s_-_s").split()
            for word in words:
                if word in "AB":
                    cells.append(Cell(self.teams[word == "B"], *team, "team"))
                elif word == "C":
                    cells.append(Cell(clock_text, *watch, "clock"))
                elif word == "(g)":
                    cells.append(Cell("(3)", *team, "aggregate"))
                elif word == "s":
                    cells.append(Cell(next(numbers), *goals, "score"))
                elif word == "s|s":
                    cells += [Cell(next(numbers), *team, "score"), Cell(next(numbers), *team, "score")]
                else:
                    first, second = next(numbers), next(numbers)
                    cells.append(
                        Cell(word.replace("_", " ").replace("s", first, 1).replace("s", second, 1), *goals, "score")
                    )
            rows.append(cells)
        if self.sponsor:
            rows[-1].append(Cell(("KOALA", "Bet 24", "NORDAIR")[int(time / 20) % 3], 200, 40, "sponsor"))
        return rows


def draw_design(seed: int) -> Design:
    """A design that nobody chose."""
    rng = np.random.default_rng([seed, 991])
    papers, inks = [], []
    for _ in range(3):
        dark = rng.random() < 0.6
        papers.append(int(rng.integers(5, 75) if dark else rng.integers(185, 250)))
        inks.append(int(rng.integers(215, 255) if dark else rng.integers(5, 50)))
    long = rng.random() < 0.3
    teams = rng.choice(LONG if long else SHORT, 2, replace=False)
    return Design(
        seed,
        LAYOUTS[seed % len(LAYOUTS)],
        str(rng.choice(CORNERS, p=(0.45, 0.15, 0.12, 0.12, 0.06, 0.1))),
        str(rng.choice(FONTS)),
        float(rng.uniform(0.038, 0.06)),
        tuple(papers), tuple(inks),
        float(rng.choice((1.0, 0.95, 0.75, 0.55))),
        (str(teams[0]), str(teams[1])),
        str(rng.choice(("count", "beside"))),
        bool(rng.random() < 0.6), bool(rng.random() < 0.4), bool(rng.random() < 0.3),
        float(rng.uniform(0.25, 0.6)),
    )  # fmt: skip


_CAPTIONS = (
    "70' YELLOW CARD 10 ROSSI",
    "SUBSTITUTION  9  14",
    "SHOTS 7 - 3  CORNERS 4 - 1",
    "GOAL? 1-0 VAR CHECK 12:30",
)
_ELSEWHERE = ("ROM 2-1 LAZ 63:10", "ZEN 0-3 WOL 88:41", "AJX 1 1 PSG", "BAR 4-0 OGC FT")


def lay_decoys(picture: np.ndarray, design: Design, time: float) -> None:
    """Draw what looks like a score and is none, in place: captions with numbers, and scores from elsewhere."""
    height, width = picture.shape
    line = round(design.line * height)
    n, inside = divmod(time, 11.0)
    if 2.0 <= inside < 6.5:
        text = _CAPTIONS[int(n) % len(_CAPTIONS)]
        _cell(picture, (width // 4, round(0.8 * height), width // 2, round(1.4 * line)), 30, 240, text, design, 0.9)
    n, inside = divmod(time, 17.0)
    if 5.0 <= inside < 11.0:  # slides in from the side that the bug leaves free, at the bug's own height
        slid = min(1.0, (inside - 5.0) / 1.5)
        wide = round(0.26 * width)
        x = round(width - slid * (wide + 10)) if "left" in design.corner else round(slid * (wide + 10)) - wide
        y = round(0.05 * height) if design.corner.startswith("top") else round(0.95 * height) - line
        text = _ELSEWHERE[int(n) % len(_ELSEWHERE)]
        _cell(picture, (x, y, wide, line), design.papers[0], design.inks[0], text, design, 0.95)


@lru_cache(maxsize=512)
def _text(text: str, font: str, height: int) -> np.ndarray:
    """Coverage 0..1 of a text whose capitals are `height` pixels high."""
    face = ImageFont.truetype(str(_FONTS / f"{font}.ttf"), max(4, round(height * 1.4)))
    left, _, right, _ = face.getbbox(text)
    _, high, _, low = face.getbbox("H0")
    image = Image.new("L", (right - left + 2, low - high + 2))
    ImageDraw.Draw(image).text((1 - left, 1 - high), text, 255, font=face)
    return np.asarray(image, np.float32) / 255


def lay_over(picture: np.ndarray, design: Design, rows: list[list[Cell]] | None, time: float) -> None:
    """Draw a bug (rows; None while it is hidden), its logo and its ticker into a grey picture, in place."""
    height, width = picture.shape
    line = round(design.line * height)
    gap = round(0.05 * height)
    top_edge = design.corner.startswith("top")
    if design.logo:
        x = width - 4 * line - gap if "left" in design.corner else gap
        _cell(
            picture,
            (x, gap if top_edge else height - gap - 2 * line, round(2.6 * line), 2 * line),
            230,
            20,
            "TV5",
            design,
            0.8,
        )
    if design.ticker:
        words = "TONIGHT 20:45 ROM - LAZ 2-1 * TRANSFERS: ZEN SIGN KEEPER * TENNIS 6:40 * "
        shift = int(time * 9) % len(words)
        y = 0 if not top_edge else height - line
        _cell(picture, (0, y, width, line), 20, 240, (words * 3)[shift : shift + 60], design, 1.0)
    if rows is None:
        return
    text_height = max(5, round(line * 0.55))
    pad = round(design.padding * line)
    widths = [[_text(c.text, design.font, text_height).shape[1] + 2 * pad for c in row] for row in rows]
    if len(rows) > 1:  # cells of the same column share a width
        most = max(map(len, widths))
        for column in range(most):
            wide = max(w[column] for w in widths if len(w) > column)
            if all(len(w) == len(widths[0]) for w in widths[:2]):
                for w in widths[:2]:
                    if len(w) > column:
                        w[column] = wide
    total, tall = max(map(sum, widths)), len(rows) * line
    x0 = gap if "left" in design.corner else width - gap - total if "right" in design.corner else (width - total) // 2
    y0 = gap if top_edge else height - gap - tall - (line if design.ticker and not top_edge else 0)
    if design.ticker and top_edge is False:
        y0 = height - gap - tall
    for n, row in enumerate(rows):
        x = x0
        for cell, wide in zip(row, widths[n], strict=True):
            _cell(picture, (x, y0 + n * line, wide, line), cell.paper, cell.ink, cell.text, design, design.opacity)
            x += wide


def _cell(picture, box, paper, ink, text, design, opacity):
    x, y, w, h = box
    x, w = max(0, x), min(w, picture.shape[1] - max(0, x))
    area = picture[y : y + h, x : x + w].astype(np.float32)
    area += (paper - area) * opacity
    shape = _text(text, design.font, max(5, round(h * 0.55)))[:, : area.shape[1]]
    top = (area.shape[0] - shape.shape[0]) // 2
    left = max(0, (area.shape[1] - shape.shape[1]) // 2)
    if top < 0:
        return
    part = area[top : top + shape.shape[0], left : left + shape.shape[1]]
    part += (ink - part) * shape[:, : part.shape[1]]
    picture[y : y + h, x : x + w] = np.clip(area, 0, 255).astype(np.uint8)
