"""Frame n is frame n: proved by the number drawn in each picture."""

from __future__ import annotations

import random

import numpy as np
import pytest

from rmsnet.video import FrameReader
from rmsnet.video.container import OpenSource
from rmsnet.video.cursor import PacketCursor
from tests.media import KINDS, barcodes, read_barcode

EXACT_KINDS = ["constant_25", "ntsc_2997", "gop250_bframes", "variable_rate", "nonzero_start"]


def first_number(path, kind):
    return next(number for _, number in barcodes(path)) if kind == "edit_list" else 0


@pytest.mark.parametrize("kind", EXACT_KINDS)
def test_eighty_random_seeks_are_exact(media, kind):
    draw = random.Random(kind)
    with FrameReader(media(kind)) as reader:
        asked = [draw.randrange(len(reader)) for _ in range(80)]
        assert [read_barcode(reader.read(n)) for n in asked] == asked
        assert reader.warnings == []


@pytest.mark.parametrize("kind", KINDS)
def test_random_and_sequential_frames_of_every_kind(media, kind):
    path = media(kind)
    first = first_number(path, kind)
    draw = random.Random(kind)
    with FrameReader(path) as reader:
        asked = [draw.randrange(len(reader)) for _ in range(12)] + list(range(60, 100)) + [len(reader) - 1, 0]
        assert [read_barcode(reader.read(n)) - first for n in asked] == asked


def test_sequential_reading_never_seeks(media, monkeypatch):
    moves = []
    go_to = PacketCursor.go_to
    monkeypatch.setattr(PacketCursor, "go_to", lambda cursor, n: (moves.append(n), go_to(cursor, n))[1])
    with FrameReader(media("gop250_bframes")) as reader:
        for n in range(100, 200):
            reader.read(n)
        for n in range(200, 230, 7):
            reader.read(n)
    assert len(moves) == 1


def test_stepping_back_and_repeating(media):
    with FrameReader(media("gop12")) as reader:
        for n in (100, 99, 98, 98, 101, 100, 100):
            assert read_barcode(reader.read(n)) == n


def test_going_back_over_kept_frames_decodes_nothing(media, monkeypatch):
    decoded = []
    decode = OpenSource.decode
    with FrameReader(media("gop250_bframes")) as plain, FrameReader(media("gop250_bframes"), kept_frames=8) as reader:
        reader.read(140)
        monkeypatch.setattr(OpenSource, "decode", lambda source, packet: (decoded.append(1), decode(source, packet))[1])
        back = [reader.read(n) for n in range(139, 132, -1)]
        assert not decoded
        forth = reader.read(141)
        assert 0 < len(decoded) <= 20, "and reading on goes on from there"
        assert read_barcode(reader.read(120)) == 120
        for n, picture in zip([*range(139, 132, -1), 141], [*back, forth], strict=True):
            np.testing.assert_array_equal(picture, plain.read(n))


def test_size_and_rotation(media):
    with FrameReader(media("rotated")) as reader:
        assert reader.read(3).shape == (320, 180, 3)
        assert reader.read(3, size=(90, 60)).shape == (90, 60, 3)
    with FrameReader(media("size_change")) as reader:
        assert reader.read(200).shape == reader.read(10).shape == (180, 320, 3)


def test_pictures_are_independent_copies(media):
    with FrameReader(media("constant_25")) as reader:
        kept = reader.read(5)
        copy = kept.copy()
        for n in range(6, 40):
            reader.read(n)
    np.testing.assert_array_equal(kept, copy)
    kept[:] = 0


@pytest.mark.parametrize("n", [-1, 250])
def test_no_such_frame(media, n):
    with FrameReader(media("constant_25")) as reader, pytest.raises(IndexError, match="of 250"):
        reader.read(n)
