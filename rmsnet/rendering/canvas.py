"""Drawing in units of the picture's height, so that one description serves every size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from rmsnet.rendering.styles import Colour

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
_SHIFT = 4  # OpenCV draws with 1/16 pixel


class Canvas:
    """An RGB picture [H, W, 3] with a pen. (0, 0) is the top left corner, (aspect, 1) the bottom right one.

    Args:
        image: is drawn into.
    """

    def __init__(self, image: Image) -> None:
        self.image = image
        self.height, self.width = image.shape[:2]
        self.aspect = self.width / self.height

    def polygon(self, points: Sequence[tuple[float, float]] | Floats, colour: Colour) -> None:
        """Fill a polygon."""
        pixels = np.round(np.asarray(points, dtype=float) * self.height * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(self.image, [pixels], colour, cv2.LINE_AA, _SHIFT)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, alpha: float = 1.0) -> None:
        """Fill an upright rectangle, see-through where alpha is below 1."""
        h = self.height
        left, top = max(0, round(x * h)), max(0, round(y * h))
        right, bottom = min(self.width, round((x + width) * h)), min(h, round((y + height) * h))
        if right <= left or bottom <= top:
            return
        part = self.image[top:bottom, left:right]
        if alpha >= 1:
            part[:] = colour
        else:
            part[:] = (part * (1 - alpha) + np.multiply(colour, alpha)).astype(np.uint8)

    def line(self, a: tuple[float, float], b: tuple[float, float], colour: Colour, thickness: float) -> None:
        """A line with round ends; thickness in heights, at least one pixel."""
        scale = self.height * (1 << _SHIFT)
        start, end = (round(a[0] * scale), round(a[1] * scale)), (round(b[0] * scale), round(b[1] * scale))
        pixels = max(1, round(thickness * self.height))
        cv2.line(self.image, start, end, colour, pixels, cv2.LINE_AA, _SHIFT)

    def circle(self, centre: tuple[float, float], radius: float, colour: Colour) -> None:
        """A filled circle."""
        scale = self.height * (1 << _SHIFT)
        at = (round(centre[0] * scale), round(centre[1] * scale))
        cv2.circle(self.image, at, max(4, round(radius * scale)), colour, -1, cv2.LINE_AA, _SHIFT)

    def ellipse(
        self, centre: tuple[float, float], axes: tuple[float, float], colour: Colour, angle: float = 0.0,
        begin: float = 0.0, end: float = 360.0,
    ) -> None:  # fmt: skip
        """A filled ellipse or a sector of one; angles in degrees, clockwise from the right."""
        scale = self.height * (1 << _SHIFT)
        at = (round(centre[0] * scale), round(centre[1] * scale))
        size = (max(1, round(axes[0] * scale)), max(1, round(axes[1] * scale)))
        cv2.ellipse(self.image, at, size, angle, begin, end, colour, -1, cv2.LINE_AA, _SHIFT)

    def text(
        self, text: str, x: float, y: float, height: float, colour: Colour, *, serif: bool = False, anchor: str = "left"
    ) -> float:
        """Write one line.

        Args:
            text: plain letters.
            x: the anchor.
            y: the vertical middle of the capitals.
            height: of the capitals, in heights.
            colour: of the letters.
            serif: which face.
            anchor: "left", "centre" or "right".

        Returns:
            The width of the line in heights.
        """
        mask = letters(text, max(4, round(height * self.height)), serif)
        rows, columns = mask.shape[:2]
        left = round(x * self.height) - {"left": 0, "centre": columns // 2, "right": columns}[anchor]
        top = round(y * self.height - rows / 2)
        self.stamp(mask, left, top, colour)
        return float(columns / self.height)

    def stamp(self, mask: npt.NDArray[np.float32], left: int, top: int, colour: Colour) -> None:
        """Blend a colour in through a mask [h, w, 1] of 0..1 at a pixel position, cut at the edges."""
        rows, columns = mask.shape[:2]
        x0, y0, x1, y1 = max(0, left), max(0, top), min(self.width, left + columns), min(self.height, top + rows)
        if x1 <= x0 or y1 <= y0:
            return
        part = self.image[y0:y1, x0:x1]
        alpha = mask[y0 - top : y1 - top, x0 - left : x1 - left]
        part[:] = (part + alpha * (np.array(colour, np.float32) - part)).astype(np.uint8)


@lru_cache(maxsize=2048)
def letters(text: str, height: int, serif: bool = False) -> npt.NDArray[np.float32]:
    """A mask [h, w, 1] of 0..1 of a text whose capitals are ``height`` pixels high.

    Drawn four times larger and averaged down: OpenCV's strokes are uneven at television sizes.
    """
    face = cv2.FONT_HERSHEY_TRIPLEX if serif else cv2.FONT_HERSHEY_DUPLEX
    large = height * 4
    scale = cv2.getFontScaleFromHeight(face, large, 1)
    thickness = max(2, large // (9 if serif else 6))
    (width, rise), drop = cv2.getTextSize(text, face, scale, thickness)
    margin = thickness
    canvas = np.zeros((rise + drop + 2 * margin, width + 2 * margin), np.uint8)
    cv2.putText(canvas, text, (margin, margin + rise), face, scale, 255, thickness, cv2.LINE_AA)
    middle = margin + rise // 2  # centre the capitals, not the descenders
    half = max(middle, canvas.shape[0] - middle)
    padded = cv2.copyMakeBorder(
        canvas, half - middle, half - (canvas.shape[0] - middle), 0, 0, cv2.BORDER_CONSTANT, value=0
    )
    size = (max(1, padded.shape[1] // 4), max(1, padded.shape[0] // 4))
    small = cv2.resize(padded, size, interpolation=cv2.INTER_AREA)
    mask: npt.NDArray[np.float32] = small.astype(np.float32)[..., None] / np.float32(255)
    mask.setflags(write=False)
    return mask
