"""From a decoded frame to RGB, once, at the size wanted."""

from __future__ import annotations

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

UNSPECIFIED = 2
"""A frame's colour matrix when the file names none (ITU-T H.273)."""
TALLEST_STANDARD_DEFINITION = 576


def colour_matrix(frame: VideoFrame) -> Colorspace | None:
    """Return the matrix to assume for a frame that names none, as players do: HD is BT.709, FFmpeg's scaler says 601.

    None leaves the frame's own.
    """
    unnamed = frame.colorspace == UNSPECIFIED and frame.format.name.startswith("yuv")
    return Colorspace.ITU709 if unnamed and frame.height > TALLEST_STANDARD_DEFINITION else None


def clockwise_turn(frame: VideoFrame) -> int:
    """Return the quarter turn that shows a frame upright: 0, 90, 180 or 270 degrees clockwise."""
    # The display matrix counts counter-clockwise; slanted matrices are shown as their nearest quarter.
    return round(-frame.rotation / 90) % 4 * 90


class PictureMaker:
    """Converts frames to upright RGB; keeps FFmpeg's scaler between frames of the same kind."""

    def __init__(self) -> None:
        self._scaler = VideoReformatter()

    def picture(
        self, frame: VideoFrame, size: tuple[int, int] | None = None, turn: int | None = None
    ) -> NDArray[np.uint8]:
        """Convert one frame.

        Args:
            frame: the decoded frame.
            size: (height, width) of the result; the whole frame is squeezed into it. None keeps the size.
            turn: degrees clockwise; None takes the frame's own.

        Returns:
            `[H, W, 3]` RGB, 0..255, contiguous.
        """
        turn = clockwise_turn(frame) if turn is None else turn
        sideways = turn in (90, 270)
        if size is None:
            height, width = frame.height, frame.width
        else:
            height, width = size[::-1] if sideways else size
        resized = (height, width) != (frame.height, frame.width)
        converted = self._scaler.reformat(
            frame,
            width=width,
            height=height,
            format="rgb24",
            src_colorspace=colour_matrix(frame),
            interpolation=Interpolation.AREA if resized else Interpolation.BICUBIC,
            threads=1,  # a picture is too little work to share out
        )
        image = converted.to_ndarray()
        return np.ascontiguousarray(np.rot90(image, -turn // 90)) if turn else np.array(image)
