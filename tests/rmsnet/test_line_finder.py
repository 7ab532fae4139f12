"""Lines of print are found where rapidocr itself finds them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from rmsnet.broadcast.text_reading import TextReader


@pytest.fixture(scope="module")
def reader():
    return TextReader()


def _print(words, shape=(200, 1280), seed=0):
    picture = np.random.default_rng(seed).integers(60, 110, shape).astype(np.uint8)
    for text, x, y, size in words:
        cv2.rectangle(picture, (x - 12, y - round(34 * size)), (x + 300, y + 12), 20, -1)
        cv2.putText(picture, text, (x, y), cv2.FONT_HERSHEY_DUPLEX, size, 240, 2, cv2.LINE_AA)
    return picture


WORDS = [("HOME 1-0 AWAY", 60, 60, 0.9), ("63:20", 500, 60, 0.9), ("Live", 900, 150, 1.2)]


def test_as_rapidocr_finds_them(reader):
    from rapidocr import RapidOCR

    quiet = {"Global.log_level": "critical", "Det.limit_type": "max", "Det.limit_side_len": 4096}
    picture = _print(WORDS)
    found = RapidOCR(params=quiet)(
        cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), use_cls=False, use_rec=False, use_det=True
    )
    corners = np.asarray(found.boxes)
    expected = sorted((*low, *(high - low)) for low, high in zip(corners.min(1), corners.max(1), strict=True))
    assert len(expected) == len(WORDS)
    assert np.abs(np.array(sorted(reader.find_lines(picture))) - expected).max() <= 4


def test_boxes_stay_within_the_picture(reader):
    picture = _print([("EDGE 12:34", 0, 30, 1.0), ("BOTTOM", 1150, 195, 1.0)])
    for x, y, w, h in reader.find_lines(picture):
        assert x >= 0 and y >= 0 and x + w <= 1280 and y + h <= 200


@pytest.mark.parametrize("shape", [(10, 1280), (200, 9), (1, 1)])
def test_pictures_too_small_for_print_have_none(reader, shape):
    assert reader.find_lines(np.zeros(shape, np.uint8)) == []


def test_no_print_no_line(reader):
    assert reader.find_lines(np.full((200, 640), 90, np.uint8)) == []
