from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from app.core.atomic import owner_mark, replacing
from app.core.cuts import cut_list, open_match, plan_cuts
from app.core.encoding import EncodingOptions
from app.core.export_checks import read_sound, sound_shift
from app.core.exporting import export_clips, export_reel
from app.core.ffmpeg import ExportError, run_ffmpeg
from app.core.reel import Clip, Reel
from rmsnet.errors import FileProblemError, OptionError, OutputError, SourceError
from rmsnet.video import read_frame_table, read_info
from tests.app.core.cutting_room import expected_barcodes, random_reel, shown_barcodes, with_noise
from tests.media import ffmpeg, make

AWKWARD = [
    "gop250_bframes",
    "ntsc_2997",
    "variable_rate",
    "open_gop",
    "nonzero_start",
    "edit_list",
    "rotated",
    "wide_pixels",
    "yuv422",
    "size_change",
    "hevc",
    "two_videos",
    "cover_art",
]


def finished(steps):
    *_, last = steps
    return last.results


@pytest.mark.parametrize("kind", AWKWARD)
def test_every_frame_of_every_clip_is_the_right_one(media, tmp_path, kind):
    path = media(kind)
    (result,) = finished(export_reel(random_reel(path, 4), [path], tmp_path / "reel.mp4"))
    assert shown_barcodes(result.path) == expected_barcodes(result.cuts, shown_barcodes(path))
    assert result.verification.is_good, result.verification
    assert [p.name for p in tmp_path.iterdir()] == ["reel.mp4"]


def test_a_variable_rate_keeps_its_times_and_an_odd_picture_its_shape(media, tmp_path):
    path = media("variable_rate")
    (result,) = finished(export_reel(Reel((Clip(None, 0, "goal", 1.0, 4.0),)), [path], tmp_path / "a.mp4"))
    (cut,) = result.cuts
    source = open_match(path).table.times[cut.first_frame : cut.last_frame + 1]
    assert np.abs(read_frame_table(result.path).times - (source - source[0])).max() < 1e-4
    wide = media("wide_pixels")
    (result,) = finished(export_reel(Reel((Clip(None, 0, "goal", 1.0, 1.5),)), [wide], tmp_path / "b.mp4"))
    assert read_info(result.path).sample_aspect == 2


@pytest.mark.parametrize("kind", ["gop250_bframes", "variable_rate"])
def test_sound_and_picture_stay_together_to_the_last_clip(media, tmp_path, kind):
    path = with_noise(media(kind), tmp_path)
    reel = random_reel(path, 12, seed=3)
    (result,) = finished(export_reel(reel, [path], tmp_path / "reel.mp4"))
    place, shifts = 0.0, []
    for cut in result.cuts:
        if cut.duration > 0.3:
            original = read_sound(path, cut.start, cut.duration)
            shifts.append(sound_shift(original, read_sound(result.path, place, cut.duration)))
        place += cut.duration
    assert len(shifts) >= 8
    assert max(abs(shift) for shift in shifts) <= 0.005
    assert abs(result.verification.sync_error) <= 0.005


def test_sound_that_starts_before_its_picture_and_a_silent_source(media, tmp_path):
    late, silent = media("late_video"), media("no_audio")
    reel = Reel((Clip(None, 1, "goal", 1.0, 2.0), Clip(None, 0, "goal", 0.0, 3.0)))
    (result,) = finished(export_reel(reel, [late, silent], tmp_path / "reel.mp4"))
    sound = np.abs(read_sound(result.path, 0.0, 4.0)) > 0.1
    # The picture of late_video starts at 0.48 s: its beeps of 1, 2 and 3 s are heard 0.52, 1.52, 2.52 s after that.
    beeps = np.flatnonzero(sound)[np.insert(np.diff(np.flatnonzero(sound)) > 9600, 0, True)] / 48_000
    assert np.abs(beeps - [1.52, 2.52, 3.52]).max() < 0.005
    assert "no sound" in " ".join(result.warnings)


def test_a_reel_has_its_clips_as_chapters(media, tmp_path):
    path = media("beeps")
    reel = Reel((Clip(None, 0, "goal", 1.0, 2.0), Clip(None, 0, "card", 4.0, 5.6)))
    finished(export_reel(reel, [path], tmp_path / "reel.mp4", titles=["Goal · 63:20", "Card"]))
    with av.open(str(tmp_path / "reel.mp4")) as container:
        chapters = container.chapters()
        found = [
            (c["metadata"]["title"], float(c["start"] * c["time_base"]), float(c["end"] * c["time_base"]))
            for c in chapters
        ]
        assert container.streams.audio[0].codec_context.name == "aac"
    assert found == [("Goal · 63:20", 0.0, pytest.approx(1.0)), ("Card", pytest.approx(1.0), pytest.approx(2.6))]


@pytest.mark.parametrize(
    ("aspect", "size"), [("16:9", (320, 180)), ("9:16", (100, 180)), ("1:1", (180, 180)), ("original", (320, 180))]
)
def test_a_crop_has_the_asked_shape(media, tmp_path, aspect, size):
    reel = Reel((Clip(None, 0, "goal", 1.0, 1.4),))
    options = EncodingOptions(aspect=aspect)
    (result,) = finished(export_reel(reel, [media("constant_25")], tmp_path / "reel.mp4", options))
    info = read_info(result.path)
    assert (info.width, info.height) == size
    assert result.verification.is_good


def test_a_constant_rate_and_a_smaller_picture(media, tmp_path):
    reel = Reel((Clip(None, 0, "goal", 1.0, 3.0), Clip(None, 0, "goal", 5.0, 6.0)))
    options = EncodingOptions(rate=Fraction(30), height=90, quality="small")
    (result,) = finished(export_reel(reel, [media("variable_rate")], tmp_path / "reel.mp4", options))
    info = read_info(result.path)
    assert (info.height, info.rate) == (90, 30)
    assert info.frame_count == sum(round(cut.duration * 30) for cut in result.cuts)
    assert result.verification.is_good


def test_halves_of_different_shape_fit_one_picture(media, tmp_path):
    sources = [media("constant_25"), media("rotated")]
    reel = Reel((Clip(None, 0, "goal", 1.0, 1.5), Clip(None, 1, "goal", 2.0, 2.5)))
    (result,) = finished(export_reel(reel, sources, tmp_path / "reel.mp4"))
    assert result.verification.is_good, result.verification


@pytest.mark.parametrize("name", ["-dash.mp4", 'it\'s "q".mp4', "new\nline.mp4", "ü" * 110 + ".mp4", "concat:a|b.mp4"])
def test_any_name_is_only_a_name(tmp_path, name):
    if os.name == "nt" and set(name) & set('"\n:|'):
        pytest.skip("Windows has no such names")
    source = tmp_path / name
    source.write_bytes(make("gop12", tmp_path).read_bytes())
    reel = Reel((Clip(None, 0, "goal", 1.0, 1.2),))
    target = tmp_path / f"r{name}"
    (result,) = finished(export_reel(reel, [source], target))
    assert target.exists()
    assert result.verification.is_good


@pytest.mark.parametrize("steps", [1, 3, 6, 10])
def test_a_cancelled_export_leaves_nothing(media, tmp_path, steps):
    path = media("gop250_bframes")
    export = export_reel(random_reel(path, 4), [path], tmp_path / "reel.mp4")
    for _ in range(steps):
        next(export)
    export.close()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_being_asked(media, tmp_path):
    path, target = media("constant_25"), tmp_path / "reel.mp4"
    reel = Reel((Clip(None, 0, "goal", 1.0, 1.2),))
    target.write_bytes(b"mine")
    with pytest.raises(OutputError, match="exists"):
        finished(export_reel(reel, [path], target))
    assert target.read_bytes() == b"mine"
    finished(export_reel(reel, [path], target, overwrite=True))
    with pytest.raises(FileProblemError, match="match itself"):
        finished(export_reel(reel, [target], target, overwrite=True))
    assert read_info(target).frame_count == 5


def test_what_cannot_be_exported_says_why(media, tmp_path):
    path = media("constant_25")
    reel = Reel((Clip(None, 0, "goal", 1.0, 1.2),))
    with pytest.raises(ExportError, match="empty"):
        finished(export_reel(Reel(), [path], tmp_path / "a.mp4"))
    with pytest.raises(SourceError, match="does not exist"):
        finished(export_reel(reel, [tmp_path / "none.mp4"], tmp_path / "a.mp4"))
    with pytest.raises(OutputError, match="is a folder"):
        finished(export_reel(reel, [path], tmp_path))
    with pytest.raises(ExportError, match="too small"):
        finished(export_reel(reel, [path], tmp_path / "a.mp4", EncodingOptions(aspect="9:16", height=16)))
    with pytest.raises(OptionError):
        EncodingOptions(rate=Fraction(0))
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_export_left_is_removed_by_the_next_one(media, tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, alive = (owner_mark().replace(str(os.getpid()), str(pid)) for pid in (gone.pid, os.getppid()))
    left = [tmp_path / f".rmsnet-export-{mark}-abc" for mark in (dead, alive)]
    for folder in left:
        folder.mkdir()
        (folder / "0-0.mp4").write_bytes(b"half")
    target = tmp_path / "reel.mp4"
    with replacing(target) as part:
        part.write_bytes(b"")
    target.unlink()
    half = part.with_name(part.name.replace(owner_mark(), dead))
    half.write_bytes(b"half")
    finished(export_reel(Reel((Clip(None, 0, "goal", 1.0, 1.2),)), [media("constant_25")], target))
    kept = [left[1].name] if os.name == "posix" else [half.name, *(folder.name for folder in left)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, "reel.mp4"])


@pytest.mark.skipif(os.name != "posix", reason="there are no limits to set")
@pytest.mark.parametrize("mode", ["exact", "lossless"])
def test_a_full_disk_is_named_and_nothing_is_left(media, tmp_path, mode):
    import resource

    path = media("gop12")
    folder = tmp_path / "small"
    folder.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
        with pytest.raises(ExportError, match="full"):
            finished(export_reel(random_reel(path, 4), [path], folder / "a.mp4", EncodingOptions(mode=mode)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(folder.iterdir()) == []


def test_a_tone_is_compared_with_itself_and_not_with_its_next_period(media, tmp_path):
    path = tmp_path / "tone.mkv"  # which states times in milliseconds
    ffmpeg(
        "-i", media("constant_25"), "-f", "lavfi", "-t", "10", "-i", "sine=1000:sample_rate=44100", "-c:v", "copy", path
    )
    reel = random_reel(path, 6, seed=5)
    result = finished(export_reel(reel, [path], tmp_path / "reel.mp4"))[0]
    assert abs(result.verification.sync_error) <= 0.001


def test_ffmpegs_own_words_are_kept(tmp_path):
    with pytest.raises(ExportError, match="No such file"):
        list(run_ffmpeg(["-i", "file:/none.mp4", "-f", "null", "-"], tmp_path / "log"))


def test_clips_one_by_one(media, tmp_path):
    path = media("constant_25")
    reel = Reel((Clip(None, 0, "goal", 1.0, 1.2), Clip(None, 0, "card", 2.0, 2.4)))
    targets = [tmp_path / "1.mp4", tmp_path / "2.mp4"]
    results = finished(export_clips(reel, [path], targets))
    barcodes = shown_barcodes(path)
    assert [shown_barcodes(r.path) for r in results] == [expected_barcodes(r.cuts, barcodes) for r in results]


def test_the_cut_list_names_first_and_last_frame(media):
    path = media("constant_25")
    reel = Reel((Clip(None, 0, "goal", 1.0, 2.0), Clip(None, 0, "card", 3.01, 3.02)))
    listed = cut_list(plan_cuts(reel, [path]))
    assert listed[0] == {
        "source": str(path),
        "label": "goal",
        "in_point": 1.0,
        "out_point": 2.0,
        "first_frame": 25,
        "last_frame": 49,
    }
    assert (listed[1]["first_frame"], listed[1]["last_frame"]) == (75, 75)


def test_steps_only_go_forward(media, tmp_path):
    path = Path(media("gop12"))
    steps = list(export_reel(random_reel(path, 3), [path], tmp_path / "reel.mp4"))
    fractions = [step.fraction for step in steps]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert all(0 <= fraction <= 1 for fraction in fractions)
