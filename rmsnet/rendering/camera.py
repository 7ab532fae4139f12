"""A pinhole camera over the pitch."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from rmsnet.rendering.canvas import Floats, Image

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera is and what it shows.

    Attributes:
        position, target: metres; the camera looks at the target, upright.
        focal: focal length in picture heights.
        size: (height, width) of the picture in pixels.
    """

    position: Vector
    target: Vector
    focal: float
    size: tuple[int, int]

    def matrix(self) -> Floats:
        """[3, 4]: homogeneous metres to homogeneous pixels."""
        height, width = self.size
        eye = np.array(self.position)
        ahead = np.array(self.target) - eye
        ahead /= np.linalg.norm(ahead)
        right = np.cross(ahead, (0.0, 0.0, 1.0))
        right /= np.linalg.norm(right)
        up = np.cross(right, ahead)
        focal = self.focal * height
        rows = np.stack([right * focal + ahead * (width / 2), -up * focal + ahead * (height / 2), ahead])
        matrix: Floats = np.hstack([rows, -(rows @ eye)[:, None]])
        return matrix


class View:
    """One picture's projection, worked out once."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.matrix = camera.matrix()

    def project(self, points: npt.ArrayLike) -> tuple[Floats, Floats]:
        """Pixels [N, 2] and depths [N] (metres along the optical axis) of points [N, 3]."""
        points = np.asarray(points, dtype=float)
        mapped = points @ self.matrix[:, :3].T + self.matrix[:, 3]
        depth = np.maximum(mapped[:, 2], 0.01)
        return mapped[:, :2] / depth[:, None], mapped[:, 2]

    def pixels_per_metre(self, depth: Floats) -> Floats:
        """How large a metre across the line of sight looks."""
        size: Floats = self.camera.focal * self.camera.size[0] / np.maximum(depth, 0.5)
        return size

    def lay(self, image: Image, texture: Image, origin: Vector, along: Vector, across: Vector) -> None:
        """Draw a texture that lies on a plane.

        Args:
            image: is drawn into.
            texture: [h, w, 3].
            origin: where the texture's first pixel is.
            along: from there to its last column.
            across: from there to its last row.
        """
        if self._outside(origin, along, across):
            return
        rows, columns = texture.shape[:2]
        plane = np.array([along, across, origin], dtype=float).T
        plane[:, 0] /= columns
        plane[:, 1] /= rows
        homography = self.matrix[:, :3] @ plane
        homography[:, 2] += self.matrix[:, 3]
        height, width = self.camera.size
        cv2.warpPerspective(
            texture, homography, (width, height), dst=image, flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )  # fmt: skip

    def raise_wall(self, image: Image, texture: Image, origin: Vector, along: Vector, across: Vector) -> None:
        """Draw a texture like ``lay``, without the columns that lie behind the camera (they would appear mirrored)."""
        a, b, c = np.array(origin), np.array(along), np.array(across)
        ahead = self.matrix[2, :3]
        depth = float(ahead @ a + self.matrix[2, 3] + min(0.0, float(ahead @ c))) - 0.5
        slope = float(ahead @ b)
        first, last = 0.0, 1.0
        if slope > 0:
            first = max(0.0, -depth / slope)
        elif slope < 0:
            last = min(1.0, -depth / slope)
        elif depth <= 0:
            return
        columns = texture.shape[1]
        left, right = int(np.ceil(first * columns)), int(np.floor(last * columns))
        if right - left < 2:
            return
        corner = a + b * (left / columns)
        part = b * ((right - left) / columns)
        self.lay(image, texture[:, left:right], _vector(corner), _vector(part), across)

    def _outside(self, origin: Vector, along: Vector, across: Vector) -> bool:
        """Whether a rectangle surely cannot be seen: all of it lies beyond one edge of the picture."""
        a, b, c = np.array(origin), np.array(along), np.array(across)
        mapped = np.stack([a, a + b, a + c, a + b + c]) @ self.matrix[:, :3].T + self.matrix[:, 3]
        height, width = self.camera.size
        x, y, depth = mapped[:, 0], mapped[:, 1], mapped[:, 2]
        beyond = (x < 0, x > width * depth, y < 0, y > height * depth, depth < 0)
        return any(bool(side.all()) for side in beyond)


def _vector(array: Floats) -> Vector:
    return float(array[0]), float(array[1]), float(array[2])
