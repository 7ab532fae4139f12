"""Frame n of a file, exactly: what thumbnails and exports show."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from rmsnet.errors import SourceError
from rmsnet.video.container import CONVERT, OpenSource
from rmsnet.video.cursor import PacketCursor
from rmsnet.video.info import examine
from rmsnet.video.picture import PictureMaker

# Decoders hold back at most 16 pictures to sort them: a frame that has not come by then will not come.
REORDERED_FRAMES = 16
KEPT_BYTES = 96 << 20


class FrameReader:
    """Random access to the frames of one file.

    Reading forwards decodes on without seeking; any other frame costs the decoding from the key frame before
    it. Not for use from several threads at once.

    Args:
        path: the match file.
        hwaccel: decoding device, as in `OpenSource`; empty for the CPU.
        kept_frames: the most decoded frames to keep, so that going back over them costs nothing; large pictures
            are kept fewer (`KEPT_BYTES`).

    Raises:
        SourceError: the file cannot be used.
    """

    def __init__(self, path: Path | str, hwaccel: str = "", kept_frames: int = 0) -> None:
        self.info, self.table = examine(path)
        self.warnings: list[str] = list(self.info.warnings)
        self._source = OpenSource(self.info.path, hwaccel=hwaccel)
        self.warnings.extend(sentence for sentence in self._source.warnings if sentence not in self.warnings)
        self._cursor = PacketCursor(self._source, self.table)
        self._maker = PictureMaker()
        self._decoded: deque[VideoFrame] = deque()
        self._last: VideoFrame | None = None
        self._drained = False
        picture_bytes = self.info.width * self.info.height * 3 // 2
        self._kept: deque[VideoFrame] = deque(maxlen=min(kept_frames, KEPT_BYTES // max(1, picture_bytes)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.table)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._decoded.clear()
        self._kept.clear()
        self._last = None
        self._source.close()

    def read(self, n: int, size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
        """Return frame n (0-based, in presentation order), upright.

        Args:
            n: 0 to `len(self) - 1`.
            size: (height, width); None gives the file's own size, even if the stream changes it on its way.

        Returns:
            `[H, W, 3]` RGB, 0..255.

        Raises:
            IndexError: there is no frame n.
            SourceError: the file is damaged there and no frame near it can be decoded.
        """
        if not 0 <= n < len(self.table):
            raise IndexError(f"frame {n} of {len(self.table)}")
        frame = self._frame(n)
        return self._maker.picture(frame, size or (self.info.height, self.info.width), self.info.rotation)

    def _frame(self, n: int) -> VideoFrame:
        wanted = int(self.table.pts[n])
        if self._last is not None and self._last.pts == wanted:
            return self._last
        kept = next((frame for frame in self._kept if frame.pts == wanted), None)
        if kept is not None:
            return kept
        if not self._lies_ahead(n):
            self._go_before(n)
        frame = self._decode_up_to(wanted, self._first_to_keep(n))
        if frame is None:
            raise SourceError(self.info.path, f"is damaged at {self.table.time_of(n):.2f} s", f"{CONVERT}.")
        self._last = frame
        return frame

    def _lies_ahead(self, n: int) -> bool:
        """Tell whether decoding on reaches frame n sooner than seeking does."""
        if self._drained or self._last is None or (self._last.pts or 0) > self.table.pts[n]:
            return False
        return any(f.pts == self.table.pts[n] for f in self._decoded) or (
            self.table.run_up(n) < self._cursor.next_number <= int(self.table.packet[n]) + REORDERED_FRAMES
        )

    def _go_before(self, n: int) -> None:
        self._decoded.clear()
        self._last = None
        self._drained = False
        self._cursor.go_to(self.table.run_up(n))
        self._source.stream.codec_context.flush_buffers()

    def _first_to_keep(self, n: int) -> int:
        """The time of the first frame that is worth decoding on the way to frame n."""
        return int(self.table.pts[max(0, n + 1 - max(1, self._kept.maxlen or 0))])

    def _decode_up_to(self, wanted: int, keep_from: int) -> VideoFrame | None:
        """Decode until the frame comes; if it never does, return the nearest one before it, with a warning."""
        before: VideoFrame | None = self._last
        overdue: list[VideoFrame] = []
        while len(overdue) <= REORDERED_FRAMES:
            if not self._decoded and not self._decode_more(keep_from):
                break
            while self._decoded:
                frame = self._decoded.popleft()
                self._kept.append(frame)
                if frame.pts == wanted:
                    self._decoded.extendleft(reversed(overdue))
                    return frame
                if frame.pts is None or frame.pts < wanted:
                    before = frame
                else:
                    overdue.append(frame)
        self._decoded.extendleft(reversed(overdue))
        nearest = before or (overdue[0] if overdue else None)
        if nearest is not None and nearest.pts is not None:
            self._warn_of_replacement(wanted, nearest.pts)
        return nearest

    def _decode_more(self, keep_from: int) -> bool:
        """Decode one more packet; False when the stream has ended and everything is out.

        Args:
            keep_from: earlier frames are only on the way.
        """
        if self._drained:
            return False
        item = self._cursor.read()
        if item is None:
            self._drained = True
            self._decoded.extend(self._source.decode(None) or ())
            return True
        packet = item[1]
        # On the way to the frame, pictures nobody refers to may be left out: the result is the same.
        on_the_way = packet.pts is not None and packet.pts < keep_from
        self._source.skip_unreferenced(on_the_way)
        self._decoded.extend(self._source.decode(packet) or ())
        return True

    def _warn_of_replacement(self, wanted: int, given: int) -> None:
        start = self.table.pts[0]
        seconds = [float((pts - start) * self.table.time_base) for pts in (wanted, given)]
        self.warnings.append(f"The frame at {seconds[0]:.2f} s is damaged: the one at {seconds[1]:.2f} s is shown.")
