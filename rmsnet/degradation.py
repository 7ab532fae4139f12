"""What happens to a picture between a camera and an editor's disk: so that a spotter learns to look past it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]


class Degradation:
    """One match's chain of losses, drawn from a seed and the same for all of its frames.

    Brightness and contrast of the grading, a soft rescale, a crop to another aspect ratio, and compression.
    About one match in four passes untouched.

    Args:
        seed: of the draw.
    """

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng([seed, 0xDE6])
        untouched = rng.random() < 0.25
        self._gain = 1.0 if untouched else rng.uniform(0.78, 1.22)
        self._contrast = 1.0 if untouched else rng.uniform(0.85, 1.15)
        self._quality = 0 if untouched else int(rng.integers(12, 70))
        self._softness = 1.0 if untouched or rng.random() < 0.6 else rng.uniform(0.45, 0.9)
        self._crop = 0.0 if untouched or rng.random() < 0.7 else rng.uniform(0.02, 0.12)
        self._crop_side = rng.uniform(0, 1)

    def __call__(self, image: Image) -> Image:
        """The picture ``[H, W, 3]`` after the losses; the width shrinks when the chain crops."""
        height, width = image.shape[:2]
        if self._crop:
            lost = round(width * self._crop)
            left = round(lost * self._crop_side)
            image = image[:, left : left + width - lost]
        if self._softness < 1:
            small = (max(8, round(image.shape[1] * self._softness)), max(8, round(height * self._softness)))
            soft = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
            image = _uint8(cv2.resize(soft, (image.shape[1], height), interpolation=cv2.INTER_LINEAR))
        if self._gain != 1 or self._contrast != 1:
            offset = 128 * (1 - self._contrast)
            image = _uint8(cv2.convertScaleAbs(image, alpha=self._gain * self._contrast, beta=offset * self._gain))
        if self._quality:
            _, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, self._quality])
            image = _uint8(cv2.imdecode(encoded, cv2.IMREAD_COLOR))
        return image


def _uint8(image: object) -> Image:
    return np.asarray(image, np.uint8)
