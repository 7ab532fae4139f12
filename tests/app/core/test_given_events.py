"""Predictions and truth from files: placed in the right half, in the right words, or refused in a sentence."""

import json

import pytest

from app.core.given_events import GivenEvent, is_truth, place_in_sources, read_given_predictions, read_given_truth
from app.core.match_axis import MatchAxis
from app.core.project import ProjectSource
from rmsnet.broadcast.match_clock import ClockPiece
from rmsnet.errors import RmsNetError
from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2
from rmsnet.predictions import write_predictions
from rmsnet.spots import Spot

WHOLE = (ProjectSource(path="match.mp4", duration=2800.0),)
HALVES = (
    ProjectSource(path="1.mkv", duration=2800.0, half=1, clock_offset=-60.0),
    ProjectSource(path="2.mkv", duration=2900.0, half=2),
)


def labels_file(path, *entries):
    annotations = [{"gameTime": t, "label": w, "position": p, "visibility": "visible"} for t, w, p in entries]
    path.write_text(json.dumps({"annotations": annotations}), encoding="utf-8")
    return path


def test_halves_go_to_their_files_and_offsets_are_kept(tmp_path):
    spots = {1: [Spot(10.0, "goal", 0.9)], 2: [Spot(5.0, "card", 0.4)]}
    write_predictions(tmp_path / "results_spotting.json", "game", spots, SOCCERNET_V1)
    given = read_given_predictions(tmp_path / "results_spotting.json", HALVES, SOCCERNET_V1)
    assert given.events == (GivenEvent(0, 70.0, "goal", 0.9), GivenEvent(1, 5.0, "card", 0.4))
    whole = read_given_predictions(tmp_path / "results_spotting.json", WHOLE, SOCCERNET_V1)
    assert (len(whole.events), whole.outside) == (1, 1)


def test_files_without_halves_are_halves_in_their_order():
    files = (ProjectSource(path="a.mp4", duration=2700), ProjectSource(path="b.mp4", duration=2700))
    assert place_in_sources(2, 30.0, files) == (1, 30.0)
    assert place_in_sources(3, 30.0, files) is None
    assert place_in_sources(1, 2701.0, files) == (0, 2700.0)
    assert place_in_sources(1, 2703.0, files) is None


def test_another_label_set_is_found_by_its_words(tmp_path):
    write_predictions(tmp_path / "p.json", "game", {1: [Spot(10.0, "Corner", 0.9)]}, SOCCERNET_V2)
    given = read_given_predictions(tmp_path / "p.json", WHOLE, SOCCERNET_V1)
    assert (given.labels, given.unknown) == (SOCCERNET_V2, ())


def test_truth_of_v2_measures_a_model_of_v1(tmp_path):
    entries = (("1 - 00:10", "Goal", "10000"), ("1 - 00:20", "Yellow card", "20000"), ("1 - 00:30", "Corner", "30000"))
    truth = read_given_truth(labels_file(tmp_path / "Labels-v2.json", *entries), WHOLE, SOCCERNET_V1)
    assert [(e.time, e.label) for e in truth.events] == [(10.0, "goal"), (20.0, "card")]
    assert truth.unknown == ("Corner",)


def test_osl_json_is_matched_by_file_name(tmp_path):
    events = [{"head": "action", "label": "goal", "position_ms": 1240, "confidence_score": 0.84}]
    samples = [
        {"inputs": [{"type": "video", "path": "clips/2.mkv"}], "events": events},
        {"inputs": [{"path": "clips/other.mkv"}], "events": events},
        {"inputs": [{"path": "clips/third.mkv"}]},
    ]
    path = tmp_path / "osl.json"
    path.write_text(json.dumps({"data": samples}), encoding="utf-8")
    assert not is_truth(path)
    given = read_given_predictions(path, HALVES, SOCCERNET_V2)
    assert given.events == (GivenEvent(1, 1.24, "goal", 0.84),)
    assert given.outside == 1
    del events[0]["confidence_score"]
    path.write_text(json.dumps({"data": samples}), encoding="utf-8")
    assert is_truth(path)


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", "not json", '{"predictions": 3}', '{"predictions": [{"label": "goal"}]}', '{"data": [3]}',
        '{"annotations": [{"gameTime": "later", "label": "soccer-ball"}]}', '{"annotations": [{"label": "juggling"}]}',
        '{"data": [{"events": [{"label": "goal", "position_ms": "soon"}]}]}', '{"data": []}',
        '{"predictions": [{"label": "soccer", "position": "1", "half": "1", "confidence": 3}]}',
    ],
)  # fmt: skip
def test_foreign_files_are_refused_with_a_remedy(tmp_path, content):
    path = tmp_path / "given.json"
    path.write_text(content, encoding="utf-8")
    refused = 0
    for read in (read_given_predictions, read_given_truth):
        try:
            given = read(path, WHOLE, SOCCERNET_V1)
        except RmsNetError as error:
            refused += 1
            assert "given.json" in str(error)
        else:
            assert not given.events
    assert refused >= 1


def test_the_axis_puts_files_one_after_the_other_and_back():
    axis = MatchAxis(HALVES)
    assert (axis.duration, axis.starts) == (5700.0, (0.0, 2800.0))
    for source, time in ((0, 0.0), (0, 2799.0), (1, 0.0), (1, 1100.0)):
        assert axis.find(axis.place(source, time)) == (source, time)
    assert axis.clock(axis.place(1, 1100.0)) == "2 - 63:20"
    assert axis.inside(0, 5000.0) == 2800.0
    assert axis.inside(1, 100.0) == 0.0
    assert MatchAxis().find(5.0) == (0, 5.0)


def test_a_clock_that_was_read_places_both_halves_of_one_file():
    read = (ClockPiece(100.0, 2900.0, 1, 0.0), ClockPiece(3900.0, 6700.0, 2, 2700.0))
    whole = (ProjectSource(path="whole.mp4", duration=7000, match_clock=read),)
    assert place_in_sources(1, 30.0, whole) == (0, 130.0)
    assert place_in_sources(2, 30.0, whole) == (0, 3930.0)
    assert place_in_sources(3, 30.0, whole) is None
    said = (whole[0].model_copy(update={"clock_offset": 0.0, "half": 1}),)
    assert place_in_sources(1, 30.0, said) == (0, 30.0)


def test_times_of_a_half_are_those_of_its_file_whatever_the_screen_says():
    read = (ClockPiece(10.0, 2900.0, 1, 0.0),)
    second = (ProjectSource(path="second.mp4", duration=3000, half=2, match_clock=read),)
    assert place_in_sources(2, 30.0, second) == (0, 30.0)
    assert place_in_sources(1, 30.0, second) is None
    assert second[0].half_position(30.0) == (2, 30.0)
    one = ProjectSource(path="match.mp4", duration=3000, match_clock=read)
    assert place_in_sources(1, 24.0, (one,)) == (0, 24.0)
    assert one.half_position(24.0) == (1, 24.0)
    assert one.position(24.0) == (1, 14.0), "the clock that people see is the one on the screen"


def test_written_and_read_positions_agree_where_one_file_holds_both_halves():
    read = (ClockPiece(100.0, 2900.0, 1, 0.0), ClockPiece(3900.0, 6700.0, 2, 2700.0))
    whole = ProjectSource(path="whole.mp4", duration=7000, match_clock=read)
    for time in (130.0, 3930.0):
        half, inside = whole.half_position(time)
        assert place_in_sources(half, inside, (whole,)) == (0, time)
