"""The brightness of a decoded picture at the source's own resolution, for those who read small print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

# Formats whose first plane is 8-bit luma as it stands; all others are converted.
_EIGHT_BIT = ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "nv21", "gray")


class LumaPicture:
    """Brightness of one picture, 0..255, upright; read regions of it before the next picture is taken.

    It looks into the decoder's own buffer and copies only what is asked for, so it is closed when the stream goes
    on: kept pictures would keep whole decoded frames.

    Args:
        pixels: `[H, W]` uint8.
    """

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        self._pixels: NDArray[np.uint8] | None = pixels
        self.height, self.width = pixels.shape

    @classmethod
    def of_frame(cls, frame: VideoFrame, turn: int = 0) -> Self:
        """Look at a decoded frame; ``turn`` is the quarter turn in degrees clockwise that shows it upright."""
        if frame.format.name not in _EIGHT_BIT:
            frame = frame.reformat(format="gray", threads=1)
        plane = frame.planes[0]
        rows = np.frombuffer(plane, np.uint8)  # type: ignore[call-overload]  # a plane is a buffer
        pixels = rows.reshape(-1, plane.line_size)[: frame.height, : frame.width]
        return cls(np.rot90(pixels, -turn // 90))

    def crop(self, box: tuple[int, int, int, int], step: int = 1) -> NDArray[np.uint8]:
        """A copy of the region (x, y, w, h), cut to the picture; every ``step``-th pixel of it.

        Raises:
            ValueError: the stream has gone on to the next picture.
        """
        if self._pixels is None:
            raise ValueError("This picture is gone: crop it before the next one is taken.")
        x, y, w, h = box
        return np.array(self._pixels[max(y, 0) : max(y + h, 0) : step, max(x, 0) : max(x + w, 0) : step])

    def close(self) -> None:
        """Let go of the decoded frame; safe to call twice."""
        self._pixels = None
