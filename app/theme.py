"""Colours: one colour-blind-safe set for labels, neutral greys and one accent for the rest, light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

# Okabe and Ito's set, without black; labels that mean the same kind of thing keep their colour in every label set.
_OKABE_ITO = ("#009E73", "#E69F00", "#56B4E9", "#D55E00", "#CC79A7", "#0072B2", "#F0E442")
_USUAL = {
    "goal": "#009E73",
    "card": "#E69F00",
    "yellow card": "#F0E442",
    "red card": "#D55E00",
    "yellow->red card": "#E69F00",
    "substitution": "#56B4E9",
    "penalty": "#CC79A7",
}


def label_colour(label: str, labels: Sequence[str]) -> QColor:
    """A label's colour: the same in curves, markers, chips and exports."""
    usual = _USUAL.get(label.casefold())
    if usual is not None:
        return QColor(usual)
    others = [name for name in labels if name.casefold() not in _USUAL]
    index = others.index(label) if label in others else 0
    return QColor(_OKABE_ITO[(index + 4) % len(_OKABE_ITO)])


@dataclass(frozen=True, slots=True)
class Tones:
    """The greys and the accent of one theme, as colour names.

    Attributes:
        window, base, raised: backgrounds from the back to the front.
        line: borders and grids.
        text, faint: text, and text that may be overlooked (both at least 4.5:1 on every background).
        accent, on_accent: selection and the main button.
        playhead: the line at the current time.
        warning: text of warnings.
    """

    window: str
    base: str
    raised: str
    line: str
    text: str
    faint: str
    accent: str
    on_accent: str
    playhead: str
    warning: str


LIGHT = Tones(
    "#f2f2f3", "#ffffff", "#e7e7ea", "#c6c7cc", "#1b1c1f", "#55585f", "#2457c5", "#ffffff", "#c8102e", "#8a4b00"
)
DARK = Tones(
    "#1d1e21", "#151619", "#2a2c30", "#42454c", "#ececee", "#a6a9b1", "#7aa7ff", "#0d1220", "#ff5c6c", "#ffc266"
)


def is_dark(application: QApplication) -> bool:
    """Whether the system asks for dark."""
    return application.styleHints().colorScheme() == Qt.ColorScheme.Dark


def tones(palette: QPalette) -> Tones:
    """The tones that a palette of ours was made from."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply_theme(application: QApplication, dark: bool) -> None:
    """Give every window the theme's palette and style sheet."""
    chosen = DARK if dark else LIGHT
    style = QStyleFactory.create("Fusion")
    if style is not None and application.style().name().lower() != "fusion":
        application.setStyle(style)
    application.setPalette(_palette(chosen))
    sheet = resources.files("resources").joinpath("style.qss").read_text(encoding="utf-8")
    for name in Tones.__dataclass_fields__:
        sheet = sheet.replace(f"@{name};", f"{getattr(chosen, name)};")
    application.setStyleSheet(sheet)


def time_font(points: float | None = None) -> QFont:
    """The system's font with figures of equal width, for times."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setFeature(QFont.Tag("tnum"), 1)
    if points is not None:
        font.setPointSizeF(points)
    return font


def _palette(chosen: Tones) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in {
        role.Window: chosen.window,
        role.Base: chosen.base,
        role.AlternateBase: chosen.window,
        role.Button: chosen.raised,
        role.ToolTipBase: chosen.raised,
        role.WindowText: chosen.text,
        role.Text: chosen.text,
        role.ButtonText: chosen.text,
        role.ToolTipText: chosen.text,
        role.BrightText: chosen.warning,
        role.PlaceholderText: chosen.faint,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Link: chosen.accent,
        role.Accent: chosen.accent,
        role.Mid: chosen.line,
        role.Midlight: chosen.line,
        role.Dark: chosen.line,
        role.Light: chosen.raised,
        role.Shadow: chosen.line,
    }.items():
        palette.setColor(target, QColor(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(chosen.line).darker(110))
    return palette
