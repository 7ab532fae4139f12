import collections
import json
from fractions import Fraction

import numpy as np
import pytest

from rmsnet.errors import (
    FeatureFileError,
    FileProblemError,
    LabelFileError,
    MissingGameError,
    OptionError,
    SourceError,
)
from rmsnet.game_checks import FeatureCheck, check_games
from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2
from rmsnet.soccernet import Game, event_frame, find_games, game_names, is_half_time_substitution
from tests.rmsnet.soccernet_folder import NEEDS_SHARED, annotation, real_labels, write_features, write_labels

__all__ = ["real_labels"]

FEATURES = FeatureCheck("F.npy")


@pytest.fixture
def game(tmp_path):
    folder = tmp_path / "league" / "season" / "A - B"
    write_labels(folder, [annotation(), annotation("2 - 45:59", "y-card")])
    write_features(folder)
    return Game("league/season/A - B", folder)


def read(game, *annotations, labels=SOCCERNET_V1):
    write_labels(game.folder, annotations, labels.label_file)
    return game.annotations(labels)


def test_annotations_keep_what_the_file_says(game):
    (first,) = read(game, annotation("2 - 63:20", "soccer-ball-own"))
    assert (first.half, first.time, first.label) == (2, 3800.0, "goal")
    assert (first.annotation, first.game_time) == ("soccer-ball-own", "2 - 63:20")
    assert (first.team, first.visible) == ("home", None)


def test_soccernet_v2_times_come_from_position(game):
    entry = annotation("1 - 10:01", "Corner", position="601733", visibility="not shown")
    (first,) = read(game, entry, labels=SOCCERNET_V2)
    assert (first.time, first.visible) == (601.733, False)
    assert event_frame(first) == 1203
    assert event_frame(first, Fraction(25)) == 15043


def test_event_frames_are_twice_the_seconds_of_game_time(game):
    (first,) = read(game, annotation("1 - 10:01"))
    assert event_frame(first) == 1202


def test_ignored_words_and_other_halves_are_left_out(game):
    found = read(game, annotation(label="penalty-missed"), annotation("3 - 01:00"), annotation("1 - 101:05"))
    assert [a.time for a in found] == [6065.0]


def test_only_an_unseen_change_is_a_half_time_substitution(game):
    found = read(
        game,
        annotation("2 - 00:00", "substitution-in"),
        annotation("2 - 00:01", "substitution-in"),
        annotation("1 - 00:00", "substitution-in"),
        annotation("2 - 00:00", "y-card"),
    )
    assert [is_half_time_substitution(a) for a in found] == [True, False, False, False]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (annotation(label="handball"), "'handball'"),
        (annotation("half past"), "gameTime 'half past'"),
        (annotation(position="soon"), "position 'soon'"),
        (annotation(position="-1"), "position '-1'"),
        ({"label": "soccer-ball"}, "no gameTime in annotation 2"),
        ({"gameTime": "1 - 00:01"}, "no label in annotation 2"),
        ("text", "no label in annotation 2"),
    ],
)
def test_a_bad_annotation_is_named_with_its_file(game, broken, says):
    with pytest.raises(LabelFileError, match=says) as caught:
        read(game, annotation(), broken)
    assert caught.value.path == game.folder / "Labels.json"
    assert caught.value.remedy


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"annotations": 3}', b"\xff\xfe"])
def test_a_damaged_label_file_is_named(game, content):
    (game.folder / "Labels.json").write_bytes(content)
    with pytest.raises(LabelFileError, match=r"Labels\.json"):
        game.annotations(SOCCERNET_V1)


def test_a_missing_label_file_is_named(game):
    with pytest.raises(LabelFileError, match=r"Labels-v2\.json.*does not exist"):
        game.annotations(SOCCERNET_V2)


def test_features_are_mapped_not_read(game):
    features = game.features(2, "F.npy", width=8)
    assert isinstance(features, np.memmap)
    assert (features.shape, features.dtype) == ((6000, 8), np.float32)


@pytest.mark.parametrize("dtype", ["float16", "float64", ">f4"])
def test_other_floats_become_float32(game, dtype):
    np.save(game.folder / "1_F.npy", np.ones((3, 2), dtype))
    features = game.features(1, "F.npy")
    assert features.dtype == np.float32
    assert features.tolist() == [[1, 1]] * 3


def with_nan():
    values = np.zeros((5000, 4), np.float32)
    values[4321, 2] = np.nan
    return values


@pytest.mark.parametrize(
    ("array", "says"),
    [
        (np.zeros((10, 5), np.float32), "width 5 where 4 is needed"),
        (with_nan(), "NaN or infinity at frame 4321"),
        (np.full((3, 4), np.inf), "NaN or infinity at frame 0"),
        (np.zeros(10, np.float32), "shape"),
        (np.zeros((0, 4), np.float32), "shape"),
        (np.zeros((10, 4), np.int32), "int32"),
        (np.array([[{}]], object), "readable"),
    ],
)
def test_bad_features_are_named(game, array, says):
    np.save(game.folder / "1_F.npy", array, allow_pickle=True)
    with pytest.raises(FeatureFileError, match=says) as caught:
        game.features(1, "F.npy", width=4)
    assert caught.value.path == game.folder / "1_F.npy"


def test_missing_truncated_and_archived_features_are_named(game):
    with pytest.raises(FeatureFileError, match="does not exist"):
        game.features(1, "G.npy")
    whole = (game.folder / "1_F.npy").read_bytes()
    (game.folder / "1_F.npy").write_bytes(whole[:1000])
    with pytest.raises(FeatureFileError, match="readable"):
        game.features(1, "F.npy")
    with (game.folder / "2_F.npy").open("wb") as file:
        np.savez(file, a=np.zeros(3))
    with pytest.raises(FeatureFileError, match="archive"):
        game.features(2, "F.npy")


def test_videos_must_exist(game):
    with pytest.raises(SourceError, match=r"1_224p\.mkv"):
        game.video(1)
    (game.folder / "1_224p.mkv").touch()
    assert game.video(1) == game.folder / "1_224p.mkv"
    with pytest.raises(OptionError, match="half 3"):
        game.file(3, "224p.mkv")


def test_games_are_listed_one_a_line(game, tmp_path):
    listing = tmp_path / "games.txt"
    listing.write_text("\ufeff# mine\n\nleague\\season\\A - B/\n", encoding="utf-8")
    assert find_games(tmp_path, listing) == (game,)


def test_games_are_listed_as_soccernet_does(game, tmp_path):
    listing = tmp_path / "games.json"
    listing.write_text(json.dumps({"league": {"season": ["A - B"]}}), encoding="utf-8")
    assert find_games(tmp_path, listing) == (game,)
    listing.write_text(json.dumps(["league/season/A - B"]), encoding="utf-8")
    assert find_games(tmp_path, listing) == (game,)


@pytest.mark.parametrize("text", ["{", '{"league": 3}', "[3]"])
def test_a_damaged_list_is_named(tmp_path, text):
    (tmp_path / "games.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblemError, match=r"games\.json"):
        find_games(tmp_path, tmp_path / "games.json")


def test_a_list_must_name_every_game_once(tmp_path):
    listing = tmp_path / "games.txt"
    listing.write_text("\n")
    with pytest.raises(OptionError, match="no games"):
        game_names(listing)
    listing.write_text("a\na\n")
    with pytest.raises(OptionError, match="more than once"):
        game_names(listing)
    with pytest.raises(OptionError, match="neither train"):
        game_names("holdout")


def test_a_missing_game_is_named(game, tmp_path):
    listing = tmp_path / "games.txt"
    listing.write_text("league/season/A - B\nleague/season/C - D\nleague/season/E - F\n")
    with pytest.raises(MissingGameError, match=r"C - D.*and 1 more"):
        find_games(tmp_path, listing)
    with pytest.raises(MissingGameError, match="not a folder"):
        find_games(tmp_path / "nowhere", listing)


def test_official_splits_need_no_network(tmp_path):
    pytest.importorskip("SoccerNet", reason="the SoccerNet package is absent")
    names = [game_names(split) for split in ("train", "valid", "test")]
    assert [len(split) for split in names] == [300, 100, 100]
    assert len(set().union(*names)) == 500
    assert "england_epl/2014-2015/2015-02-21 - 18-00 Chelsea 1 - 1 Burnley" in names[0]


def test_good_games_pass_and_tell_their_width(game):
    checked = check_games([game], SOCCERNET_V1, FEATURES)
    assert (checked.games, checked.bad, checked.width) == ((game,), (), 8)


def test_features_must_reach_the_last_event(game):
    write_features(game.folder, frames=5517)  # the card at 45:59 lies in frame 5518
    check_games([game], SOCCERNET_V1, FEATURES)  # some real events lie at the very end of the video
    write_features(game.folder, frames=5516, halves=(2,))
    with pytest.raises(FeatureFileError, match="5516 frames, but 'y-card' at '2 - 45:59' lies in frame 5518"):
        check_games([game], SOCCERNET_V1, FEATURES)


def test_all_features_have_one_width(game, tmp_path):
    other = Game("other", tmp_path / "other")
    write_labels(other.folder, [])
    write_features(other.folder, width=9)
    with pytest.raises(FeatureFileError, match="width 9 where 8"):
        check_games([game, other], SOCCERNET_V1, FEATURES)
    with pytest.raises(FeatureFileError, match="width 8 where 512"):
        check_games([game], SOCCERNET_V1, FeatureCheck("F.npy", width=512))


def test_videos_are_looked_for_when_asked(game):
    with pytest.raises(SourceError):
        check_games([game], SOCCERNET_V1, video="224p.mkv")


def test_bad_games_can_be_left_out_and_are_listed(game, tmp_path):
    unlabelled = Game("unlabelled", tmp_path / "unlabelled")
    unlabelled.folder.mkdir()
    missing = Game("missing", tmp_path / "missing")
    checked = check_games([missing, game, unlabelled], SOCCERNET_V1, FEATURES, skip_bad=True)
    assert checked.games == (game,)
    assert [(bad.game, type(bad.error)) for bad in checked.bad] == [
        (missing, MissingGameError),
        (unlabelled, LabelFileError),
    ]
    with pytest.raises(OptionError, match="None of the 1 games"):
        check_games([missing], SOCCERNET_V1, skip_bad=True)


@NEEDS_SHARED
def test_the_real_labels_hold_what_is_known_of_them(real_labels):
    games = [find_games(real_labels, split) for split in ("train", "valid", "test")]
    splits = [[a for game in split for a in game.annotations(SOCCERNET_V1)] for split in games]
    words = collections.Counter(a.annotation for split in splits for a in split)
    assert words == {
        "y-card": 2045,
        "r-card": 54,
        "yr-card": 46,
        "substitution-in": 2849,
        "soccer-ball": 1603,
        "soccer-ball-own": 40,
    }
    assert [sum(map(is_half_time_substitution, split)) for split in splits] == [114, 45, 38]


@NEEDS_SHARED
def test_the_real_v2_labels_can_be_read(real_labels):
    games = find_games(real_labels, "test")
    found = [a for game in games for a in game.annotations(SOCCERNET_V2)]
    assert len(found) == 22551
    assert {a.label for a in found} == set(SOCCERNET_V2.names)
    assert {a.visible for a in found} == {True, False}
