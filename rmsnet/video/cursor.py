"""Where in the file we are: packets by their number in the frame table, wherever seeking lands."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from rmsnet.video.container import OpenSource
from rmsnet.video.table import FrameTable

# Reading past this many bytes is dearer than seeking over them.
SKIPPED_BYTES = 4 << 20
# How far before the packet to aim, in seconds, when a seek landed behind it.
STEPS_BACK = (0.0, 1.0, 5.0, 30.0)


class PacketCursor:
    """Reads numbered packets of a source, in decoding order, from any packet on.

    Demuxers differ in what a seek means (key frame, byte estimate, decoding or presentation time), so every
    landing is checked against the table, and a start that cannot be reached by seeking is read up to.
    """

    def __init__(self, source: OpenSource, table: FrameTable) -> None:
        self.source = source
        self._packets = table.packets
        self._second = round(1 / table.time_base)
        self._stored: Iterator[Packet[VideoStream]]
        self._held: tuple[int | None, Packet[VideoStream]] | None
        self._next: int
        self._read_from_start()

    @property
    def next_number(self) -> int:
        """The packet that `read` is expected to return next."""
        return self._next

    def go_to(self, number: int) -> None:
        """Move so that the next packet read is this one (or, if it is unreadable, the first one after)."""
        if number == self._next and self._held is None:
            return
        if self._is_near(number) and self._skip_to(number):
            return
        for seconds in STEPS_BACK:
            if self._seek(int(self._packets.pts[number]) - round(seconds * self._second)) and self._skip_to(number):
                return
        self.source.restart()
        self._read_from_start()
        self._skip_to(number)

    def read(self) -> tuple[int | None, Packet[VideoStream]] | None:
        """Return the next packet with its number (None: not in the table), or None at the end."""
        if self._held is not None:
            held, self._held = self._held, None
            return held
        packet = next(self._stored, None)
        if packet is None:
            return None
        number = self._number(packet)
        if number is not None:
            self._next = number + 1
        return number, packet

    def _read_from_start(self) -> None:
        self._stored = self.source.packets()
        self._held = None
        self._next = 0

    def _is_near(self, number: int) -> bool:
        ahead = self._packets.size[self._next : number]
        return number >= self._next and self._held is None and int(ahead.sum(dtype=np.int64)) <= SKIPPED_BYTES

    def _seek(self, pts: int) -> bool:
        try:
            self.source.container.seek(pts, stream=self.source.stream, backward=True)
        except FFmpegError:
            return False
        self._stored, self._held, self._next = self.source.packets(), None, -1
        return True

    def _skip_to(self, number: int) -> bool:
        """Read up to a packet; False when it turns out to lie behind."""
        landed = self._next >= 0
        while (item := self.read()) is not None:
            found = item[0]
            if found is not None and found >= number:
                self._held = item
                return found == number or landed
            landed = landed or found is not None
        return False

    def _number(self, packet: Packet[VideoStream]) -> int | None:
        pts = packet.pts
        if pts is None:
            return None
        known = self._packets.pts
        if 0 <= self._next < len(known) and known[self._next] == pts:
            return self._next
        matches = np.flatnonzero(known == pts)
        later = matches[matches >= self._next]
        return int(later[0]) if len(later) else (int(matches[0]) if len(matches) else None)
