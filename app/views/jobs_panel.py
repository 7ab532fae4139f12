"""The jobs under way: what, how far, how long still, cancel, retry."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from app.core.timecode import format_match_clock
from app.icons import icon
from app.jobs import Job, JobState
from app.theme import tones

MOST_FAILED = 3


class JobRow(QWidget):
    """One job."""

    retry_asked = Signal(object)
    dismissed = Signal(object)

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self._title = QLabel(job.title, self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(job.title)
        self._left = QLabel(self)
        self._left.setProperty("isFaint", True)
        self.cancel_button, self.retry_button = self._button(), self._button()
        self._set_icons()
        self.cancel_button.setToolTip(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel {0}").format(job.title))
        self.cancel_button.clicked.connect(self._cancel)
        self.retry_button.setToolTip(self.tr("Try again"))
        self.retry_button.setAccessibleName(self.tr("Try again: {0}").format(job.title))
        self.retry_button.clicked.connect(lambda: self.retry_asked.emit(job))
        self.retry_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 8, 1)
        for widget in (self._title, self._bar, self._left, self.retry_button, self.cancel_button):
            row.addWidget(widget)
        row.addStretch(1)
        job.progressed.connect(self.refresh)
        job.ended.connect(self.refresh)

    def refresh(self) -> None:
        """Show how far the job is."""
        job = self.job
        if job.fraction is not None:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(job.fraction * 1000))
            self._bar.setFormat(f"{job.fraction * 100:.0f} %")
        left = job.seconds_left
        self._left.setText("" if left is None else self.tr("{0} left").format(format_match_clock(left + 0.5)))
        if job.state in (JobState.FAILED, JobState.CANCELLED):
            self._bar.hide()
            self.retry_button.show()
            failed = job.state is JobState.FAILED
            self._left.setText(str(job.error) if failed else self.tr("Cancelled"))
            self._left.setToolTip(self._left.text())

    def _cancel(self) -> None:
        if self.job.is_running:
            self.job.cancel()
            self._left.setText(self.tr("Stopping..."))
        else:
            self.dismissed.emit(self.job)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "retry_button"):
            self._set_icons()

    def _set_icons(self) -> None:
        tone = tones(self.palette())
        self.cancel_button.setIcon(icon("cancel", tone.text, tone.line))
        self.retry_button.setIcon(icon("retry", tone.text, tone.line))

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


class JobsPanel(QWidget):
    """A row per listed job; empty, it takes no room."""

    retry_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows: list[JobRow] = []
        self._ticker = QTimer(self, interval=1000)
        self._ticker.timeout.connect(self._refresh)
        self.hide()

    def add(self, job: Job) -> None:
        """Show a job that started."""
        if not job.is_listed:
            return
        self._drop([row for row in self.rows if row.job.title == job.title and not row.job.is_running])
        row = JobRow(job, self)
        row.retry_asked.connect(self.retry_asked)
        row.dismissed.connect(lambda done: self._drop([r for r in self.rows if r.job is done]))
        self._column.addWidget(row)
        self.rows.append(row)
        self.show()
        self._ticker.start()

    def settle(self, job: Job) -> None:
        """Take a job away that ended well; one that failed stays, to be tried again."""
        is_over = job.state is JobState.SUCCEEDED or (job.state is JobState.CANCELLED and job.again is None)
        ended_well = [row for row in self.rows if row.job is job and is_over]
        failed = [row for row in self.rows if row.job.state in (JobState.FAILED, JobState.CANCELLED)]
        self._drop(ended_well + failed[:-MOST_FAILED])
        if not any(row.job.is_running for row in self.rows):
            self._ticker.stop()

    def forget_ended(self) -> None:
        """Forget what could be tried again."""
        self._drop([row for row in self.rows if not row.job.is_running])

    def clear(self) -> None:
        """Forget every row and stop the clock."""
        self._drop(list(self.rows))
        self._ticker.stop()

    def _drop(self, rows: list[JobRow]) -> None:
        for row in rows:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        if not self.rows:
            self.hide()

    def _refresh(self) -> None:
        for row in self.rows:
            if row.job.is_running:
                row.refresh()
