"""Sampling: the right pictures, their real times, nothing left open, whatever the file."""

from __future__ import annotations

import gc
import itertools
import math
import random
import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from benchmarks.damage import KINDS as DAMAGES
from benchmarks.damage import damage
from benchmarks.fuzz_media import check
from rmsnet.errors import OptionError, SourceError
from rmsnet.video import FrameReader, fingerprint, prefetch, read_frame_table, read_info, sample_frames
from rmsnet.video.plan import plan_sampling
from rmsnet.video.sampling import TOLERANCE
from tests.media import KINDS, barcodes, read_barcode

SMALL = (90, 160)
PROC = Path("/proc/self")
needs_proc = pytest.mark.skipif(not (PROC / "fd").exists(), reason="asks Linux's /proc about this process")


def is_open(path):
    links = [link for link in (PROC / "fd").iterdir() if link.is_symlink()]
    return any(link.readlink() == path for link in links)


def bytes_read():
    return int((PROC / "io").read_text().split()[1])


def first_number(path, kind):
    return next(number for _, number in barcodes(path)) if kind == "edit_list" else 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tolerance", [TOLERANCE, 0.0])
def test_pictures_are_those_their_times_say(media, kind, tolerance):
    path = media(kind)
    table, first = read_frame_table(path), first_number(path, kind)
    with sample_frames(path, size=SMALL, tolerance=tolerance) as stream:
        samples = list(stream)
    assert [sample.index for sample in samples] == list(range(stream.expected_frames))
    assert stream.expected_frames == math.ceil(table.duration * 2)
    for sample in samples:
        assert sample.image.shape == (*SMALL, 3)
        assert read_barcode(sample.image) - first == table.frame_at(sample.time)
        shown = table.time_of(table.frame_at(sample.index / 2))
        assert abs(sample.time - sample.index / 2) <= tolerance + 1e-9 or sample.time == shown
    assert stream.warnings == list(read_info(path).warnings)


def test_start_goes_on_where_an_earlier_run_stopped(media):
    path = media("gop250_bframes")
    whole = list(sample_frames(path, size=SMALL, tolerance=0))
    rest = list(sample_frames(path, size=SMALL, tolerance=0, start=7))
    assert [s.index for s in rest] == [s.index for s in whole[7:]]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(rest, whole[7:], strict=True))
    assert list(sample_frames(path, start=20)) == []
    assert list(sample_frames(path, start=999)) == []


@pytest.mark.parametrize("rate", [Fraction(1, 3), Fraction(25), Fraction(30000, 1001)])
def test_other_rates(media, rate):
    table = read_frame_table(media("constant_25"))
    samples = list(sample_frames(media("constant_25"), rate=rate, size=SMALL, tolerance=0))
    assert len(samples) == math.ceil(10 * rate)
    assert [read_barcode(s.image) for s in samples] == [table.frame_at(float(n / rate)) for n in range(len(samples))]


def test_rotated_pictures_are_upright(media):
    samples = list(sample_frames(media("rotated"), size=(160, 90)))
    assert all(abs(read_barcode(s.image) - s.index * 12.5) <= 4 for s in samples)


def test_short_groups_are_jumped_not_decoded(media):
    table = read_frame_table(media("gop12"))
    plan = plan_sampling(table, np.arange(20) / 2, TOLERANCE)
    fed = sum(stretch.last - stretch.first + 1 for stretch in plan.stretches)
    assert fed < 0.5 * len(table)
    intra = read_frame_table(media("intra"))
    plan = plan_sampling(intra, np.arange(20) / 2, TOLERANCE)
    assert sum(stretch.last - stretch.first + 1 for stretch in plan.stretches) == 20


@needs_proc
def test_closing_early_closes_the_file(media):
    for _ in range(3):
        stream = sample_frames(media("gop12"), size=SMALL)
        next(stream)
        assert is_open(media("gop12"))
        stream.close()
        stream.close()
        assert list(stream) == []
        assert not is_open(media("gop12"))


@needs_proc
def test_a_forgotten_stream_is_closed_with_its_last_reference(media):
    stream = sample_frames(media("gop12"), size=SMALL)
    next(stream)
    del stream
    gc.collect()
    assert not is_open(media("gop12"))


@needs_proc
def test_memory_stays_flat(media):
    def resident():
        gc.collect()
        return int((PROC / "statm").read_text().split()[1]) * 4096

    def pass_over():
        for _ in itertools.repeat(None, 4):
            for _sample in sample_frames(media("gop12"), rate=Fraction(5), tolerance=0):
                pass

    pass_over()
    before = resident()
    pass_over()
    assert resident() - before < 5 * 2**20


@pytest.mark.parametrize(
    "options", [{"rate": Fraction(0)}, {"size": (0, 5)}, {"start": -1}, {"tolerance": -0.1}], ids=str
)
def test_options_out_of_range(media, options):
    with pytest.raises(OptionError):
        sample_frames(media("gop12"), **options)


@pytest.mark.parametrize(
    "name",
    [
        "-x.mp4",
        "concat:a.mp4",
        "http:b.mp4",
        'it\'s "q".mp4',
        "new\nline.mp4",
        "ü" * 120 + ".mp4",
        "%03d.mp4",
        "a b.mp4",
    ],
)
def test_any_name_is_only_a_name(media, tmp_path, monkeypatch, name):
    (tmp_path / name).write_bytes(media("gop12").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert read_info(Path(name)).frame_count == 250
    assert len(list(sample_frames(name, size=SMALL))) == 20
    with FrameReader(name) as reader:
        assert read_barcode(reader.read(77)) == 77


def test_unusable_files_are_refused_in_one_sentence(media, tmp_path):
    cases = {
        "missing": (tmp_path / "missing.mp4", "does not exist"),
        "folder": (tmp_path, "is a folder"),
        "empty": (tmp_path / "empty.mp4", "is empty"),
        "text": (tmp_path / "text.mp4", "is not a video"),
        "words": (tmp_path / "words.txt", "is not a video"),
        "no_index": (tmp_path / "no_index.mp4", "is not a video, or its beginning or index is damaged"),
    }
    cases["empty"][0].touch()
    cases["text"][0].write_text("a match report\n" * 100)
    cases["words"][0].write_text("a match report\n" * 100)
    data = media("constant_25").read_bytes()
    cases["no_index"][0].write_bytes(data[: len(data) // 2])
    for path, problem in cases.values():
        for use in (read_info, read_frame_table, sample_frames, FrameReader):
            with pytest.raises(SourceError) as refused:
                use(path)
            assert problem in str(refused.value)
            assert repr(str(path)) in str(refused.value)


def test_a_playlist_cannot_reach_other_files(media, tmp_path):
    playlist = tmp_path / "match.mp4"
    playlist.write_text(f"#EXTM3U\n#EXTINF:10,\nfile:{media('open_gop')}\n#EXT-X-ENDLIST\n")
    with pytest.raises(SourceError):
        read_info(playlist)


def test_a_damaged_tail_is_named_with_its_time(media, tmp_path):
    path = tmp_path / "tail.mkv"
    data = media("hevc").read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    with sample_frames(path, size=SMALL) as stream:
        samples = list(stream)
    assert 5 < len(samples) < 20
    assert all(abs(read_barcode(s.image) - s.time * 25) < 0.5 for s in samples)
    assert any(w.startswith("Damaged from 00:0") and "analysed up to there" in w for w in stream.warnings)


@pytest.mark.parametrize("n", range(20))
def test_damaged_files_never_crash(media, tmp_path, n):
    draw = random.Random(n)
    source = media(("constant_25", "gop250_bframes", "open_gop", "intra", "hevc")[n % 5])
    path = damage(source, tmp_path / f"damaged{source.suffix}", DAMAGES[n // 5], draw)
    outcome = check(path)
    assert outcome["result"] in ("analysed", "refused")


def test_prefetch_gives_the_same_items_and_leaves_no_thread(media):
    plain = [s.index for s in sample_frames(media("gop12"), size=SMALL)]
    assert [s.index for s in prefetch(sample_frames(media("gop12"), size=SMALL), 2)] == plain
    ahead = prefetch(itertools.count(), 3)
    assert next(ahead) == 0
    ahead.close()
    assert not [t for t in threading.enumerate() if t.name == "prefetch"]


def test_prefetch_hands_errors_over():
    def failing():
        yield 1
        raise SourceError("a.mp4", "is damaged")

    ahead = prefetch(failing())
    assert next(ahead) == 1
    with pytest.raises(SourceError, match="is damaged"):
        next(ahead)


def test_prefetch_lets_its_consumer_look_up_while_nothing_is_ready():
    goes_on = threading.Event()

    def slow():
        yield 1
        goes_on.wait()
        yield 2

    ahead = prefetch(slow(), patience=0.01)
    assert [next(ahead), next(ahead)] == [1, None]
    goes_on.set()
    assert [item for item in ahead if item is not None] == [2]


def test_fingerprint_follows_content_not_name(media, tmp_path):
    copy = tmp_path / "copy.mp4"
    data = bytearray(media("gop12").read_bytes())
    copy.write_bytes(data)
    assert fingerprint(copy) == fingerprint(media("gop12"))
    data[-1] ^= 1
    copy.write_bytes(data)
    assert fingerprint(copy) != fingerprint(media("gop12"))
    with pytest.raises(SourceError):
        fingerprint(tmp_path / "missing.mp4")


@needs_proc
def test_fingerprint_of_a_huge_file_reads_little(tmp_path):
    path = tmp_path / "huge.mp4"
    with path.open("wb") as file:
        file.truncate(10 * 2**30)  # sparse
    read = bytes_read()
    before = fingerprint(path)
    assert bytes_read() - read < 6 * 2**20
    with path.open("r+b") as file:
        file.seek(10 * 2**30 - 5)
        file.write(b"x")
    assert fingerprint(path) != before


def test_a_missing_decoding_device_falls_back_to_the_cpu(media):
    plain = [sample.image for sample in sample_frames(media("gop12"), size=SMALL)]
    with sample_frames(media("gop12"), size=SMALL, hwaccel="no such device") as stream:
        images = [sample.image for sample in stream]
    assert np.array_equal(images, plain)
    assert stream.warnings == ["Decoding on the CPU: no such device is not available."]
