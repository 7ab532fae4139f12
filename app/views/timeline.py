"""The timeline: row heads, plot and overview, kept in step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.core.events import Event
from app.core.given_events import GivenEvent
from app.core.match_axis import MatchAxis
from app.core.reel import Clip
from app.curves import Curves
from app.icons import icon
from app.theme import label_colour, tones
from app.views.dwell import Dwell
from app.views.overview import Overview
from app.views.row_headers import RowHeader
from app.views.timeline_plot import AXIS_HEIGHT, TimelinePlot

HEAD_WIDTH = 236
FEW_LABELS = 6
"""Up to this many labels, every row is open; with more, those that have events."""


class Timeline(QWidget):
    """What no other tool shows: a curve per label, to cut where one likes."""

    threshold_typed = Signal(str, float)
    pointed_at = Signal(float, QPoint)
    pointer_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = TimelinePlot()
        self.overview = Overview(self)
        self._heads: dict[str, RowHeader] = {}
        self._labels: tuple[str, ...] = ()
        self._open: dict[str, bool] = {}  # what a person chose
        self._had_events: set[str] = set()
        self._solo: str | None = None
        self._curves, self._raw = Curves(), False
        self._duration, self._axis = 0.0, MatchAxis()
        self._events: Sequence[Event] = ()
        self._clips: Sequence[Clip] = ()
        self._left = QWidget(self)
        self._left.setFixedWidth(HEAD_WIDTH)
        self._lane_name = QLabel(self.tr("clips"), self._left)
        self._sound_name = QLabel(self.tr("sound"), self._left)
        for name in (self._lane_name, self._sound_name):
            name.setProperty("isFaint", True)
        self._rows_button = self._make_rows_button()
        self._lay_out()
        self.dwell = Dwell(self.plot.viewport())
        self.dwell.pointed_at.connect(self._tell_pointed)
        self.dwell.left.connect(self.pointer_left)
        self.plot.laid_out.connect(self._place_heads)
        self.plot.range_changed.connect(self.overview.set_range)
        self.overview.range_asked.connect(lambda a, b: self.plot.view.setXRange(a, b, padding=0))

    def sizeHint(self) -> QSize:
        return QSize(1000, 290)

    # What is shown

    def set_labels(self, labels: tuple[str, ...]) -> None:
        """A row per label."""
        for head in self._heads.values():
            head.deleteLater()
        self._labels, self._open, self._solo = labels, {}, None
        self._had_events = set()
        self._heads = {label: self._make_head(label) for label in labels}
        self.plot.set_labels(labels, tones(self.palette()))
        self.refresh_theme()
        self._show_rows()

    def set_axis(self, axis: MatchAxis, is_new: bool = False) -> None:
        """The match's files; shows all of it when it is another match or its length changed."""
        is_new = is_new or axis.duration != self._duration
        self._axis, self._duration = axis, axis.duration
        self.plot.set_axis(axis, is_new)
        if is_new:
            self.overview.set_range(0, axis.duration)
        self._refresh_overview()

    def set_curves(self, curves: Curves) -> None:
        """The curves so far."""
        self._curves = curves
        self.plot.set_curves(curves, self._raw)

    def set_raw(self, raw: bool) -> None:
        """Raw votes, as the paper plots them, in place of confidences."""
        self._raw = raw
        self.plot.set_curves(self._curves, raw)

    def set_thresholds(self, thresholds: Mapping[str, float]) -> None:
        """A threshold per label."""
        for label in self._labels:
            self.plot.set_threshold(label, thresholds[label])
            self._heads[label].set_threshold(thresholds[label])

    def set_events(self, events: Sequence[Event]) -> None:
        """The events at the thresholds in force."""
        self._events = events
        counts = Counter(event.label for event in events if event.is_kept)
        for label, head in self._heads.items():
            head.set_count(counts[label])
        self.plot.set_events(events)
        new = {event.label for event in events} - self._had_events
        if new:  # a row opens when its label gets an event; it never closes under the mouse
            self._had_events |= new
            self._show_rows()
        self._refresh_overview()

    def set_truth(self, truth: Sequence[GivenEvent]) -> None:
        """What happened in truth; none when it is not known."""
        self.plot.set_truth(truth)

    def set_sound(self, times: npt.NDArray[np.float64], heights: npt.NDArray[np.float32]) -> None:
        """How loud the match is, 0..1."""
        self.plot.set_sound(times, heights)
        self.plot.setMinimumHeight(self.plot.least_height())

    def set_clips(self, clips: Sequence[Clip]) -> None:
        """The reel's clips."""
        self._clips = clips
        self.plot.set_clips(clips)
        self._refresh_overview()

    def set_selection(self, ids: Sequence[str]) -> None:
        """Ring these events and mark their clips."""
        chosen = frozenset(ids)
        self.plot.markers.set_selected(chosen)
        self.plot.lane.set_selected(chosen)

    def set_playhead(self, time: float, follow: bool) -> None:
        """Move the playhead; while playing the view follows it page by page."""
        self.plot.playhead.setPos(time)
        self.overview.set_playhead(time)
        start, end = self.plot.view.viewRange()[0]
        if follow and not start <= time < end:
            self.plot.view.setXRange(time, time + end - start, padding=0)

    def focus_thresholds(self) -> None:
        """Put the keyboard into the first open row's threshold."""
        visible = self.visible_labels()
        if visible:
            self._heads[visible[0]].threshold.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._heads[visible[0]].threshold.selectAll()

    # Zoom

    def show_range(self, start: float, end: float) -> None:
        """Show these seconds."""
        self.plot.view.setXRange(max(0.0, start), min(end, max(self._duration, 1.0)), padding=0)

    def show_all(self) -> None:
        """Show the whole match."""
        self.show_range(0.0, self._duration)

    def centre(self, time: float) -> None:
        """Bring a time into the middle when it is near an edge or outside."""
        start, end = self.plot.view.viewRange()[0]
        length = end - start
        if not start + length * 0.08 <= time <= end - length * 0.08:
            first = min(max(0.0, time - length / 2), max(0.0, self._duration - length))
            self.show_range(first, first + length)

    def zoom(self, factor: float, around: float) -> None:
        """Show ``factor`` times the seconds shown now."""
        self.plot.view.scaleBy(x=factor, center=(around, 0))

    def refresh_theme(self) -> None:
        """Draw in the colours of the palette."""
        tone = tones(self.palette())
        eye, solo = icon("eye", tone.faint, tone.line), icon("solo", tone.faint, tone.line)
        for head in self._heads.values():
            head.set_icons(eye, solo)
        self.plot.set_tone(tone)
        self.plot.set_clips(self._clips)
        self._refresh_overview()

    def _tell_pointed(self, at: QPoint) -> None:
        """Tell the place of the axis, and the point above the curves at which its frame may be shown."""
        place = self.plot.view.mapSceneToView(self.plot.mapToScene(at)).x()
        if 0 <= place <= self._duration:
            self.pointed_at.emit(place, self.plot.mapToGlobal(QPoint(at.x(), 0)))

    # Rows

    def visible_labels(self) -> tuple[str, ...]:
        """The labels whose rows are open, in order."""
        if self._solo is not None:
            return (self._solo,)
        usual = set(self._labels) if len(self._labels) <= FEW_LABELS else self._had_events
        return tuple(label for label in self._labels if self._open.get(label, label in usual))

    def set_row_open(self, label: str, is_open: bool) -> None:
        """Open or hide a row."""
        self._open[label] = is_open
        self._show_rows()

    def set_solo(self, label: str, on: bool) -> None:
        """Show one row alone, or all again."""
        self._solo = label if on else None
        for name, head in self._heads.items():
            if name != label:
                head.solo.blockSignals(True)
                head.solo.setChecked(False)
                head.solo.blockSignals(False)
        self._show_rows()

    def _show_rows(self) -> None:
        visible = self.visible_labels()
        hidden = len(self._labels) - len(visible)
        text = self.tr("{0} more rows").format(hidden) if hidden else self.tr("Rows")
        self._rows_button.setText(f"{text} ▾")
        self.plot.setMinimumHeight(self.plot.least_height())
        self.plot.set_visible_labels(visible)
        self.plot.setMinimumHeight(self.plot.least_height())

    def _place_heads(self) -> None:
        visible = set(self.plot.visible_labels)
        for label, head in self._heads.items():
            head.setVisible(label in visible)
            if label in visible:
                top, height = self.plot.row_place(label)
                head.setGeometry(0, round(top), HEAD_WIDTH, round(height))
        top, height = self.plot.lane_place()
        self._lane_name.setGeometry(22, round(top), HEAD_WIDTH - 22, round(height))
        has_sound = self.plot.sound_height > 0
        self._sound_name.setVisible(has_sound)
        self._sound_name.setGeometry(22, round(top - self.plot.sound_height), HEAD_WIDTH - 22, round(height))
        self._rows_button.setGeometry(2, 0, HEAD_WIDTH - 6, AXIS_HEIGHT)

    def _make_head(self, label: str) -> RowHeader:
        head = RowHeader(label, label_colour(label, self._labels), self._left)
        head.threshold_typed.connect(self.threshold_typed)
        head.hidden.connect(lambda name: self.set_row_open(name, False))
        head.soloed.connect(self.set_solo)
        return head

    def _make_rows_button(self) -> QToolButton:
        button = QToolButton(self._left)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self.tr("Choose which rows are open"))
        button.setAccessibleName(self.tr("Rows"))
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill_rows_menu(menu))
        button.setMenu(menu)
        return button

    def _fill_rows_menu(self, menu: QMenu) -> None:
        menu.clear()
        visible = self.visible_labels()
        for label in self._labels:
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(label in visible)
            action.toggled.connect(lambda on, name=label: self.set_row_open(name, on))

    def _refresh_overview(self) -> None:
        self.overview.set_content(self._axis, self._events, self._clips, self.plot.colours())

    def _lay_out(self) -> None:
        inner = QWidget(self)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self.plot, 1)
        scroll = QScrollArea(self)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        strip = QHBoxLayout()
        strip.setContentsMargins(HEAD_WIDTH, 0, 0, 0)
        strip.addWidget(self.overview)
        column.addLayout(strip)
