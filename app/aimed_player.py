"""The system's player, aimed at single frames by the frame table, and honest about where it misses.

A seek goes to the middle of a frame: aimed at its start, players show the frame before. Some files lead them astray
all the same: in a transport stream they begin at the next key frame, and where frames last unequally they may take
the frame before. The frame's time tells; then ``missed`` asks for the frame to be decoded in another way, and playing
starts at the key frame before it, unseen and unheard until the frame is reached.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

from app.opening import OpenedSource

PATIENCE_MS = 700
"""A player that has not shown the frame by then may not be able to."""
PATIENCE_PER_PACKET_MS = 8
"""Longer for what it has to decode on the way from the key frame."""
FIRST_PATIENCE_MS = 8000
"""A player that has shown nothing by then cannot decode the file."""
RUN_UP_PATIENCE_MS = 5000
RUN_UP_RATE = 4.0
RUN_UP_SECONDS = 0.7
"""Aimed so long before a key frame, a player does not miss that one: it is stored before frames shown earlier."""
_MOST_MISSES = 3  # in a row, after which a paused player is not asked any more
_LATE = 8  # while playing, frames behind the one aimed at are as good


class AimedPlayer(QObject):
    """Plays one file; all frames are those of its table, 0-based."""

    shown = Signal(int, QImage)
    missed = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = QMediaPlayer(self)
        self.sound = QAudioOutput(self)
        self._sink = QVideoSink(self)
        self._player.setAudioOutput(self.sound)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take_frame)
        self._player.errorOccurred.connect(self._take_error)
        self._overdue = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._overdue.timeout.connect(self._give_up_seek)
        self._hopeless = QTimer(self, singleShot=True, interval=FIRST_PATIENCE_MS)
        self._hopeless.timeout.connect(
            lambda: self._give_up(self.tr("The system's player shows no picture of this file."))
        )
        self._forget()

    def _forget(self) -> None:
        self._source: OpenedSource | None = None
        self._offset: float | None = None  # the player's time of the first frame
        self._in_flight: int | None = None  # the frame that is to be shown next
        self._is_missed = False  # the frame in flight did not come first
        self._misses = 0
        self._rate = 0.0
        self._is_running_up = False
        self._was_muted = False  # before running up
        self._has_seen_earlier = False  # while running up

    def open(self, source: OpenedSource) -> None:
        """Load a file, paused on its first frame."""
        self.close()
        self._source, self._in_flight = source, 0
        self._player.setSource(QUrl.fromLocalFile(str(source.path)))
        self._player.pause()
        self._overdue.start(PATIENCE_MS)
        self._hopeless.start()

    def close(self) -> None:
        """Let go of the file."""
        self._overdue.stop()
        self._hopeless.stop()
        self._end_run_up()
        self._player.stop()
        self._forget()
        self._player.setSource(QUrl())

    @property
    def is_ready(self) -> bool:
        """Whether it has shown a first frame."""
        return self._offset is not None

    @property
    def is_seeking(self) -> bool:
        """Whether a frame is on its way."""
        return self._in_flight is not None and not self._is_missed

    def seek(self, frame: int) -> None:
        """Go to a frame; ``shown`` or ``missed`` tells what came of it. Playing goes on there."""
        self._in_flight, self._is_missed = frame, False
        self._overdue.start(PATIENCE_MS + PATIENCE_PER_PACKET_MS * self._packets_to(frame))
        if not self.is_ready:
            return
        if self._misses < _MOST_MISSES:
            self._aim(frame)
        elif self._rate:
            self._run_up()
        else:
            self._miss()

    def play(self, rate: float) -> None:
        """Play forwards from where it is."""
        self._rate = rate
        if self._is_missed and self.is_ready:
            self._run_up()
        elif not self._is_running_up:
            self._player.setPlaybackRate(rate)
            self._player.play()

    def pause(self) -> None:
        """Stop; frames that are still on their way are not shown."""
        self._rate = 0.0
        self._end_run_up()
        self._player.pause()

    def _packets_to(self, frame: int) -> int:
        """How many packets lie between the key frame and this frame."""
        if self._source is None:
            return 0
        table = self._source.table
        return int(table.packet[frame]) - table.run_up(frame)

    def _aim(self, frame: int) -> None:
        assert self._source is not None and self._offset is not None  # noqa: S101
        table = self._source.table
        middle = self._offset + table.time_of(frame) + float(int(table.durations[frame]) * table.time_base) / 2
        self._player.setPosition(round(middle * 1000))

    def _run_up(self) -> None:
        """Play from the key frame before the wanted frame, until it is reached."""
        assert self._source is not None and self._in_flight is not None  # noqa: S101
        table = self._source.table
        keyframes = np.flatnonzero(table.keyframe[: self._in_flight + 1])
        start = table.time_of(int(keyframes[-1])) - RUN_UP_SECONDS if len(keyframes) else 0.0
        self._is_running_up, self._has_seen_earlier, self._is_missed = True, False, False
        self._was_muted = self.sound.isMuted()
        self.sound.setMuted(True)
        self._player.setPlaybackRate(RUN_UP_RATE)
        self._overdue.start(RUN_UP_PATIENCE_MS)
        if start > 0:
            self._aim(table.frame_at(start))
        else:  # no seek leads to the first key frame
            self._player.setSource(QUrl())
            self._player.setSource(QUrl.fromLocalFile(str(self._source.path)))
        self._player.play()

    def _end_run_up(self) -> None:
        if self._is_running_up:
            self._is_running_up = False
            self.sound.setMuted(self._was_muted)
            self._player.setPlaybackRate(self._rate or 1.0)

    def _take_frame(self, video_frame: QVideoFrame) -> None:
        if not video_frame.isValid() or self._source is None:
            return
        start = video_frame.startTime() / 1_000_000
        if self._offset is None:
            if self._player.mediaStatus() in (QMediaPlayer.MediaStatus.NoMedia, QMediaPlayer.MediaStatus.LoadingMedia):
                return  # one that was on its way from the file before
            self._offset = start  # the first frame after loading is the table's first
            self._hopeless.stop()
            if self._in_flight:
                self.seek(self._in_flight)
                return
        frame = self._source.table.frame_at(start - self._offset)
        if self._in_flight is not None and not self._has_arrived(frame, self._in_flight):
            return
        if self._in_flight is not None or self._rate:
            self._in_flight = None
            self.shown.emit(frame, video_frame.toImage())

    def _has_arrived(self, frame: int, wanted: int) -> bool:
        """Whether the frame that was waited for is there."""
        late = frame - wanted
        if self._is_running_up:
            # Far behind the wanted frame without having passed it: one from before the player was aimed anew.
            if late < 0 or (late >= _LATE and not self._has_seen_earlier):
                self._has_seen_earlier |= late < 0
                return False
            self._end_run_up()
        elif late != 0 and not (self._rate and 0 < late < _LATE):
            if not self._rate and not self._is_missed:
                self._miss()
            return False
        elif not self._is_missed:
            self._misses = 0
        self._is_missed = False
        self._overdue.stop()
        return True

    def _miss(self) -> None:
        self._is_missed = True
        self._misses += 1
        self._overdue.stop()
        if self._in_flight is not None:
            self.missed.emit(self._in_flight)

    def _give_up_seek(self) -> None:
        if self._is_running_up:  # better there than nowhere
            self._end_run_up()
            self._in_flight = None
        elif self._rate and self.is_ready and self._in_flight is not None:
            self._misses += 1
            self._run_up()
        else:
            self._miss()

    def _take_error(self, error: QMediaPlayer.Error, text: str) -> None:
        if error != QMediaPlayer.Error.NoError:
            self._give_up(text or self.tr("The system's player cannot decode this file."))

    def _give_up(self, reason: str) -> None:
        if self._source is not None:
            self.close()
            self.failed.emit(reason)
