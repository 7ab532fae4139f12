"""The player: stage, transport buttons, and the time in the person's notation."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from app.actions import Actions
from app.theme import time_font
from app.views.stage import Stage

TRANSPORT = ("to_start", "shuttle_back", "frame_back", "play", "frame_on", "shuttle_on", "to_end")
REVIEW = ("accept", "reject", "add_event", "clip_in", "clip_out")


class Player(QWidget):
    """Stage and transport; shows what it is given."""

    volume_changed = Signal(float)
    notation_asked = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stage = Stage(self)
        self.stage.clicked.connect(actions["play"].trigger)
        self._time = QToolButton(self)
        self._time.setFont(time_font(13))
        self._time.setToolTip(self.tr("Time of the frame; click for another notation"))
        self._time.setAccessibleName(self.tr("Time"))
        self._time.clicked.connect(self.notation_asked)
        self._length = QLabel(self)
        self._length.setFont(time_font())
        self._length.setProperty("isFaint", True)
        self._speed = QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addLayout(self._transport(actions))
        self.show_time("0:00:00.000", "")

    def show_time(self, text: str, length: str) -> None:
        """The playhead's time, and the match clock or the file's length beside it, as text."""
        self._time.setText(text)
        self._length.setText(length)

    def show_speed(self, speed: float) -> None:
        """Say a speed that is not the normal one."""
        self._speed.setText("" if speed in (0, 1) else f"{speed:g}×")

    def _transport(self, actions: Actions) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(1)
        for name in TRANSPORT:
            row.addWidget(self._button(actions, name))
        row.addSpacing(8)
        row.addWidget(self._time)
        row.addWidget(self._length)
        row.addWidget(self._speed)
        row.addStretch(1)
        for name in REVIEW:
            row.addWidget(self._button(actions, name))
        row.addSpacing(8)
        row.addWidget(self._button(actions, "mute"))
        row.addWidget(self._volume())
        return row

    def _button(self, actions: Actions, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(18, 18))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Space must go on playing, not press it again
        button.setAccessibleName(actions[name].iconText())
        return button

    def _volume(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(0, 100)
        slider.setValue(100)
        slider.setFixedWidth(70)
        slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slider.setToolTip(self.tr("Volume"))
        slider.setAccessibleName(self.tr("Volume"))
        slider.valueChanged.connect(lambda value: self.volume_changed.emit(value / 100))
        return slider
