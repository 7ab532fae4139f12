import contextlib
import csv
import io
import json
import tempfile
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmsnet.errors import OptionError
from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2, Label, LabelSet
from rmsnet.metrics import average_map, evaluate_games
from rmsnet.predictions import read_predictions
from rmsnet.soccernet import Annotation, Game, event_frame, find_games
from rmsnet.spots import Spot
from tests.rmsnet.soccernet_folder import (
    NEEDS_SHARED,
    SHARED,
    annotation,
    real_labels,
    spot_entry,
    write_labels,
    write_spots,
)

__all__ = ["real_labels"]

with np.errstate():  # importing the package switches warnings off for the whole process
    official = pytest.importorskip("SoccerNet.Evaluation.ActionSpotting", reason="the SoccerNet package is absent")
# The package opens files without closing them.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

NO_SPOTS = {1: (), 2: ()}


def official_numbers(root, spots, labels, version, metric="loose"):
    """The package's own result on the games below a folder."""
    words = {label.soccernet: i for i, label in enumerate(labels.labels)}
    if version == 1:
        words = None  # its own order: card, subs, soccer
    with contextlib.redirect_stderr(io.StringIO()), np.errstate(divide="ignore", invalid="ignore"):
        return official.evaluate(
            str(root), str(spots), version=version, metric=metric, label_files=labels.label_file,
            split="test", dataset=None if words else "SoccerNet", EVENT_DICTIONARY=words,
        )  # fmt: skip


def assert_same(ours, theirs, order):
    close = {"rtol": 0, "atol": 1e-9}
    np.testing.assert_allclose(ours.a_mAP, theirs["a_mAP"], **close)
    per_label = [ours.a_mAP_per_label[name] for name in order]
    np.testing.assert_allclose(per_label, theirs["a_mAP_per_class"], **close)


def assert_same_visibility(ours, theirs, order):
    for name, curve in (("visible", ours.visible), ("unshown", ours.unshown)):
        np.testing.assert_allclose(curve.a_mAP, theirs[f"a_mAP_{name}"], rtol=0, atol=1e-9)
        per_label = [curve.a_mAP_per_label[label] for label in order]
        np.testing.assert_allclose(per_label, theirs[f"a_mAP_per_class_{name}"], rtol=0, atol=1e-9)


# Few places, close together and at the ends, so that ties, duplicates and shared windows are common.
positions = st.one_of(
    st.sampled_from([0, 499, 500, 1000, 1499, 2500, 5000, 7_199_500, 7_200_000, 9_999_999]),
    st.integers(0, 12_000),
    st.integers(0, 60).map(lambda i: 500 * i),
    st.integers(0, 2_700_000),
)
confidences = st.one_of(
    st.sampled_from([0.0, 0.5, 0.995, 0.996, 0.9999, 1.0]),
    st.integers(0, 199).map(lambda i: i / 199),
    st.floats(0, 1),
)
# Negative positions wrap around and negative confidences erase: the package does so too.
odd_positions = st.one_of(positions, st.integers(-4000, 0))
odd_confidences = st.one_of(confidences, st.just(-0.5), st.just(1.5))
halves = st.sampled_from([1, 1, 2, 2, 3])


def v2_annotation(half, position, word, visibility):
    game_time = f"{half} - {position // 60000:02d}:{position // 1000 % 60:02d}"
    return annotation(game_time, word, position=str(position), visibility=visibility)


def drawn_events(words):
    shown = st.sampled_from(["visible", "visible", "not shown"])
    return st.lists(st.builds(v2_annotation, halves, positions, st.sampled_from(words), shown), max_size=12)


def drawn_spots(words):
    entry = st.builds(spot_entry, halves, odd_positions, st.sampled_from(words), odd_confidences)
    return st.lists(entry, max_size=30)


WORDS = ("Goal", "Foul")
TWO = LabelSet("two", "Labels-v2.json", tuple(Label(word, word, (word,)) for word in WORDS))
GAMES = st.lists(st.tuples(drawn_events(WORDS), drawn_spots((*WORDS, "Header"))), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(GAMES, st.sampled_from([1, 3, 5]))
def test_random_predictions_score_as_the_official_package_says(games, tolerance):
    with tempfile.TemporaryDirectory() as name:
        truth_root, spots_root = Path(name) / "truth", Path(name) / "spots"
        for i, (events, spots) in enumerate(games):
            write_labels(truth_root / f"a/b/{i}", events, "Labels-v2.json")
            write_spots(spots_root / f"a/b/{i}", spots)
        ours = evaluate_folder(truth_root, spots_root, TWO, len(games))
        # One tolerance, because the package takes seconds for all of them.
        theirs = official_numbers(truth_root, spots_root, TWO, 2, f"at{tolerance}")
    ap = dict(zip(ours.tight.tolerances, ours.tight.ap, strict=True))[tolerance]
    np.testing.assert_allclose(ap, theirs["a_mAP_per_class"], rtol=0, atol=1e-9)
    if tolerance == 5 and ours.visible is not None:
        for name, curve in (("visible", ours.visible), ("unshown", ours.unshown)):
            np.testing.assert_allclose(curve.ap[0], theirs[f"a_mAP_per_class_{name}"], rtol=0, atol=1e-9)


def evaluate_folder(truth_root, spots_root, labels, count):
    games = [Game(f"a/b/{i}", truth_root / f"a/b/{i}") for i in range(count)]
    truth = [game.annotations(labels) for game in games]
    predictions = [read_predictions(spots_root, game.name, labels).halves for game in games]
    return evaluate_games(truth, predictions, labels)


def random_v2_games(rng, truth_root, spots_root, count):
    words = SOCCERNET_V2.names
    for i in range(count):
        events, spots = [], []
        for half, word in ((h, w) for h in (1, 2) for w in words):
            for position in rng.integers(0, 2_700_000, rng.integers(0, 12)).tolist():
                shown = "not shown" if rng.random() < 0.2 else "visible"
                events.append(v2_annotation(half, position, word, shown))
                near = max(0, position + int(rng.normal(0, 6000)))
                spots.append(spot_entry(half, near, word, str(rng.random())))
            spots.append(spot_entry(half, int(rng.integers(0, 2_700_000)), word, str(rng.random())))
        write_labels(truth_root / f"a/b/{i}", events, "Labels-v2.json")
        write_spots(spots_root / f"a/b/{i}", spots)


def test_seventeen_labels_score_as_the_official_package_says(tmp_path):
    random_v2_games(np.random.default_rng(7), tmp_path / "truth", tmp_path / "spots", 1)
    ours = evaluate_folder(tmp_path / "truth", tmp_path / "spots", SOCCERNET_V2, 1)
    theirs = official_numbers(tmp_path / "truth", tmp_path / "spots", SOCCERNET_V2, 2)
    assert 0.1 < ours.a_mAP < 0.9
    assert_same(ours.loose, theirs, SOCCERNET_V2.names)
    assert_same_visibility(ours, theirs, SOCCERNET_V2.names)


@pytest.fixture(scope="module")
def test_split(real_labels):
    games = find_games(real_labels, "test")
    return games, [game.annotations(SOCCERNET_V1) for game in games]


@NEEDS_SHARED
def test_the_real_predictions_get_their_official_numbers(test_split):
    games, truth = test_split
    archive = SHARED / "data" / "predictions" / "netvlad_v1_test.zip"
    predictions = [read_predictions(archive, game.name, SOCCERNET_V1).halves for game in games]
    ours = evaluate_games(truth, predictions, SOCCERNET_V1)
    assert ours.a_mAP == pytest.approx(0.44671656, abs=5e-9)
    expected = {"card": 0.30155598, "substitution": 0.47357020, "goal": 0.56502350}
    assert ours.loose.a_mAP_per_label == pytest.approx(expected, abs=5e-9)


@NEEDS_SHARED
@pytest.mark.parametrize("metric", ["loose", "tight"])
def test_the_real_predictions_score_as_the_official_package_says(test_split, real_labels, metric):
    games, truth = test_split
    archive = SHARED / "data" / "predictions" / "netvlad_v1_test.zip"
    predictions = [read_predictions(archive, game.name, SOCCERNET_V1).halves for game in games]
    ours = evaluate_games(truth, predictions, SOCCERNET_V1)
    theirs = official_numbers(real_labels, archive, SOCCERNET_V1, 1, metric)
    assert_same(getattr(ours, metric), theirs, ("card", "substitution", "goal"))


def perfect_windows(game, annotations, lengths, centre):
    """What a perfect model with one event a window says: windows of stride 41, each window's last event.

    Keeping the first event instead loses no goal and would reach 93.94 and 80.48; whether the window that
    is anchored at the end is there makes no difference on these games.
    """
    found = {1: [], 2: []}
    for half in (1, 2):
        frames = lengths[game.name, half] * 2 // 25
        starts = range(0, frames - 41 + 1, 41)
        for start in (*starts, frames - 41):
            inside = [a for a in annotations if a.half == half and start <= event_frame(a) < start + 41]
            if inside:
                last = max(inside, key=event_frame)
                frame = start + 20 if centre else event_frame(last)
                found[half].append(Spot(frame / 2, last.label, 1.0))
    return found


@pytest.fixture(scope="module")
def half_lengths():
    with (SHARED / "data" / "soccernet" / "halves.csv").open(encoding="utf-8") as file:
        return {(r["game"], int(r["half"])): int(r["frames_25fps"]) for r in csv.DictReader(file)}


def ceiling(test_split, half_lengths, centre):
    games, truth = test_split
    spots = [perfect_windows(g, a, half_lengths, centre) for g, a in zip(games, truth, strict=True)]
    return evaluate_games(truth, spots, SOCCERNET_V1).loose


@NEEDS_SHARED
def test_one_event_a_window_cannot_score_above_its_ceiling(test_split, half_lengths):
    assert 100 * ceiling(test_split, half_lengths, centre=False).a_mAP == pytest.approx(1000 / 11, abs=1e-9)


@NEEDS_SHARED
def test_window_centres_cannot_score_above_their_ceiling(test_split, half_lengths):
    curve = ceiling(test_split, half_lengths, centre=True)
    percent = {delta: 100 * value for delta, value in curve.mAP_per_delta.items()}
    assert 100 * curve.a_mAP == pytest.approx(78.15, abs=0.005)
    assert (percent[5], percent[10]) == (pytest.approx(8.6, abs=0.05), pytest.approx(27.3, abs=0.051))
    assert all(percent[delta] == pytest.approx(90.9, abs=0.05) for delta in range(20, 61, 5))


def event(time, label="goal", half=1, visible=None):
    return Annotation(half, time, label, label, "", visible)


def evaluate_one(events, spots, labels=SOCCERNET_V1):
    return evaluate_games([events], [{1: spots}], labels)


def test_a_perfect_spotter_scores_one():
    events = [event(t, label) for t, label in enumerate(SOCCERNET_V1.names, start=100)]
    spots = [Spot(e.time, e.label, 1.0) for e in events]
    assert evaluate_one(events, spots).a_mAP == 1.0


def test_nothing_scores_zero_and_a_label_without_events_counts_as_zero():
    assert evaluate_games([[]], [NO_SPOTS], SOCCERNET_V1).a_mAP == 0
    assert evaluate_games([], [], SOCCERNET_V1).a_mAP == 0
    only_goals = evaluate_one([event(100.0)], [Spot(100.0, "goal", 1.0)])
    assert only_goals.a_mAP == pytest.approx(1 / 3)


@pytest.mark.parametrize(("away", "hit_at_5"), [(2.5, 1.0), (3.0, 0.0), (-2.5, 1.0), (-3.0, 0.0)])
def test_a_hit_lies_within_half_the_tolerance(away, hit_at_5):
    curve = evaluate_one([event(100.0)], [Spot(100.0 + away, "goal", 1.0)]).loose
    assert curve.ap_per_label_per_delta["goal"][5] == hit_at_5


def test_a_second_spot_on_one_event_is_a_false_positive():
    spots = [Spot(100.0, "goal", 0.5), Spot(101.0, "goal", 0.9)]
    curve = evaluate_one([event(100.0), event(500.0)], [*spots, Spot(500.0, "goal", 0.4)]).loose
    # In order of score: a hit (recall 1/2), a false positive, a hit (recall 1, precision 2/3).
    assert curve.ap_per_label_per_delta["goal"][60] == pytest.approx((6 * 1 + 5 * 2 / 3) / 11)


def test_the_last_of_two_in_one_frame_counts():
    spots = [Spot(100.0, "goal", 0.9), Spot(500.0, "goal", 0.5), Spot(100.4, "goal", 0.2)]
    curve = evaluate_one([event(100.0)], spots).loose
    assert curve.ap_per_label_per_delta["goal"][60] == 0.5  # the false positive at 500 s comes first
    events = [event(100.0, visible=False), event(100.2, visible=True)]
    assert evaluate_one(events, spots).visible.ap_per_label_per_delta["goal"][60] > 0


def test_visibility_is_reported_only_where_the_labels_say():
    spots = [Spot(100.0, "goal", 1.0)]
    assert evaluate_one([event(100.0)], spots).visible is None
    seen = evaluate_one([event(100.0, visible=True), event(900.0, visible=False)], spots)
    assert seen.visible.ap_per_label_per_delta["goal"][5] == 1.0
    assert seen.unshown.ap_per_label_per_delta["goal"][5] == 0.0


def test_average_map_is_the_loose_average():
    events, spots = [event(100.0)], {1: [Spot(101.0, "goal", 0.7)]}
    whole = evaluate_games([events], [spots], SOCCERNET_V1)
    assert average_map([events], [spots], SOCCERNET_V1) == whole.a_mAP == whole.loose.a_mAP


def test_other_rates_compare_finer_frames():
    spots = [Spot(102.6, "goal", 1.0)]
    coarse = evaluate_games([[event(100.0)]], [{1: spots}], SOCCERNET_V1, Fraction(2))
    fine = evaluate_games([[event(100.0)]], [{1: spots}], SOCCERNET_V1, Fraction(25))
    assert coarse.loose.ap_per_label_per_delta["goal"][5] == 1.0  # both at frame 205
    assert fine.loose.ap_per_label_per_delta["goal"][5] == 0.0


def test_games_and_predictions_must_go_together():
    with pytest.raises(OptionError, match="1 games"):
        evaluate_games([[]], [], SOCCERNET_V1)
    with pytest.raises(OptionError, match="handball"):
        evaluate_one([], [Spot(1.0, "handball", 0.5)])


def test_the_json_form_is_plain_json():
    data = evaluate_one([event(100.0, visible=True)], [Spot(100.0, "goal", 1.0)]).to_json()
    assert json.loads(json.dumps(data)) == data
    assert list(data["mAP_per_delta"]) == [str(delta) for delta in range(5, 61, 5)]
    assert {"a_mAP", "a_mAP_per_label", "a_mAP_tight", "a_mAP_visible", "a_mAP_unshown"} <= set(data)
