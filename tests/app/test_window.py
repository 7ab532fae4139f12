"""The main job through the real window: open, analyse, move a threshold with the mouse, export, close half way."""

import os
from pathlib import Path

import av
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from app import commands
from app.analysing import AnalysisRequest, analyse_match
from app.core.events import EventState
from app.core.project_file import load_project
from app.views.export_dialog import ExportDialog


def viewport_point(plot, x, y) -> QPoint:
    return plot.mapFromScene(plot.view.mapViewToScene(QPointF(x, y)))


def drag(qtbot, plot, start: QPoint, end: QPoint, steps=6) -> None:
    """Press, move and release the real mouse on the plot, faster than a hand can."""
    pg.setConfigOption("mouseRateLimit", -1)
    viewport = plot.viewport()
    QTest.mouseMove(viewport, start)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, steps + 1):
        QTest.mouseMove(viewport, start + (end - start) * step / steps)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def drag_threshold(qtbot, window, label, value) -> None:
    plot = window.timeline.plot
    row = plot.rows[label]
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: plot.height() > 150 and abs(plot.view.viewRange()[1][1] - plot.view.height()) < 1)
    end = plot.view.viewRange()[0][1]
    places = [end * n / 40 for n in range(2, 39)]
    events = [event.time for event in window.document.events]
    x = max(places, key=lambda place: min((abs(place - time) for time in events), default=0))  # beside any marker
    start = viewport_point(plot, x, row.y_of(window.document.project.threshold(label)))
    drag(qtbot, plot, start, viewport_point(plot, x, row.y_of(value)))


def test_open_analyse_drag_export_close(qtbot, reviewed, match):
    window, document = reviewed, reviewed.document
    label = document.candidates.labels[0]
    best = document.candidates.threshold_showing_one(label)
    assert [e for e in document.events if e.label == label]

    drag_threshold(qtbot, window, label, min(1.0, best + 0.3))
    assert document.project.threshold(label) > best
    assert not [e for e in document.events if e.label == label]
    assert document.undo_stack.count() == 1, "one drag is one entry"
    drag_threshold(qtbot, window, label, 0.0)
    assert [e for e in document.events if e.label == label]
    assert window.events_model.rowCount() == len(document.events)

    commands.choose_labels(document, document.labels)
    target = match.with_name("reel.mp4")
    with qtbot.waitSignal(window.work.exported, timeout=60_000):
        window.action["export"].trigger()
        window.findChild(ExportDialog).findChild(QDialogButtonBox).accepted.emit()
        dialog = window.findChild(QFileDialog)
        dialog.selectFile(str(target))
        dialog.accept()
    with av.open(str(target)) as container:
        assert container.duration / 1e6 == pytest.approx(document.reel.duration, abs=0.5)
    assert window.close()
    assert not window.jobs.running


def test_closing_half_way_leaves_no_thread_and_no_broken_project(half_way, match):
    window = half_way
    assert window.work.is_analysing
    assert window.close()
    assert not window.jobs.running
    assert load_project(match.with_suffix(".rmsnet")).sources[0].path == match.name


def test_closing_while_opening(qtbot, window, match):
    window.work.open(match)
    assert window.close()
    assert not window.jobs.running


def test_cancelling_an_analysis_and_going_on(qtbot, half_way, pace):
    window = half_way
    with qtbot.waitSignal(window.work.analysis_ended, timeout=10_000):
        window.jobs_panel.rows[0].cancel_button.click()
    row = window.jobs_panel.rows[0]
    assert row.retry_button.isVisibleTo(window)
    assert not window.document.is_analysed
    pace.is_held = False
    with qtbot.waitSignal(window.work.analysis_ended, timeout=60_000):
        row.retry_button.click()
    assert window.document.is_analysed


def test_curves_grow_while_it_runs(qtbot, window, pace, match, monkeypatch):
    monkeypatch.setattr("app.analysing.SECONDS_BETWEEN_CURVES", 0.0)
    lengths = []
    window.document.curves_grown.connect(lambda: lengths.append(len(window.document.curves.times)))
    with qtbot.waitSignal(window.work.analysis_ended, timeout=60_000):
        window.work.open(match)
    grown = [n for n in lengths if n]
    assert grown == sorted(grown)
    assert len(set(grown)) >= 2, "partial curves came before the whole ones"


def test_curves_stay_in_the_steps_that_follow(match, model, tmp_path):
    # The window is shown only the newest step: curves that came in one before must not be lost with it.
    request = AnalysisRequest(match, model, True, "cpu", "dense", tmp_path / "kept", signals="none")
    steps = [step for step in analyse_match(request) if step.result is None]
    told = [step.partial is not None for step in steps]
    assert any(told)
    assert told == sorted(told)


def test_reopening_never_analyses_twice(qtbot, reviewed, make_window, match):
    events = reviewed.document.events
    commands.accept(reviewed.document, [events[0].id])
    reviewed.close()
    again = make_window(Path("no such model"))
    with qtbot.waitSignal(again.work.analyses_read, timeout=30_000):
        again.work.open(match)
    assert again.document.is_analysed
    assert not again.work.is_analysing
    assert [e.id for e in again.document.events] == [e.id for e in events]
    assert again.document.find(events[0].id).state is EventState.ACCEPTED


def test_a_dropped_match_opens(qtbot, window, match):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(match))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.work.opened, timeout=30_000):
        window.dropEvent(drop)
    assert window.document.source.path == match
    assert match.name in window.windowTitle()


@pytest.mark.parametrize("content", [None, b"", b"not a video at all" * 99])
def test_bad_files_are_told_in_a_sentence(qtbot, window, tmp_path, content):
    bad = tmp_path / "bad.mp4"
    if content is not None:
        bad.write_bytes(content)
    with qtbot.waitSignal(window.work.failed, timeout=30_000):
        window.work.open(bad)
    assert "bad.mp4" in window.notices.texts["error"]
    assert not window.document.is_open
    assert sorted(p.name for p in tmp_path.iterdir() if "rmsnet" in p.name) == []


def test_the_badge_says_what_the_model_is(qtbot, reviewed):
    assert reviewed.badge.text() == "Random weights, for tests only"
    assert reviewed.device_label.text()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_keeps_the_work_elsewhere(qtbot, window, match):
    match.parent.chmod(0o500)
    try:
        with qtbot.waitSignal(window.work.analysis_ended, timeout=60_000):
            window.work.open(match)
        assert window.document.is_analysed
        window.work.save_now()
        assert "unsaved" in window.notices.texts
    finally:
        match.parent.chmod(0o700)
