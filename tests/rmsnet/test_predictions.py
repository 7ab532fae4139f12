import json
import zipfile
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmsnet.errors import OptionError, OutputError, PredictionFileError
from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2
from rmsnet.predictions import (
    FILE_NAME,
    Predictions,
    official_halves,
    position_ms,
    read_predictions,
    spread_confidence,
    spread_confidences,
    write_predictions,
)
from rmsnet.spots import Spot
from tests.rmsnet.soccernet_folder import spot_entry, write_spots

SPOTS = {1: [Spot(601.0, "goal", 0.93), Spot(12.5, "card", 0.5)], 2: [Spot(3800.0, "substitution", 1.0)]}


def test_the_file_is_exactly_soccernets(tmp_path):
    write_predictions(tmp_path / FILE_NAME, "a/b/Málaga 1 - 0 Getafe", SPOTS, SOCCERNET_V1)
    data = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
    assert data["UrlLocal"] == "a/b/Málaga 1 - 0 Getafe"
    assert data["predictions"][1] == {
        "gameTime": "1 - 10:01",
        "label": "soccer",
        "position": "601000",
        "half": "1",
        "confidence": "0.93",
    }
    assert [entry["label"] for entry in data["predictions"]] == ["card", "soccer", "subs"]
    assert data["predictions"][2]["gameTime"] == "2 - 63:20"


SPOT_LISTS = st.lists(
    st.builds(Spot, st.floats(0, 7000), st.sampled_from(SOCCERNET_V2.names), st.floats(0, 1)), max_size=20
)


@given(st.fixed_dictionaries({1: SPOT_LISTS, 2: SPOT_LISTS}))
def test_what_is_written_is_what_is_read(tmp_path_factory, halves):
    path = tmp_path_factory.mktemp("spots") / FILE_NAME
    write_predictions(path, "game", halves, SOCCERNET_V2)
    assert read_predictions(path, "game", SOCCERNET_V2).halves == official_halves(halves)


@pytest.mark.parametrize(
    ("time", "rate", "expected"),
    [
        (9.99, Fraction(2), 10000),  # nearest frame, so that the evaluator's truncation does no harm
        (9.7, Fraction(2), 9500),
        (9.999, None, 9999),
        (1.0, Fraction(30000, 1001), 1001),  # first whole millisecond of frame 30
        (-3.0, Fraction(2), 0),
        (-3.0, None, 0),
    ],
)
def test_positions_are_moved_to_frames(time, rate, expected):
    assert position_ms(time, rate) == expected


@given(st.integers(0, 200_000), st.sampled_from([Fraction(2), Fraction(25), Fraction(30000, 1001), Fraction(60)]))
def test_the_evaluator_finds_the_frame_that_was_meant(frame, rate):
    assert position_ms(float(frame / rate), rate) * rate // 1000 == frame


@given(st.lists(st.floats(0, 1), min_size=2))
def test_spreading_confidences_keeps_their_order_and_range(values):
    spread = [spread_confidence(value) for value in sorted(values)]
    assert all(low <= high for low, high in pairwise(spread))
    assert all(0 <= value <= 1 for value in spread)


def test_spreading_tells_saturated_confidences_apart():
    values = [spread_confidence(c) for c in (0.0, 0.5, 0.995, 0.9995, 0.99995, 1.0)]
    assert [int(value * 199) for value in values] == [0, 99, 130, 143, 157, 199]
    (spot,) = spread_confidences({1: [Spot(1.0, "goal", 0.5)]})[1]
    assert spot == Spot(1.0, "goal", 0.5)


def test_writing_refuses_foreign_labels_and_missing_folders(tmp_path):
    with pytest.raises(OptionError, match="handball"):
        write_predictions(tmp_path / FILE_NAME, "g", {1: [Spot(1.0, "handball", 1.0)]}, SOCCERNET_V1)
    with pytest.raises(OutputError):
        write_predictions(tmp_path / "nowhere" / FILE_NAME, "g", {}, SOCCERNET_V1)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def archive(tmp_path):
    write_spots(tmp_path / "spots/a/b/g", [spot_entry()])
    with zipfile.ZipFile(tmp_path / "spots.zip", "w") as file:
        file.write(tmp_path / "spots/a/b/g" / FILE_NAME, f"a/b/g/{FILE_NAME}")
    return tmp_path / "spots.zip"


def test_a_folder_an_archive_and_one_file_say_the_same(archive):
    folder = archive.with_suffix("")
    expected = {1: (Spot(600.0, "goal", 0.9),), 2: ()}
    for path in (archive, folder, folder / "a/b/g" / FILE_NAME):
        assert read_predictions(path, "a/b/g", SOCCERNET_V1).halves == expected


def test_a_missing_game_is_named(archive):
    for path in (archive, archive.with_suffix("")):
        with Predictions(path) as predictions, pytest.raises(PredictionFileError, match="'a/b/other'"):
            predictions.read("a/b/other", SOCCERNET_V1)


def test_what_is_no_archive_is_named(tmp_path):
    (tmp_path / "spots.zip").write_text("no archive")
    for path in (tmp_path / "spots.zip", tmp_path / "nowhere"):
        with pytest.raises(PredictionFileError, match="neither a folder nor a zip archive"):
            Predictions(path)


def test_unknown_words_are_told_and_other_halves_left_out(tmp_path):
    write_spots(tmp_path / "g", [spot_entry(label="Header"), spot_entry(half=3), spot_entry(label="goal")])
    read = read_predictions(tmp_path, "g", SOCCERNET_V1)
    assert read.halves == {1: (Spot(600.0, "goal", 0.9),), 2: ()}
    assert read.unknown_words == ("Header",)


@pytest.mark.parametrize(
    "change",
    [{"position": "soon"}, {"half": None}, {"label": 3}, {"confidence": "high"}, {"position": "9" * 400}],
)
def test_a_damaged_entry_is_named(tmp_path, change):
    write_spots(tmp_path / "g", [spot_entry(), spot_entry() | change])
    with pytest.raises(PredictionFileError, match="number 2"):
        read_predictions(tmp_path, "g", SOCCERNET_V1)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"predictions": 3}', b"\xff\xfe"])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(PredictionFileError, match=FILE_NAME):
        read_predictions(tmp_path / FILE_NAME, "g", SOCCERNET_V1)
