"""Playing a match frame by frame: the system's player aimed by the frame table, or still frames where it cannot.

What the window may rely on:

- A frame's number and time always come from the frame table; ``n / rate`` is used nowhere.
- ``moved`` tells the playhead, ``picture_changed`` the picture; while paused both are the frame that was asked for.
- Where the player misses a frame it is decoded by ourselves, and playing still starts there. So are frames far behind
  their key frame while paused: the player would decode from there for every step, our reader goes on from the last one.
- A match may have several files; ``index`` is the one that is shown, and a seek or a range names its file.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput

from app.aimed_player import AimedPlayer
from app.jobs import JobList
from app.opening import OpenedSource
from app.stills import StillReader

SHUTTLE_RATES = (1.0, 2.0, 4.0, 8.0)
REVERSE_TICK_MS = 80
STILL_TICK_MS = 100
FAR_PACKETS = 32
"""A frame this far behind its key frame comes sooner from a reader that keeps its place."""
REST_MS = 300
"""After so long on a still the player follows, so that playing starts at once."""
KEPT_FRAMES = 32
"""For stepping back; going to a frame decodes so many before it in full."""


class Playback(QObject):
    """What is on the screen and where the playhead is."""

    picture_changed = Signal(QImage)
    moved = Signal(float)
    playing_changed = Signal(bool)
    fell_back = Signal(str)
    source_changed = Signal(int)

    def __init__(self, jobs: JobList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = AimedPlayer(self)
        self._player.shown.connect(self._take_frame)
        self._player.missed.connect(lambda _frame: self._show_still(self._wanted))
        self._player.failed.connect(self._fall_back)
        self._sources: tuple[OpenedSource | None, ...] = ()
        self._index = 0
        self._stills = StillReader(jobs, self, KEPT_FRAMES)
        self._stills.read.connect(self._take_still)
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._tick)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._aim_player)
        self._forget()

    def _forget(self) -> None:
        self._source: OpenedSource | None = None
        self._wanted = 0  # the frame the playhead is at
        self._shown: int | None = None
        self._ranges: list[tuple[int, float, float]] = []
        self._is_looping = False
        self._speed = 0.0  # of playing: negative backwards, 0 paused
        self._uses_stills = False
        self._is_player_elsewhere = False  # the picture is a still although the player could show it

    # Opening

    def open(self, sources: Sequence[OpenedSource | None]) -> None:
        """Load a match; the first frame of its first file is shown as soon as the player has it."""
        self.close()
        self._sources = tuple(sources)
        first = next((index for index, source in enumerate(sources) if source is not None), None)
        if first is not None:
            self._load(first)

    def set_sources(self, sources: Sequence[OpenedSource | None]) -> None:
        """The files of the match are others now; what is shown stays when it is among them."""
        if self._source is not None and self._source in sources:
            self._sources = tuple(sources)
            self._index = self._sources.index(self._source)
        else:
            self.open(sources)

    def close(self) -> None:
        """Let go of the files."""
        self._stop_player()
        self._sources, self._index = (), 0
        self.playing_changed.emit(False)

    def _stop_player(self) -> None:
        self._ticker.stop()
        self._rest.stop()
        self._player.close()
        self._stills.close()
        self._forget()

    def _load(self, index: int) -> None:
        """Show another file of the match from its start, paused."""
        source = self._sources[index]
        assert source is not None  # noqa: S101
        self._stop_player()
        self._index, self._source = index, source
        self._stills.open(source.path)
        self._player.open(source)
        self.source_changed.emit(index)

    def _switch(self, index: int) -> bool:
        """Go to another file; playing goes on there. False when it is not there."""
        if index == self._index:
            return self._source is not None
        if not 0 <= index < len(self._sources) or self._sources[index] is None:
            return False
        speed, ranges, is_looping = self._speed, self._ranges, self._is_looping
        self._load(index)
        self._ranges, self._is_looping = ranges, is_looping
        if speed:
            self.play(speed)
        return True

    @property
    def source(self) -> OpenedSource | None:
        """The file that is shown."""
        return self._source

    @property
    def sources(self) -> tuple[OpenedSource | None, ...]:
        """The files of the match, None for one that is not there."""
        return self._sources

    @property
    def index(self) -> int:
        """Which file of the match is shown."""
        return self._index

    @property
    def is_playing(self) -> bool:
        """Whether time moves, forwards or backwards."""
        return self._speed != 0

    @property
    def uses_stills(self) -> bool:
        """Whether the system's player could not decode the file."""
        return self._uses_stills

    @property
    def speed(self) -> float:
        """Playing speed: 1 is normal, negative is backwards, 0 is paused."""
        return self._speed

    @property
    def frame(self) -> int:
        """The frame at the playhead."""
        return self._wanted

    @property
    def time(self) -> float:
        """When the playhead's frame starts, in seconds."""
        return self._source.table.time_of(self._wanted) if self._source else 0.0

    @property
    def frame_end(self) -> float:
        """When the playhead's frame ends, in seconds."""
        if self._source is None:
            return 0.0
        table = self._source.table
        return self.time + float(int(table.durations[self._wanted]) * table.time_base)

    # Seeking

    def seek(self, time: float, index: int | None = None) -> None:
        """Go to the frame shown at a time in seconds of a file, the shown one if not named; playing goes on there."""
        if self._source is not None and self._switch(self._index if index is None else index):
            self._ranges = []
            self._go_to(self._source.table.frame_at(time))

    def step(self, frames: int) -> None:
        """Pause and go some frames on, or back when negative."""
        if self._source is not None:
            self.pause()
            self._go_to(self._wanted + frames)

    # Playing

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self, speed: float = 1.0) -> None:
        """Play at a speed; negative plays backwards, without sound."""
        if self._source is None or speed == 0:
            return
        if speed > 0 and self._wanted >= len(self._source.table) - 1:
            self._go_to(0)
        self._speed = speed
        if speed > 0 and not self._uses_stills:
            self._ticker.stop()
            if self._is_player_elsewhere:
                self._aim_player()
            self._player.play(speed)
        else:
            self._player.pause()
            self._ticker.start(REVERSE_TICK_MS if speed < 0 else STILL_TICK_MS)
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop at the frame that is shown."""
        if not self.is_playing:
            return
        self._speed = 0.0
        self._ranges = []
        self._ticker.stop()
        self._player.pause()
        if self._is_player_elsewhere:
            self._rest.start()
        self.playing_changed.emit(False)

    def shuttle(self, direction: int) -> None:
        """Play forwards (1) or backwards (-1); the same direction again is faster."""
        now = self._speed * direction
        faster = [rate for rate in SHUTTLE_RATES if rate > now]
        self.play(direction * (SHUTTLE_RATES[0] if now <= 0 else faster[0] if faster else now))

    def play_ranges(self, ranges: Sequence[tuple[int, float, float]], loop: bool = False) -> None:
        """Play parts of the match one after the other, exactly the frames a reel would hold.

        Args:
            ranges: file, and half-open in and out point in seconds.
            loop: start again after the last one.
        """
        there = [part for part in ranges if part[0] < len(self._sources) and self._sources[part[0]] is not None]
        if not there or self._source is None:
            return
        self.pause()
        self._go_to_range(there[0])
        self._ranges, self._is_looping = there, loop
        self.play()

    def _go_to_range(self, part: tuple[int, float, float]) -> None:
        if self._switch(part[0]) and self._source is not None:
            self._go_to(self._source.table.frame_at(part[1]))

    # Sound

    @property
    def sound(self) -> QAudioOutput:
        """Volume and mute."""
        return self._player.sound

    # Frames

    def _go_to(self, frame: int) -> None:
        assert self._source is not None  # noqa: S101
        frame = min(max(0, frame), len(self._source.table) - 1)
        self._set_playhead(frame)
        if self._uses_stills:
            self._show_still(frame)
        elif self._is_there(frame):
            return
        elif self._is_far(frame):
            self._is_player_elsewhere = True
            self._rest.stop()
            self._show_still(frame)
        elif self._speed > 0 or self._is_player_elsewhere or not self._player.is_seeking:
            self._aim_player()

    def _is_there(self, frame: int) -> bool:
        """Whether the paused player shows this frame and will go on showing it."""
        is_settled = self._player.is_ready and not self._player.is_seeking and not self._is_player_elsewhere
        return is_settled and self._speed <= 0 and frame == self._shown

    def _is_far(self, frame: int) -> bool:
        """Whether the player would decode long for this frame alone."""
        if self._source is None or self._speed > 0:
            return False
        table = self._source.table
        return int(table.packet[frame]) - table.run_up(frame) > FAR_PACKETS

    def _aim_player(self) -> None:
        self._is_player_elsewhere = False
        self._rest.stop()
        self._player.seek(self._wanted)

    def _set_playhead(self, frame: int) -> None:
        if frame != self._wanted or not self.is_playing:
            self._wanted = frame
            self.moved.emit(self.time)

    def _take_frame(self, frame: int, image: QImage) -> None:
        """A picture of the player: the one that was asked for, or the next while it plays."""
        if self._is_player_elsewhere:
            return  # it was asked for before
        self._shown = frame
        self.picture_changed.emit(image)
        if self.is_playing:
            self._set_playhead(frame)
            self._leave_range(frame)
        elif frame != self._wanted:  # scrubbing goes on
            self._aim_player()

    def _fall_back(self, reason: str) -> None:
        self.pause()
        self._uses_stills, self._is_player_elsewhere = True, False
        self._rest.stop()
        self.fell_back.emit(reason)
        if self._source is not None:
            self._show_still(self._wanted)

    # Stills and shuttling

    def _show_still(self, frame: int) -> None:
        self._stills.request(frame)

    def _take_still(self, frame: int, image: QImage) -> None:
        if frame == self._wanted or self._ticker.isActive():
            self._shown = frame
            self.picture_changed.emit(image)
            if self._is_player_elsewhere and not self.is_playing:
                self._rest.start()

    def _tick(self) -> None:
        """Advance what the player cannot: backwards, or still frames."""
        if self._source is None:
            return
        table = self._source.table
        time = self.time + self._speed * self._ticker.interval() / 1000
        frame = table.frame_at(time)
        if frame == self._wanted:
            frame += 1 if self._speed > 0 else -1
        if (self._ranges or frame >= len(table) - 1) and self._leave_range(frame):
            return
        self._go_to(frame)
        if frame <= 0 or frame >= len(table) - 1:
            self.pause()

    def _leave_range(self, frame: int) -> bool:
        """At a range's last frame go on to the next one, or pause on it; whether it did."""
        if self._source is None:
            return False
        table = self._source.table
        if not self._ranges:
            return frame >= len(table) - 1 and self._leave_file()
        # The last frame whose time lies before the half-open end.
        end = self._ranges[0][2]
        last = max(0, int(table.frame_at(end)))
        if table.time_of(last) >= end - 1e-6 and last > 0:
            last -= 1
        if frame < last:
            return False
        played = self._ranges.pop(0)
        if self._is_looping:
            self._ranges.append(played)
        if not self._ranges:
            self.pause()
            self._go_to(last)
            return True
        self._go_to_range(self._ranges[0])
        return True

    def _leave_file(self) -> bool:
        """At a file's end play on in the next one, or pause."""
        if self._speed > 0 and self._switch(self._index + 1):
            return True
        self.pause()
        return False
