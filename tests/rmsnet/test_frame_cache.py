import json
from dataclasses import replace

import numpy as np
import pytest

from rmsnet import checkpoint
from rmsnet.__main__ import main
from rmsnet.config import NetworkConfig
from rmsnet.errors import FeatureFileError, SourceError
from rmsnet.frame_cache import cached_frames, frame_game
from rmsnet.soccernet import Game
from rmsnet.video import sample_frames
from tests.rmsnet.soccernet_folder import annotation, write_labels

SMALL = NetworkConfig(frame_height=32, frame_width=48)


def video_game(folder, source, annotations):
    write_labels(folder, annotations)
    for half in (1, 2):
        (folder / f"{half}_v.mp4").write_bytes(source.read_bytes())
    return Game(folder.relative_to(folder.parents[2]).as_posix(), folder)


def test_frames_are_decoded_once_and_are_those_of_the_video(media, tmp_path):
    source, cache = media("constant_25"), tmp_path / "cache"
    frames = cached_frames(source, SMALL, cache)
    with sample_frames(source, SMALL.rate, (32, 48)) as stream:
        expected = np.stack([frame.image for frame in stream])
    assert np.array_equal(frames, expected)
    (file,) = cache.iterdir()
    written = file.stat().st_mtime_ns
    assert np.array_equal(cached_frames(source, SMALL, cache), expected)
    assert file.stat().st_mtime_ns == written
    cached_frames(source, replace(SMALL, frame_width=32), cache)
    assert len(list(cache.iterdir())) == 2


def test_a_damaged_cache_and_a_short_video_are_named(media, tmp_path):
    source, cache = media("constant_25"), tmp_path / "cache"
    cached_frames(source, SMALL, cache)
    next(cache.iterdir()).write_bytes(b"not an array")
    with pytest.raises(FeatureFileError, match="made again"):
        cached_frames(source, SMALL, cache)
    game = video_game(tmp_path / "l/s/g", source, [annotation("2 - 40:00")])
    with pytest.raises(SourceError, match="event lies at frame 4800"):
        frame_game(game, "v.mp4", SMALL, tmp_path / "other", training=True)
    write_labels(tmp_path / "l/s/broken", [])
    (tmp_path / "l/s/broken/1_v.mp4").write_bytes(b"no video")
    with pytest.raises(SourceError):
        frame_game(Game("broken", tmp_path / "l/s/broken"), "v.mp4", SMALL, cache, training=True)


def test_half_time_substitutions_are_dropped_in_training_alone(media, tmp_path):
    entries = [annotation("2 - 00:00", "substitution-in"), annotation("1 - 00:00", "substitution-in")]
    game = video_game(tmp_path / "l/s/g", media("constant_25"), entries)
    kept, whole = (frame_game(game, "v.mp4", SMALL, tmp_path / "cache", training=t) for t in (True, False))
    assert [len(half.events) for half in kept.halves] == [1, 0]
    assert [len(half.events) for half in whole.halves] == [1, 1]


@pytest.mark.parametrize("finetune", ["last_block", "none"])
def test_train_from_videos(media, tmp_path, finetune):
    entries = [annotation("1 - 00:01"), annotation("2 - 00:01", "y-card")]
    for name in ("a", "b"):
        video_game(tmp_path / f"l/s/{name}", media("constant_25"), entries)
        (tmp_path / f"{name}.txt").write_text(f"l/s/{name}\n", encoding="utf-8")
    settings = ["snippet_frames=5", "frame_height=32", "frame_width=32", "snippets_per_class=2", "batch_size=4",
                f"finetune={finetune}"]  # fmt: skip
    given = [x for setting in settings for x in ("--set", setting)]
    lists = ["--train-games", str(tmp_path / "a.txt"), "--valid-games", str(tmp_path / "b.txt")]
    where = ["--data", str(tmp_path), "--video", "v.mp4", "--labels", "v1", "--out", str(tmp_path / "run")]
    assert main(["train", *where, *lists, *given, "--backbone", "efficientnet-lite0", "--epochs", "1"]) == 0
    best = checkpoint.load(tmp_path / "run/best.safetensors")
    assert best.config.backbone == "efficientnet-lite0"
    assert json.loads(json.dumps(best.record))["options"]["finetune"] == finetune
