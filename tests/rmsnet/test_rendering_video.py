"""Rendered videos and their sound: what was planned is what is in the file; nothing is left of what failed."""

import json
from fractions import Fraction
from itertools import islice

import av
import numpy as np
import pytest

from rmsnet.__main__ import main
from rmsnet.command_line.render import frame_rate, picture_size
from rmsnet.errors import OptionError, OutputError
from rmsnet.rendering import frame_at, plan_match, sound, truth, write_match
from rmsnet.rendering.sound import loudness

SMALL = (112, 198)
FOUR_SECONDS = 4 / 60


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("clip") / "match.mp4"
    plan = plan_match(3, minutes=FOUR_SECONDS, style="rhein")
    rate = Fraction(30000, 1001)
    steps = list(write_match(plan, path, fps=rate, size=SMALL, truth_path=path.with_suffix(".json"), crf=15, gop=30))
    return plan, path, steps


def test_the_video_has_the_frames_rate_and_sound_that_were_asked_for(clip):
    _, path, steps = clip
    with av.open(str(path)) as file:
        video, audio = file.streams.video[0], file.streams.audio[0]
        frames = list(file.decode(video))
        assert len(frames) == len(steps) == steps[-1].total == 120
        assert video.average_rate == Fraction(30000, 1001)
        assert (video.height, video.width, video.codec_context.name) == (*SMALL, "h264")
        assert sum(frame.key_frame for frame in frames) >= 4
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", 48000, 2)
        assert float(audio.duration * audio.time_base) == pytest.approx(4, abs=0.05)


def test_the_pictures_in_the_video_are_the_planned_ones(clip):
    plan, path, _ = clip
    with av.open(str(path)) as file:
        for n, frame in enumerate(file.decode(video=0)):
            if n in (0, 31, 119):
                read = frame.to_ndarray(format="rgb24").astype(int)
                drawn = frame_at(plan, n / float(Fraction(30000, 1001)), SMALL).astype(int)
                assert np.abs(read - drawn).mean() < 8


def test_truth_is_written_beside_the_video(clip):
    plan, path, _ = clip
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) == truth(plan, "match")
    assert sorted(child.name for child in path.parent.iterdir()) == ["match.json", "match.mp4"]


def test_a_cancelled_render_leaves_nothing(tmp_path):
    steps = write_match(plan_match(1, minutes=1), tmp_path / "a.mp4", size=SMALL)
    assert [step.done for step in islice(steps, 3)] == [1, 2, 3]
    steps.close()
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_render_keeps_the_file_that_was_there(tmp_path):
    (tmp_path / "a.mp4").write_bytes(b"old")
    steps = write_match(plan_match(1, minutes=1), tmp_path / "a.mp4", size=SMALL)
    next(steps)
    steps.close()
    assert [child.read_bytes() for child in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize(
    ("name", "options", "error"),
    [
        ("a.mp4", {"size": (224, 399)}, OptionError),
        ("a.mp4", {"size": (20, 30)}, OptionError),
        ("a.mp4", {"fps": Fraction(0)}, OptionError),
        ("a.mp4", {"crf": 99}, OptionError),
        ("none/a.mp4", {}, OutputError),
        (".", {}, OutputError),
        ("a.xyz", {}, OutputError),
        ("a.mp4", {"truth_path": "none/labels.json"}, OutputError),
    ],
)
def test_what_cannot_be_written_is_named_and_leaves_nothing(tmp_path, name, options, error):
    if "truth_path" in options:
        options = {"truth_path": tmp_path / options["truth_path"]}
    plan = plan_match(1, minutes=0.1)
    with pytest.raises(error):
        list(write_match(plan, tmp_path / name, **{"size": SMALL, "fps": Fraction(2), **options}))
    assert list(tmp_path.iterdir()) == []


def test_sound_is_equal_for_equal_seeds_and_exactly_as_long_as_the_match():
    plan = plan_match(5, minutes=0.11)
    once, twice = (np.concatenate(list(sound(plan))) for _ in range(2))
    assert np.array_equal(once, twice)
    assert once.shape == (round(plan.duration * 48000), 2)
    assert once.dtype == np.float32
    assert np.abs(once).max() <= 1
    assert not np.array_equal(once, np.concatenate(list(sound(plan_match(6, minutes=0.11)))))


def test_the_crowd_roars_at_goals():
    plan = plan_match(2, minutes=3, style="albion")
    level = loudness(plan, 8000)
    goal = next(event.time for event in plan.events if event.label == "goal")
    assert level[int(goal) + 1 : int(goal) + 4].mean() > 1.5 * np.median(level)


def test_whistles_are_heard():
    plan = plan_match(2, minutes=3)
    rate = 16000
    whistle = next(cue.time for cue in plan.cues if cue.kind == "whistle" and cue.time > 10)
    whole = np.concatenate(list(sound(plan, rate)))[:, 0]

    def high(start):
        part = whole[round(start * rate) : round((start + 0.3) * rate)]
        power = np.abs(np.fft.rfft(part)) ** 2
        band = np.abs(np.fft.rfftfreq(len(part), 1 / rate) - 2850) < 350
        return power[band].sum()

    assert high(whistle + 0.02) > 5 * high(whistle - 0.5)


def test_the_command_renders_and_writes_the_truth(tmp_path, capsys):
    out, labels = tmp_path / "m.mp4", tmp_path / "Labels.json"
    options = ["--minutes", "0.1", "--fps", "2", "--size", "198x112", "--style", "nordic", "--truth", str(labels)]
    assert main(["render", str(out), *options]) == 0
    assert "style nordic" in capsys.readouterr().out
    assert json.loads(labels.read_text())["annotations"] == []
    with av.open(str(out)) as file:
        assert file.streams.video[0].frames == 12
    assert main(["render", str(out), *options]) == 2
    assert "exists already" in capsys.readouterr().err
    assert main(["render", str(out), *options, "--overwrite", "--no-events"]) == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--style", "nobody"], "not a style"),
        (["--size", "398"], "not a size"),
        (["--size", "399x224"], "even numbers"),
        (["--fps", "fast"], "not a frame rate"),
        (["--minutes", "0"], "0.05 to 60"),
        (["--density", "-1"], "0 to 30"),
    ],
)
def test_the_command_names_what_is_wrong(tmp_path, capsys, options, words):
    assert main(["render", str(tmp_path / "a.mp4"), *options]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_rates_and_sizes_are_read_as_people_write_them():
    assert frame_rate("25") == 25
    assert frame_rate("29.97") == frame_rate("30000/1001") == Fraction(30000, 1001)
    assert frame_rate("23.976") == Fraction(24000, 1001)
    assert frame_rate("12.5") == Fraction(25, 2)
    assert picture_size("1280x720") == (720, 1280)
    for wrong in ("0", "-25", "1/0", "nan", ""):
        with pytest.raises(OptionError):
            frame_rate(wrong)
