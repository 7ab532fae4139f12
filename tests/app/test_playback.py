"""Exact frames through the system's player, and still frames where it cannot."""

import random

import numpy as np
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from app.opening import OpenedSource
from app.playback import Playback
from rmsnet.video import read_frame_table, read_info
from tests.media import read_barcode


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()  # before the image goes


@pytest.fixture
def playback(qtbot, jobs):
    made = Playback(jobs)
    made.shown = []
    made.picture_changed.connect(lambda image: made.shown.append(read_barcode(pixels(image))))
    yield made
    made.close()
    made.deleteLater()


def load(qtbot, playback, path):
    source = OpenedSource(path, read_info(path), read_frame_table(path))
    with qtbot.waitSignal(playback.picture_changed, timeout=20_000):
        playback.open([source])
    return source


@pytest.mark.parametrize("kind", ["constant_25", "ntsc_2997", "gop250_bframes", "variable_rate", "nonzero_start"])
def test_every_seek_shows_the_frame_that_was_asked_for(qtbot, playback, media, kind):
    source = load(qtbot, playback, media(kind))
    chance = random.Random(1)
    for _ in range(8):
        frame = chance.randrange(len(source.table))
        playback.seek(source.table.time_of(frame))
        qtbot.waitUntil(lambda frame=frame: playback.shown[-1:] == [frame], timeout=20_000)
        assert playback.frame == frame
        assert playback.time == source.table.time_of(frame)


def test_steps_go_frame_by_frame_and_stop_at_the_ends(qtbot, playback, media):
    source = load(qtbot, playback, media("variable_rate"))
    for step, frame in ((1, 1), (1, 2), (-1, 1), (-5, 0), (10_000, len(source.table) - 1)):
        playback.step(step)
        assert playback.frame == frame
    qtbot.waitUntil(lambda: playback.shown[-1:] == [len(source.table) - 1], timeout=20_000)


def test_scrubbing_ends_on_the_last_frame_asked_for(qtbot, playback, media):
    source = load(qtbot, playback, media("gop250_bframes"))
    for frame in range(0, 100, 3):
        playback.seek(source.table.time_of(frame))
    qtbot.waitUntil(lambda: playback.shown[-1:] == [99], timeout=20_000)


def test_playing_a_range_stops_on_its_last_frame(qtbot, playback, media):
    source = load(qtbot, playback, media("constant_25"))
    with qtbot.waitSignal(playback.playing_changed, check_params_cb=lambda on: not on, timeout=30_000):
        playback.play_ranges([(0, 1.0, 1.4)])
    assert playback.frame == source.table.frame_at(1.4) - 1
    qtbot.waitUntil(lambda: playback.shown[-1:] == [playback.frame], timeout=20_000)


@pytest.mark.parametrize("kind", ["nonzero_start", "variable_rate"])
def test_a_range_shows_all_its_frames_and_no_other_where_the_player_aims_badly(qtbot, playback, media, kind):
    source = load(qtbot, playback, media(kind))
    playback.seek(3.0)
    qtbot.waitUntil(lambda: playback.shown[-1:] == [source.table.frame_at(3.0)], timeout=20_000)
    for start, end in ((1.36, 1.9), (4.7, 5.3), (2.35, 2.8)):
        first, last = source.table.frame_at(start), source.table.frame_at(end - 1e-4)
        playback.shown.clear()
        with qtbot.waitSignal(playback.playing_changed, check_params_cb=lambda on: not on, timeout=30_000):
            playback.play_ranges([(0, start, end)])
        qtbot.waitUntil(lambda last=last: playback.shown[-1:] == [last], timeout=20_000)
        assert playback.shown == sorted(playback.shown)
        assert first <= playback.shown[0] <= first + 8, "some frames may be late while it starts, none early"


def test_frames_far_from_a_key_frame_are_stepped_without_the_player_which_follows(qtbot, playback, media):
    source = load(qtbot, playback, media("gop250_bframes"))
    asked = []
    seek = playback._player.seek
    playback._player.seek = lambda frame: (asked.append(frame), seek(frame))
    playback.seek(source.table.time_of(120))
    for step in (0, 1, 1, -1, -3, -5):
        playback.step(step)
        qtbot.waitUntil(lambda: playback.shown[-1:] == [playback.frame], timeout=20_000)
    assert playback.frame == 113
    qtbot.waitUntil(lambda: asked[-1:] == [113] and not playback._player.is_seeking, timeout=20_000)
    assert playback.shown[-1] == 113
    playback.step(1)
    playback.shown.clear()
    playback.play()
    qtbot.waitUntil(lambda: len(playback.shown) > 5, timeout=20_000)
    playback.pause()
    assert 114 <= playback.shown[0] <= 114 + 8
    assert playback.shown == sorted(playback.shown)


def test_from_far_to_near_and_back_ends_where_it_was_asked_for(qtbot, playback, media):
    source = load(qtbot, playback, media("gop250_bframes"))
    for frame in (200, 3, 180, 10, 249, 5, 130, 0, 12):
        playback.seek(source.table.time_of(frame))
    qtbot.waitUntil(lambda: playback.shown[-1:] == [12], timeout=20_000)
    for frame in (3, 180, 10, 10, 249):
        playback.seek(source.table.time_of(frame))
        qtbot.waitUntil(lambda frame=frame: playback.shown[-1:] == [frame], timeout=20_000)


def test_playing_backwards_goes_back(qtbot, playback, media):
    load(qtbot, playback, media("constant_25"))
    playback.seek(2.0)
    qtbot.waitUntil(lambda: playback.shown[-1:] == [50], timeout=20_000)
    playback.shuttle(-1)
    with qtbot.waitSignal(playback.moved, check_params_cb=lambda time: time < 1.7, timeout=20_000):
        pass
    playback.pause()
    assert not playback.is_playing


def test_a_file_the_player_cannot_show_is_shown_as_stills(qtbot, playback, media):
    path = media("constant_25")
    source = OpenedSource(path, read_info(path), read_frame_table(path))
    with qtbot.waitSignal(playback.fell_back, timeout=20_000):
        playback.open([source])
        playback._player._player.setSource(
            QUrl.fromLocalFile(str(path.with_name("not there.mp4")))
        )  # our own reader does not
    for frame in (0, 60, 59):
        playback.seek(source.table.time_of(frame))
        qtbot.waitUntil(lambda frame=frame: playback.shown[-1:] == [frame], timeout=20_000)
    assert playback.uses_stills


def test_a_seek_into_another_file_switches_and_a_reel_plays_across_files(qtbot, playback, media):
    paths = [media("constant_25"), media("variable_rate")]
    sources = [OpenedSource(path, read_info(path), read_frame_table(path)) for path in paths]
    playback.open([sources[0], None, sources[1]])
    with qtbot.waitSignal(playback.source_changed, timeout=20_000):
        playback.seek(1.0, 2)
    frame = sources[1].table.frame_at(1.0)
    qtbot.waitUntil(lambda: playback.shown[-1:] == [frame], timeout=20_000)
    assert (playback.index, playback.source) == (2, sources[1])
    playback.seek(0.0, 1)
    assert playback.index == 2, "a file that is not there is not shown"
    with qtbot.waitSignal(playback.playing_changed, check_params_cb=lambda on: not on, timeout=30_000):
        playback.play_ranges([(2, 1.0, 1.2), (0, 2.0, 2.4)])
        qtbot.waitUntil(lambda: playback.index == 0, timeout=30_000)
    assert playback.frame == sources[0].table.frame_at(2.4) - 1
    qtbot.waitUntil(lambda: playback.shown[-1:] == [playback.frame], timeout=20_000)
