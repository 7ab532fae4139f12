"""Graphics over the picture: the score bug with its clock, captions, logo wipes, full-screen tables."""

from __future__ import annotations

import cv2
import numpy as np

from rmsnet.rendering.canvas import Canvas
from rmsnet.rendering.names import player_name
from rmsnet.rendering.people import darker
from rmsnet.rendering.plan import Caption, MatchPlan
from rmsnet.rendering.styles import Colour, Style, find_style
from rmsnet.rendering.wide import CARD_COLOURS

WIPE_SECONDS = 1.1
_LINE = 0.062  # height of the bug in heights


class Graphics:
    """Draws the graphics of one plan."""

    def __init__(self, plan: MatchPlan) -> None:
        self.plan = plan
        self.style: Style = find_style(plan.style)
        self.score_times = np.array([time for time, _, _ in plan.scores])
        self.shirts = tuple(kit.shirt for kit in plan.dress.kits)

    def clock(self, time: float) -> str:
        """What the bug's clock shows: the match time, from 45:00 on in the second half."""
        seconds = int(max(0.0, time - self.plan.kick_off)) + (2700 if self.plan.half == 2 else 0)
        return f"{seconds // 60:02d}:{seconds % 60:02d}"

    def score(self, time: float) -> tuple[int, int]:
        """What the bug shows, which is later than the goal."""
        _, home, away = self.plan.scores[int(np.searchsorted(self.score_times, time, side="right")) - 1]
        return home, away

    def bug(self, canvas: Canvas, time: float) -> None:
        """The score and the clock in their corner."""
        style = self.style
        home, away = self.score(time)
        first, second = self.plan.dress.names
        layouts = {
            "bar": ((first, 0, 0.13), (f"{home}-{away}", 2, 0.11), (second, 1, 0.13), (self.clock(time), 3, 0.15)),
            "pill": ((self.clock(time), 3, 0.15), (first, 0, 0.12), (f"{home} {away}", 2, 0.1), (second, 1, 0.12)),
            "split": ((f"{first} {home}", 0, 0.17), (f"{away} {second}", 1, 0.17), (self.clock(time), 2, 0.15)),
            "wide": ((first, 0, 0.22), (f"{home} : {away}", 2, 0.15), (second, 1, 0.22), (self.clock(time), 3, 0.17)),
        }
        if style.bug in layouts:
            self._row(canvas, layouts[style.bug])
        elif style.bug == "stack":
            self._stack(canvas, ((first, home), (second, away)), self.clock(time))
        else:
            self._tabs(canvas, ((first, home), (second, away)), self.clock(time))

    def _place(self, canvas: Canvas, width: float, height: float) -> tuple[float, float]:
        corner = self.style.corner
        if corner == "foot":
            return (canvas.aspect - width) / 2, 0.93 - height
        left = {"left": 0.08, "right": canvas.aspect - 0.08 - width, "centre": (canvas.aspect - width) / 2}[corner]
        return left, 0.065

    def _row(self, canvas: Canvas, cells: tuple[tuple[str, int, float], ...]) -> None:
        style = self.style
        x, y = self._place(canvas, sum(width for _, _, width in cells), _LINE)
        if style.bug == "pill":
            total = sum(width for _, _, width in cells)
            for end in (x, x + total):
                canvas.circle((end, y + _LINE / 2), _LINE / 2, style.paper)
        for text, role, width in cells:
            paper, ink = ((style.paper, style.ink), (style.paper, style.ink), (style.accent, _ink(style.accent)),
                          (darker(style.paper, 0.7), _ink(darker(style.paper, 0.7))))[role]  # fmt: skip
            canvas.box(x, y, width, _LINE, paper, 0.94)
            if role < 2:
                canvas.box(x + (0 if role == 0 else width - 0.012), y, 0.012, _LINE, self.shirts[role])
            canvas.text(text, x + width / 2, y + _LINE / 2, _LINE * 0.5, ink, serif=style.serif, anchor="centre")
            x += width

    def _stack(self, canvas: Canvas, teams: tuple[tuple[str, int], tuple[str, int]], clock: str) -> None:
        style, width = self.style, 0.24
        x, y = self._place(canvas, width, 3 * _LINE)
        for row, (name, goals) in enumerate(teams):
            top = y + row * _LINE
            canvas.box(x, top, width, _LINE * 0.96, style.paper, 0.92)
            canvas.box(x, top, 0.014, _LINE * 0.96, self.shirts[row])
            canvas.text(name, x + 0.035, top + _LINE / 2, _LINE * 0.5, style.ink, serif=style.serif)
            canvas.box(x + width - 0.07, top, 0.07, _LINE * 0.96, style.accent)
            ink = _ink(style.accent)
            canvas.text(str(goals), x + width - 0.035, top + _LINE / 2, _LINE * 0.5, ink, anchor="centre")
        canvas.box(x, y + 2 * _LINE, width * 0.62, _LINE * 0.85, darker(style.paper, 0.3), 0.92)
        canvas.text(clock, x + width * 0.31, y + 2.43 * _LINE, _LINE * 0.42, (250, 250, 250), anchor="centre")

    def _tabs(self, canvas: Canvas, teams: tuple[tuple[str, int], tuple[str, int]], clock: str) -> None:
        style = self.style
        x, y = self._place(canvas, 0.52, _LINE)
        canvas.box(x, y, 0.14, _LINE, (250, 250, 250), 0.9)
        canvas.text(clock, x + 0.07, y + _LINE / 2, _LINE * 0.45, (20, 20, 20), anchor="centre")
        for row, (name, goals) in enumerate(teams):
            left = x + 0.15 + row * 0.19
            canvas.box(left, y, 0.18, _LINE, style.paper, 0.95)
            canvas.box(left, y + _LINE, 0.18, 0.012, self.shirts[row])
            canvas.text(name, left + 0.015, y + _LINE / 2, _LINE * 0.46, style.ink, serif=style.serif)
            canvas.text(str(goals), left + 0.165, y + _LINE / 2, _LINE * 0.5, style.ink, anchor="right")

    def captions(self, canvas: Canvas, time: float) -> None:
        """Lower thirds and side boxes that are up at a time."""
        for caption in self.plan.captions:
            if caption.start <= time < caption.end:
                slide = min(1.0, (time - caption.start) / 0.4, (caption.end - time) / 0.4)
                self._caption(canvas, caption, slide)

    def _caption(self, canvas: Canvas, caption: Caption, slide: float) -> None:
        style = self.style
        width, height, y = 0.85 * slide, 0.13, 0.74 if style.corner != "foot" else 0.68
        if caption.kind == "clock-plus":
            x, top = self._place(canvas, 0.1, _LINE)
            canvas.box(x, top + 1.3 * _LINE, 0.1, _LINE, (20, 120, 40))
            canvas.text(caption.lines[0], x + 0.05, top + 1.8 * _LINE, _LINE * 0.5, (255, 255, 255), anchor="centre")
            return
        x = (0.1, (canvas.aspect - width) / 2, canvas.aspect - 0.1 - width)[self.plan.seed % 3]
        canvas.box(x, y, width, height, style.paper, 0.93)
        canvas.box(x, y + height, width, 0.014, style.accent)
        if slide < 1:
            return
        if caption.team >= 0:
            canvas.box(x, y, 0.02, height, self.shirts[caption.team])
        self._caption_lines(canvas, caption, x + 0.05, y)

    def _caption_lines(self, canvas: Canvas, caption: Caption, x: float, y: float) -> None:
        style = self.style
        upper = caption.lines[0]
        lower = caption.lines[1] if len(caption.lines) > 1 else ""
        if caption.kind in ("yellow", "red"):
            canvas.box(x, y + 0.02, 0.06, 0.085, CARD_COLOURS[caption.kind])
            x += 0.09
            lower = self.clock(caption.start)
        if caption.kind == "in-out":
            for row, colour in enumerate(((60, 200, 80), (230, 50, 50))):
                middle, tip = y + 0.035 + row * 0.06, -0.02 if row == 0 else 0.02
                canvas.polygon([(x - 0.02, middle - tip / 2), (x + 0.02, middle - tip / 2), (x, middle + tip)], colour)
            x += 0.04
        if caption.kind == "goal":
            canvas.circle((x + 0.025, y + 0.065), 0.035, (250, 250, 250))
            canvas.circle((x + 0.025, y + 0.065), 0.012, (30, 30, 30))
            x += 0.085
            lower = f"{lower.upper()} {int(self.clock(caption.start)[:2]) + 1}'"
        canvas.text(upper, x, y + 0.04, 0.04, style.ink, serif=style.serif)
        if lower:
            canvas.text(lower, x, y + 0.1, 0.03, style.ink, serif=style.serif)

    def replay_sign(self, canvas: Canvas) -> None:
        """The sign that this is a replay, in styles that show one."""
        if self.style.replay_tag:
            width = 0.24
            x = canvas.aspect - width - 0.08 if self.style.corner == "left" else 0.08
            canvas.box(x, 0.07, width, 0.06, self.style.accent, 0.85)
            canvas.text("REPLAY", x + width / 2, 0.1, 0.03, _ink(self.style.accent), anchor="centre")

    def wipe(self, canvas: Canvas, share: float) -> None:
        """The logo wipe, from 0 (nothing) over 0.5 (covers all) to 1 (gone)."""
        style, aspect = self.style, canvas.aspect
        cover = 1 - abs(2 * share - 1)
        left = share > 0.5
        if style.wipe in ("slash", "sweep", "bars"):
            self._bands(canvas, cover, left)
        elif style.wipe == "flash":
            white = np.array(style.accent, np.float32)
            canvas.image[:] = (canvas.image * (1 - cover) + white * cover).astype(np.uint8)
        else:
            reach = aspect * 0.6 * min(1.0, cover * 1.35)
            canvas.circle((aspect / 2, 0.5), reach, style.accent)
            canvas.circle((aspect / 2, 0.5), reach * 0.94, style.paper)
        if cover > 0.35:
            self._logo(canvas, 0.26 * min(1.0, cover * 1.4))

    def _bands(self, canvas: Canvas, cover: float, leaving: bool) -> None:
        style, aspect = self.style, canvas.aspect
        count = {"slash": 2, "sweep": 1, "bars": 6}[style.wipe]
        slant = 0.0 if style.wipe == "bars" else 0.35
        for n in range(count):
            top, bottom = n / count, (n + 1) / count + 0.01
            reach = (aspect + slant) * min(1.0, cover * 1.25 + (0.0 if cover > 0.8 else 0.06 * (n % 3) - 0.06))
            from_left = (n % 2 == 0) != leaving
            a, b = (-slant, reach - slant) if from_left else (aspect + slant - reach, aspect + slant)
            band = [(a, bottom), (a + slant, top), (b + slant, top), (b, bottom)]
            if not from_left:
                band = [(a - slant, bottom), (a, top), (b, top), (b, bottom)]
            canvas.polygon(band, style.paper if n % 2 == 0 else style.accent)
            edge = b if from_left else a
            canvas.line((edge, bottom), (edge + (slant if from_left else 0.0), top), style.accent, 0.03)

    def _logo(self, canvas: Canvas, size: float) -> None:
        style, x, y = self.style, canvas.aspect / 2, 0.5
        shield = [(-0.8, -0.9), (0.8, -0.9), (0.8, 0.2), (0.0, 1.1), (-0.8, 0.2)]
        canvas.polygon([(x + a * size, y + b * size) for a, b in shield], style.accent)
        canvas.polygon([(x + a * size * 0.85, y + b * size * 0.85) for a, b in shield], style.paper)
        canvas.text(
            style.name[:2].upper(), x, y - 0.1 * size, 0.7 * size, style.ink, serif=style.serif, anchor="centre"
        )

    def line_up(self, canvas: Canvas, seed: int, team: int) -> None:
        """A full-screen list of a team's players."""
        rng = np.random.default_rng(seed)
        self._sheet(canvas, f"{self.plan.dress.names[max(team, 0)]}  LINE-UP", max(team, 0))
        for row in range(11):
            y = 0.25 + row * 0.062
            canvas.text(str(int(rng.integers(1, 30))), 0.36, y, 0.032, self.style.accent, anchor="right")
            canvas.text(player_name(rng), 0.42, y, 0.032, self.style.ink, serif=self.style.serif)
            spot = (canvas.aspect - 0.45 + 0.28 * ((row * 7) % 5 - 2) / 2.5, 0.26 + 0.058 * row)
            canvas.circle(spot, 0.022, self.shirts[max(team, 0)])

    def facts(self, canvas: Canvas, seed: int, time: float) -> None:
        """A full-screen table at half time."""
        rng = np.random.default_rng(seed)
        home, away = self.score(time)
        first, second = self.plan.dress.names
        self._sheet(canvas, f"{first}  {home} - {away}  {second}", 0)
        for row, name in enumerate(("POSSESSION", "SHOTS", "ON TARGET", "CORNERS", "FOULS", "PASSES")):
            y = 0.3 + row * 0.1
            a, b = (int(n) for n in rng.integers(2, 60, 2))
            canvas.text(name, canvas.aspect / 2, y, 0.034, self.style.ink, serif=self.style.serif, anchor="centre")
            canvas.text(str(a), canvas.aspect / 2 - 0.5, y, 0.04, self.style.accent, anchor="right")
            canvas.text(str(b), canvas.aspect / 2 + 0.5, y, 0.04, self.style.accent)

    def _sheet(self, canvas: Canvas, title: str, team: int) -> None:
        style = self.style
        canvas.image[:] = cv2.GaussianBlur(canvas.image, (0, 0), canvas.height / 40)
        canvas.box(0.18, 0.08, canvas.aspect - 0.36, 0.86, style.paper, 0.88)
        canvas.box(0.18, 0.08, canvas.aspect - 0.36, 0.1, darker(style.paper, 0.6))
        canvas.box(0.18, 0.08, 0.03, 0.1, self.shirts[team])
        ink = _ink(darker(style.paper, 0.6))
        canvas.text(title, canvas.aspect / 2, 0.13, 0.045, ink, serif=style.serif, anchor="centre")


def _ink(paper: Colour) -> Colour:
    return (15, 15, 20) if sum(paper) > 420 else (250, 250, 250)
