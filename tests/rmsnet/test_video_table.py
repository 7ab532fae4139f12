"""The frame table equals what a full decode presents, for every kind of file."""

from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmsnet.errors import SourceError
from rmsnet.video import FrameTable, VideoInfo, read_frame_table, read_info
from rmsnet.video.info import examine
from rmsnet.video.table import PacketList, frame_table, plausible
from rmsnet.video.table_cache import keep_table, kept_table
from tests.media import KINDS, barcodes, frame_times

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ODD = sorted((SHARED / "data" / "media" / "odd").glob("*"))
WITHOUT_VIDEO = {"audio_only.mp3", "audio_only_two_tracks.mp4"}


@pytest.mark.parametrize("kind", KINDS)
def test_table_equals_a_full_decode(media, kind):
    table = read_frame_table(media(kind))
    assert table.pts.tolist() == [pts for pts, _ in barcodes(media(kind))]


@pytest.mark.parametrize("kind", KINDS)
def test_times_are_those_the_frames_were_written_with(media, kind):
    first = next(number for _, number in barcodes(media(kind))) if kind != "rotated" else 0
    written = np.array([float(time) for time in frame_times(kind)[first:]])
    # Matroska stores milliseconds.
    np.testing.assert_allclose(read_frame_table(media(kind)).times, written - written[0], atol=0.0011)


@pytest.mark.shared
@pytest.mark.skipif(not ODD, reason="the real odd files of ../shared are absent")
@pytest.mark.parametrize("path", [p for p in ODD if p.name not in WITHOUT_VIDEO], ids=lambda p: p.name)
def test_table_equals_a_full_decode_of_real_odd_files(path):
    with av.open(f"file:{path}") as container:
        decoded = sorted(frame.pts for frame in container.decode(container.streams.video[0]))
    assert read_frame_table(path).pts.tolist() == decoded
    lost = "The first 2.1 s cannot be decoded: times count from the first picture that can."
    assert read_info(path).warnings == ((lost,) if path.name.startswith("ts_no_initial") else ())


@pytest.mark.shared
@pytest.mark.skipif(not ODD, reason="the real odd files of ../shared are absent")
@pytest.mark.parametrize("name", sorted(WITHOUT_VIDEO))
def test_sound_alone_is_refused_by_name(name):
    with pytest.raises(SourceError, match=f"{name}.*no video"):
        read_info(SHARED / "data" / "media" / "odd" / name)


def test_information_is_as_displayed(media):
    rotated, wide = read_info(media("rotated")), read_info(media("wide_pixels"))
    assert (rotated.width, rotated.height, rotated.rotation) == (180, 320, 90)
    assert (wide.width, wide.height, wide.sample_aspect) == (320, 180, Fraction(2))
    assert read_info(media("yuv422")).pixel_format == "yuv422p"
    assert read_info(media("ntsc_2997")).rate == Fraction(30000, 1001)
    assert read_info(media("two_audio")).audio_streams == 2
    assert read_info(media("hevc")).codec == "hevc"
    assert read_info(media("cover_art")).width == 320


def test_several_video_streams_are_named(media):
    info = read_info(media("two_videos"))
    assert info.warnings == ("2 video streams: using stream 1 (320x180).",)
    assert info.stream_index == 1


def test_a_changed_file_is_read_again(media, tmp_path):
    path = tmp_path / "match.mp4"
    path.write_bytes(media("constant_25").read_bytes())
    before = read_info(path).frame_count
    path.write_bytes(media("variable_rate").read_bytes())
    assert (before, read_info(path).frame_count) == (250, 140)


def test_frame_at_finds_the_frame_shown(media):
    table = read_frame_table(media("variable_rate"))
    for n in range(len(table)):
        assert table.frame_at(table.time_of(n)) == n
        assert table.frame_at(table.time_of(n) + 0.019) == n
    assert table.frame_at(-5) == 0
    assert table.frame_at(1e6) == len(table) - 1


def test_run_up_of_an_open_group_starts_a_group_earlier(media):
    table = read_frame_table(media("open_gop"))
    keys = np.flatnonzero(table.keyframe)
    assert len(keys) > 5
    for n in range(len(table)):
        start = table.run_up(n)
        assert table.packets.keyframe[start]
        assert table.packets.pts[start] <= table.pts[n]
        assert start <= table.packet[n]
    # Leading frames exist, so the test above has something to find.
    assert any(table.packet[key] < table.packet[key - 1] for key in keys[1:])


def table_of(pts: list[int]) -> FrameTable:
    count = len(pts)
    shown, sizes = np.ones(count, dtype=bool), np.full(count, 1000, dtype=np.int32)
    packets = PacketList(np.array(pts), np.arange(count) == 0, shown, ~shown, sizes)
    return frame_table(packets, np.zeros(count, dtype=np.int64), Fraction(1, 1000))


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=50, unique=True))
def test_table_of_any_order_is_sorted_and_complete(pts):
    table = table_of(pts)
    assert table.pts.tolist() == sorted(pts)
    assert table.packets.pts[table.packet].tolist() == table.pts.tolist()
    assert (table.durations > 0).all()
    assert int(table.durations[:-1].sum()) == table.pts[-1] - table.pts[0]


@given(st.lists(st.integers(1, 4000), min_size=2, max_size=60), st.data())
def test_one_impossible_time_is_left_out(gaps, data):
    pts = np.cumsum(np.array(gaps, dtype=np.int64))
    where = data.draw(st.integers(0, len(pts) - 1))
    damaged = pts.copy()
    damaged[where] += data.draw(st.sampled_from([-(10**9), 10**9, 10**14]))
    if len(pts) < 9 and where < 5:
        return  # too few to outvote it
    assert plausible(damaged, Fraction(1, 1000)).tolist() == [n != where for n in range(len(pts))]


def test_concurrent_reading_gives_one_answer(media):
    path, found = media("gop12"), []
    threads = [threading.Thread(target=lambda: found.append(len(read_frame_table(path)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [250] * 4


@pytest.mark.parametrize("kind", ["variable_rate", "edit_list", "nonzero_start"])
def test_a_kept_table_is_the_same(media, tmp_path, kind):
    path = media(kind)
    info, table = examine(path)
    assert kept_table(path, tmp_path) is None
    keep_table(path, info, table, tmp_path)
    fields, kept = kept_table(path, tmp_path)
    assert VideoInfo(path=path, **fields) == info
    for name in ("pts", "keyframe", "durations", "packet"):
        np.testing.assert_array_equal(getattr(kept, name), getattr(table, name))
        assert getattr(kept, name).dtype == getattr(table, name).dtype
    for name in ("pts", "keyframe", "shown", "corrupt", "size"):
        np.testing.assert_array_equal(getattr(kept.packets, name), getattr(table.packets, name))


def test_a_damaged_or_unwritable_cache_costs_nothing_but_time(media, tmp_path):
    path = media("constant_25")
    folder = tmp_path / "tables"
    info, table = examine(path)
    keep_table(path, info, table, folder)
    (kept,) = folder.iterdir()
    kept.write_bytes(b"\0" * 100)
    assert kept_table(path, folder) is None
    (tmp_path / "file").write_text("in the way")
    keep_table(path, info, table, tmp_path / "file" / "tables")
