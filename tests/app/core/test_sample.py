"""The sample's truth, and how spots are held against it."""

import json

from app.core.sample import Comparison, TruthEvent, compare, read_truth

TRUTH = (TruthEvent(10.0, "goal"), TruthEvent(40.0, "card"), TruthEvent(70.0, "goal"))


def test_every_event_and_every_spot_appears_once():
    rows = compare(TRUTH, [(11.0, "goal", 0.9), (40.0, "goal", 0.8), (69.0, "goal", 0.4), (13.0, "goal", 0.3)])
    assert rows == [
        Comparison("goal", 10.0, 11.0, 0.9),
        Comparison("goal", None, 13.0, 0.3),
        Comparison("goal", None, 40.0, 0.8),
        Comparison("card", 40.0, None, None),
        Comparison("goal", 70.0, 69.0, 0.4),
    ]


def test_a_spot_further_than_the_tolerance_is_false():
    rows = compare(TRUTH[:1], [(12.6, "goal", 0.9)], tolerance=2.5)
    assert [(row.truth, row.found) for row in rows] == [(10.0, None), (None, 12.6)]


def test_truth_is_read_by_half_and_in_order(tmp_path):
    annotations = [
        {"gameTime": "2 - 00:05", "label": "y-card", "position": "5000", "team": "home"},
        {"gameTime": "1 - 01:10", "label": "soccer-ball-own", "position": "70250", "team": "home"},
        {"gameTime": "1 - 00:10", "label": "substitution-in", "position": "10000", "team": "away"},
    ]
    path = tmp_path / "Labels.json"
    path.write_text(json.dumps({"annotations": annotations}))
    assert read_truth(path) == (TruthEvent(10.0, "substitution"), TruthEvent(70.25, "goal"))
    assert read_truth(path, half=2) == (TruthEvent(5.0, "card"),)
