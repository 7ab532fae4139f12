"""Loudness on the video's clock, and what is said where there is none."""

import math
from pathlib import Path

import numpy as np
import pytest

from rmsnet.broadcast.loudness import GRID, LEVELS_PER_SECOND, Loudness, LoudnessMeter, measure_loudness
from rmsnet.errors import SourceError
from rmsnet.video import read_info
from tests.media import SOUND_RATE, ffmpeg, make

TONE = "sine=frequency=997:sample_rate=48000"


def with_sound(folder: Path, name: str, graph: str, *options: str, picture: str = "constant_25") -> Path:
    """A picture of 10 s with the sound that a filter graph of ffmpeg makes."""
    path = folder / name
    ffmpeg("-i", make(picture, folder), "-f", "lavfi", "-i", graph, "-map", "0:v", "-map", "1:a", "-c:v", "copy",
           *options, path)  # fmt: skip
    return path


def test_a_known_tone_has_its_known_loudness(tmp_path):
    # EBU Tech 3341, test 1: a stereo sine of 997 Hz at -23 dBFS reads -23 LUFS.
    level = 10 ** (-23 / 20) * 8  # ffmpeg's sine has an amplitude of an eighth
    path = with_sound(tmp_path, "tone.mkv", f"{TONE},volume={level},pan=stereo|c0=c0|c1=c0",
                      "-t", "10", "-c:a", "flac")  # fmt: skip
    loudness, problem, warnings = measure_loudness(path)
    assert loudness is not None and problem == "" and warnings == ()
    assert len(loudness.levels) == 10 * LEVELS_PER_SECOND and len(loudness.excitement) == 10 * GRID
    assert np.nanmax(np.abs(loudness.levels[5:95] + 23)) < 0.15
    assert np.nanmax(np.abs(loudness.excitement[2:-2])) < 0.2  # steady sound excites nobody


@pytest.mark.parametrize(
    ("start", "kind", "codec"),
    [(0.0, "constant_25", ("burst.mp4", "aac")), (10.0, "nonzero_start", ("burst.ts", "mp2"))],
)
def test_a_burst_lies_where_the_video_has_it(tmp_path, start, kind, codec):
    name, encoder = codec
    graph = f"{TONE}:duration=10,volume='if(between(t,6,6.5),8,0.05)':eval=frame"
    picture = make(kind, tmp_path)
    path = tmp_path / name
    sound = ["-itsoffset", str(start), "-f", "lavfi", "-i", graph]
    ffmpeg("-copyts", "-i", picture, *sound, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", encoder,
           "-shortest", "-muxdelay", "0", path)  # fmt: skip
    info = read_info(path)
    loudness, _, _ = measure_loudness(path)
    loud = np.flatnonzero(loudness.levels > np.nanmax(loudness.levels) - 3) / LEVELS_PER_SECOND
    middle = 6.25 + start - float(info.start_pts * info.time_base)
    assert abs(loud.mean() - middle) <= 0.1


def test_sound_that_starts_late_or_stops_early_leaves_holes_and_is_told(tmp_path):
    path = tmp_path / "hole.mkv"
    ffmpeg("-i", make("constant_25", tmp_path), "-itsoffset", "4", "-f", "lavfi", "-t", "3", "-i", TONE,
           "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "flac", path)  # fmt: skip
    loudness, _, warnings = measure_loudness(path)
    known = np.flatnonzero(np.isfinite(loudness.levels)) / LEVELS_PER_SECOND
    assert known[0] == pytest.approx(4.2, abs=0.11) and known[-1] == pytest.approx(6.8, abs=0.11)
    assert warnings == ("The sound ends at 00:06.",)
    assert loudness.excitement_between(0, 2) is None and loudness.excitement_between(5, 6) is not None


def test_no_sound_and_silence_say_so_and_invent_nothing(tmp_path, media):
    assert measure_loudness(media("constant_25"))[:2] == (None, "The file has no sound.")
    silent = with_sound(tmp_path, "silent.mp4", "anullsrc=r=48000:cl=stereo", "-t", "10", "-c:a", "aac")
    assert measure_loudness(silent)[:2] == (None, "The sound is silent.")
    with pytest.raises(SourceError, match="gone"):
        measure_loudness(tmp_path / "gone.mp4")


def test_of_several_tracks_the_default_one_is_taken_and_named(media):
    loudness, _, warnings = measure_loudness(media("two_audio"))
    assert loudness is not None  # the second track is silent
    assert warnings == ("2 sound tracks: using stream 1.",)


def test_broken_sound_is_measured_as_far_as_it_goes(tmp_path):
    path = with_sound(tmp_path, "broken.ts", TONE, "-t", "10", "-c:a", "mp2")
    data = bytearray(path.read_bytes())
    rng = np.random.default_rng(0)
    for place in rng.integers(len(data) // 3, len(data), 400):
        data[place] ^= 0xFF
    path.write_bytes(data)
    loudness, problem, _ = measure_loudness(path)
    assert loudness is not None and problem == ""
    assert np.isfinite(loudness.levels[: 3 * LEVELS_PER_SECOND]).sum() > 2 * LEVELS_PER_SECOND


def test_measuring_in_steps_equals_measuring_at_once(media):
    whole, _, _ = measure_loudness(media("beeps"))
    with LoudnessMeter(media("beeps")) as meter:
        assert meter.read_until(2.0) and 2.0 <= meter.measured_until < 2.3
        assert meter.read_until(5.0)
        assert not meter.read_until(math.inf)
        stepped = meter.finish()
    assert np.array_equal(whole.levels, stepped.levels, equal_nan=True)


def test_a_stopped_measurement_closes_its_file(media):
    meter = LoudnessMeter(media("beeps"))
    meter.read_until(1.0)
    meter.close()
    meter.close()
    assert not meter.read_until(5.0)


def test_excitement_is_measured_against_the_matchs_own_level():
    rng = np.random.default_rng(1)
    minutes = 20
    quiet_half = np.where(np.arange(minutes * 600) < minutes * 300, -35.0, -20.0)
    levels = (quiet_half + rng.normal(0, 1, len(quiet_half))).astype(np.float32)
    for minute in (4, 16):  # the same roar in the quiet and in the loud part
        levels[minute * 600 : minute * 600 + 100] += 9
    loudness = Loudness.of(levels)
    peaks = loudness.peaks()
    assert [round(time / 60) for time, _ in peaks] == [4, 16]
    assert all(height == pytest.approx(9, abs=1.5) for _, height in peaks)


def test_excitement_survives_breaks_and_nothing_at_all():
    levels = np.full(3000, np.nan, np.float32)
    assert not np.isfinite(Loudness.of(levels).excitement).any() and Loudness.of(levels).peaks() == ()
    levels[:1000] = -30
    loudness = Loudness.of(levels)
    assert np.nanmax(np.abs(loudness.excitement)) < 0.01 and loudness.peaks() == ()
    assert Loudness.of(np.zeros(0, np.float32)).peaks() == ()


def test_sound_rates_other_than_48_khz(tmp_path):
    path = with_sound(tmp_path, "cd.mp4", f"{TONE},aresample=44100", "-t", "10", "-c:a", "aac")
    loudness, _, _ = measure_loudness(path)
    assert np.isfinite(loudness.levels[3:-6]).all()
    assert SOUND_RATE == 48_000
