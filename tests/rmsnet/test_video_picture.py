"""Colours are those a player shows."""

import av
import numpy as np
import pytest

from rmsnet.video.picture import PictureMaker

GREEN_601, GREEN_709 = (145, 54, 34), (173, 42, 26)  # limited range


@pytest.mark.parametrize(
    ("height", "matrix", "stored"),
    [(360, None, GREEN_601), (576, None, GREEN_601), (720, None, GREEN_709), (720, 5, GREEN_601), (360, 1, GREEN_709)],
)
def test_a_matrix_that_the_file_does_not_name_is_that_of_its_size(height, matrix, stored):
    frame = av.VideoFrame(height * 16 // 9, height, "yuv420p")
    for plane, value in zip(frame.planes, stored, strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    if matrix is not None:
        frame.colorspace = matrix
    picture = PictureMaker().picture(frame)
    np.testing.assert_allclose(picture[height // 2, height // 2], (0, 255, 0), atol=3)
