"""Menus and enabled states from the table of actions."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QMainWindow, QMenu, QWidget

from app.actions import MENU_TITLES, MENUS, SPECS, Actions, own_keys, translated
from app.icons import icon
from app.theme import Tones

EVENT_MENU = ("accept", "reject", "release", "edit_note", "toggle_reel", "play_around", "merge", "remove")
WHILE_WRITING = ("accept", "reject", "play")
"""Keys that a text field needs itself but does not claim before a shortcut does."""
WHILE_STEPPING = ("previous_event", "next_event")
"""Keys that step a number or a choice."""


def build_menus(window: QMainWindow, actions: Actions) -> dict[str, QMenu]:
    """The menu bar."""
    menus = {}
    for name in MENUS:
        menu = menus[name] = window.menuBar().addMenu(translated(MENU_TITLES[name]))
        menu.setToolTipsVisible(True)
        for spec in SPECS.values():
            if spec.menu == name:
                if spec.starts_group:
                    menu.addSeparator()
                menu.addAction(actions[spec.name])
                if spec.name == "open":
                    menus["recent"] = menu.addMenu(translated("Open &recent"))
    labels = menus["event"].addMenu(translated("Label"))
    for number in range(1, 10):
        labels.addAction(actions[f"label_{number}"])
    window.addActions(list(actions.values()))  # shortcuts work with a hidden menu bar, too
    return menus


def name_label_actions(actions: Actions, labels: tuple[str, ...]) -> None:
    """Say which label each figure key gives."""
    for number in range(1, 10):
        action = actions[f"label_{number}"]
        action.setVisible(number <= len(labels))
        action.setText(labels[number - 1] if number <= len(labels) else "")


def enable_actions(actions: Actions, has_match: bool, has_event: bool, can_play: bool) -> None:
    """Grey out what cannot be done now."""
    there = {"": True, "match": has_match, "event": has_event}
    for spec in SPECS.values():
        enabled = there[spec.needs]
        if spec.menu == "play" and spec.needs == "match":
            enabled = enabled and can_play
        actions[spec.name].setEnabled(enabled)


def leave_keys_to(widget: QWidget | None, actions: Actions) -> None:
    """Let a text field have its keys while someone writes in it; buttons and menus do what they always do."""
    stepping = isinstance(widget, QAbstractSpinBox | QComboBox)
    writing = stepping or isinstance(widget, QLineEdit)
    for names, is_theirs in ((WHILE_WRITING, writing), (WHILE_STEPPING, stepping)):
        for name in names:
            wanted = [] if is_theirs else own_keys(actions[name])
            if actions[name].shortcuts() != wanted:
                actions[name].setShortcuts(wanted)


# Of actions whose icon tells a state: when it is off, when it is on.
_PLAYBACK_ICONS = {"play": ("play", "pause"), "mute": ("sound", "muted")}


def set_icons(actions: Actions, tone: Tones) -> None:
    """Icons in the theme's colours; those that tell of playback are set by ``set_playback_icons``."""
    for spec in SPECS.values():
        if spec.icon and spec.name not in _PLAYBACK_ICONS:
            _set_icon(actions[spec.name], spec.icon, tone)


def set_playback_icons(actions: Actions, tone: Tones, is_playing: bool, is_muted: bool) -> None:
    """Play or pause, sound or silence."""
    for name, active in (("play", is_playing), ("mute", is_muted)):
        _set_icon(actions[name], _PLAYBACK_ICONS[name][active], tone)


def _set_icon(action: QAction, name: str, tone: Tones) -> None:
    # The main button is drawn on the accent.
    action.setIcon(icon(name, tone.text, tone.line))
