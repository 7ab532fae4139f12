"""Where lines of print stand in a picture, by the text detector that comes inside the ``rapidocr`` wheel.

The model marks the core of every line ("differentiable binarisation"); its box is that core grown back by the share
the model was taught to shrink it by. ``rapidocr`` would do the same and more, but takes seconds to import, in which
nothing can be cancelled; ``tests/rmsnet/test_line_finder.py`` compares the two.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
# (x, y, w, h) in pixels.
Box = tuple[int, int, int, int]
_STEP = 32  # the network's input is a multiple of this
# A pixel is print from the first on, a core a line from the second on (its mean); both are the model's own.
_PRINT, _LINE = 0.3, 0.5
_GROWTH = 1.6
_THINNEST_CORE, _THINNEST = 3, 5  # pixels of the network's input


class LineFinder:
    """Finds lines of print with an ``onnxruntime`` session of the detector."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name

    def boxes(self, picture: Image) -> list[Box]:
        """Boxes of the lines in a grey picture ``[H, W]`` whose print is about 15 to 60 pixels high, in no order."""
        height, width = picture.shape
        rows, columns = (round(side / _STEP) * _STEP for side in (height, width))
        if not rows or not columns:
            return []
        values = cv2.resize(picture, (columns, rows)).astype(np.float32) / 127.5 - 1.0
        likely = self._session.run(None, {self._input: np.repeat(values[None, None], 3, axis=1)})[0][0, 0]
        cores = cv2.dilate((likely > _PRINT).astype(np.uint8), np.ones((2, 2), np.uint8))
        contours, _ = cv2.findContours(cores, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        scale = (width / columns, height / rows)
        return [box for contour in contours if (box := _grown(contour, likely, scale, (width, height)))]


def _grown(
    contour: NDArray[Any], likely: NDArray[np.float32], scale: tuple[float, float], size: tuple[int, int]
) -> Box | None:
    """The box around a core, grown, in pixels of the picture; None for what is no line."""
    middle, sides, angle = cv2.minAreaRect(contour)
    if min(sides) < _THINNEST_CORE or _mean(likely, cv2.boxPoints((middle, sides, angle))) < _LINE:
        return None
    growth = sides[0] * sides[1] * _GROWTH / (2 * (sides[0] + sides[1]))
    grown = (sides[0] + 2 * growth, sides[1] + 2 * growth)
    if min(grown) < _THINNEST:
        return None
    corners = cv2.boxPoints((middle, grown, angle)) * scale
    left, top = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)), size).astype(int)
    return (int(left), int(top), int(right - left), int(bottom - top)) if right > left and bottom > top else None


def _mean(likely: NDArray[np.float32], corners: NDArray[Any]) -> float:
    """How likely what four corners hold is print, 0..1."""
    x, y, w, h = cv2.boundingRect(corners)
    left, top = max(x, 0), max(y, 0)
    part = likely[top : y + h, left : x + w]
    if not part.size:
        return 0.0
    inside = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(part, inside)[0])
