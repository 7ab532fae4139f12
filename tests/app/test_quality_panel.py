"""Truth and predictions from files, through the real window."""

import json

import pytest

from app import commands
from app.core.project_file import load_project
from rmsnet.labels import SOCCERNET_V1
from rmsnet.predictions import write_predictions
from rmsnet.spots import Spot

SPOTS = [Spot(10.0, "goal", 0.9), Spot(30.0, "goal", 0.6), Spot(50.0, "card", 0.8)]


@pytest.fixture
def given(qtbot, reviewed, match):
    """A window with predictions and truth from files."""
    write_predictions(match.with_name("results_spotting.json"), "game", {1: SPOTS}, SOCCERNET_V1)
    entries = (
        ("1 - 00:11", "soccer-ball", "11000"),
        ("1 - 00:52", "y-card", "52000"),
        ("1 - 00:40", "soccer-ball", "40000"),
    )
    annotations = [{"gameTime": t, "label": w, "position": p} for t, w, p in entries]
    match.with_name("Labels.json").write_text(json.dumps({"annotations": annotations}), encoding="utf-8")
    for name in ("results_spotting.json", "Labels.json"):
        with qtbot.waitSignal(reviewed.work.events_given, timeout=20_000):
            reviewed.work.read_events(match.with_name(name))
    return reviewed


def shares(window):
    total = window.measuring.quality.total
    return total.found, total.missed, total.false


def test_the_figures_follow_thresholds_and_findings_seek(qtbot, given):
    document = given.document
    assert [event.time for event in document.events] == [10.0, 30.0, 50.0]
    assert shares(given) == (2, 1, 1)
    commands.set_threshold(document, "goal", 0.7)
    assert shares(given) == (2, 1, 0)
    document.undo_stack.undo()
    panel = given.quality_panel
    assert not given.docks["quality"].isHidden()
    assert panel.figures.rowCount() == 3
    assert [f.kind for f in panel.findings.findings] == ["false", "missed"]
    panel.table.selectRow(1)
    assert given.playback.time == pytest.approx(39.0, abs=0.3)
    panel.table.selectRow(0)
    assert document.selection == (document.events[1].id,)
    panel.kind.setCurrentIndex(1)
    panel.kind.activated.emit(1)
    assert [f.kind for f in panel.findings.findings] == ["missed"]
    given.measuring.set_tolerance(30.0)
    assert shares(given) == (3, 0, 0)
    qtbot.waitUntil(lambda: given.measuring.evaluation is not None, timeout=20_000)
    assert "Average-mAP" in panel._scores.text()


def test_predictions_and_truth_are_there_again_and_work_is_kept(qtbot, given, make_window, match):
    accepted = given.document.events[0].id
    commands.accept(given.document, [accepted])
    given.close()
    assert load_project(match.with_suffix(".rmsnet")).model.path == "results_spotting.json"
    again = make_window()
    with qtbot.waitSignal(again.work.opened, timeout=30_000):
        again.work.open(match)
    assert not again.work.is_analysing
    assert len(again.document.events) == 3
    assert shares(again) == (2, 1, 1)
    again.close()
    match.with_name("results_spotting.json").unlink()
    third = make_window()
    with qtbot.waitSignal(third.work.opened, timeout=30_000):
        third.work.open(match)
    assert len(third.document.events) == 3, "what was shown stays"
    assert any("results_spotting.json" in text for text in third.notices.texts.values())


def test_a_damaged_file_changes_nothing(qtbot, reviewed, match):
    before = reviewed.document.project
    bad = match.with_name("Labels.json")
    bad.write_text("{", encoding="utf-8")
    with qtbot.waitSignal(reviewed.work.failed, timeout=20_000):
        reviewed.work.read_events(bad)
    assert reviewed.document.project is before
    assert "Labels.json" in reviewed.notices.texts["error"]
