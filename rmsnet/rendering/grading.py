"""Light, weather, and what a camera and a broadcaster's grading do to a picture."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from rmsnet.rendering.canvas import Image
from rmsnet.rendering.plan import MatchPlan
from rmsnet.rendering.styles import find_style

_LIGHT = {
    "clear": (1.04, 1.0),
    "overcast": (0.95, 0.92),
    "rain": (0.88, 0.9),
    "night": (0.97, 1.05),
    "snow": (1.02, 0.85),
}


class Grading:
    """Grades pictures of one plan and size; all tables are made once."""

    def __init__(self, plan: MatchPlan, size: tuple[int, int]) -> None:
        self.size = size
        self.weather = plan.dress.weather
        self.seed = plan.seed
        style = find_style(plan.style)
        rng = np.random.default_rng([plan.seed, 53])
        gain, contrast = _LIGHT[self.weather]
        gain *= float(rng.uniform(0.93, 1.07))
        tints = np.array(style.tint) * rng.uniform(0.98, 1.02, 3)
        slope = style.contrast * contrast
        amount = style.saturation * float(rng.uniform(0.92, 1.08))
        grey = np.array((0.299, 0.587, 0.114))
        mix = np.eye(3) * amount + (1 - amount) * np.tile(grey, (3, 1))
        # Saturation, contrast around level 118, gain and tint are one affine map of the colours.
        scale = (gain * tints)[:, None]
        self.colours = np.hstack([mix * slope * scale, 118 * (1 - slope) * scale]).astype(np.float32)
        self.vignette = _vignette(size, style.vignette)
        height, width = size
        grain = rng.normal(128, style.noise * 1.0, (height + 64, width + 64, 1))
        self.noise = np.clip(np.round(np.repeat(grain, 3, axis=2)), 0, 255).astype(np.uint8)
        self.drops = rng.random((400, 3))

    def apply(self, image: Image, time: float) -> Image:
        """A graded picture; rain and snow fall, grain moves."""
        if self.weather in ("rain", "snow"):
            self._fall(image, time)
        image = cv2.transform(image, self.colours).astype(np.uint8, copy=False)
        cv2.multiply(image, self.vignette, dst=image, scale=1 / 255)
        shift = (round(time * 1000) * 2654435761 + self.seed) & 0xFFFFFF
        top, left = shift % 64, (shift // 64) % 64
        height, width = self.size
        grain = self.noise[top : top + height, left : left + width]
        return cv2.addWeighted(image, 1.0, grain, 1.0, -128).astype(np.uint8, copy=False)

    def _fall(self, image: Image, time: float) -> None:
        height, width = self.size
        snow = self.weather == "snow"
        count = 130 if snow else 170
        speed = 0.35 if snow else 2.2
        x = (self.drops[:count, 0] + 0.05 * time) % 1.0 * width
        y = (self.drops[:count, 1] + time * speed * (0.7 + 0.6 * self.drops[:count, 2])) % 1.0 * height
        length = 0 if snow else height // 22
        lines = np.stack([np.stack([x, y], 1), np.stack([x - length * 0.15, y + length], 1)], 1)
        pixels = list(np.round(lines * 16).astype(np.int32))
        veil = image.copy()
        thick = max(1, height // (130 if snow else 400))
        cv2.polylines(veil, pixels, False, (225, 228, 232), thick, cv2.LINE_AA, 4)
        cv2.addWeighted(veil, 0.7 if snow else 0.3, image, 0.3 if snow else 0.7, 0, dst=image)


def _vignette(size: tuple[int, int], amount: float) -> npt.NDArray[np.uint8]:
    height, width = size
    y, x = np.mgrid[0:height, 0:width]
    away = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) / 0.5
    shade = np.clip(255 * (1 - amount * away), 0, 255).round().astype(np.uint8)
    return np.ascontiguousarray(np.repeat(shade[..., None], 3, axis=2))
