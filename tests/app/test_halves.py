"""A match of two files through the real window: one clock, one timeline, one undo stack."""

import shutil
from dataclasses import replace

import pytest

from app import commands
from app.core.project_file import load_project
from app.views.clocks_dialog import ClocksDialog
from rmsnet.broadcast.match_clock import ClockPiece


@pytest.fixture
def halves(qtbot, window, match):
    """A window with two halves open and analysed."""
    second = match.with_name("second.mp4")
    shutil.copyfile(match, second)
    with qtbot.waitSignal(window.work.source_read, timeout=60_000):
        window.work.open_all([match, second])
    qtbot.waitUntil(lambda: window.document.is_analysed, timeout=60_000)
    return window


def test_two_files_are_two_halves_on_one_clock(qtbot, halves):
    document = halves.document
    assert [source.half for source in document.project.sources] == [1, 2]
    assert {event.source for event in document.events} == {0, 1}
    last = document.events[-1]
    clock = halves.events_model.index(halves.events_model.row_of(last.id), 0).data()
    assert clock.startswith("2 - 45:")
    assert document.axis.duration == pytest.approx(120, abs=1)
    assert len(document.curves.times) > 200, "the curves of both"
    assert document.curves.times[-1] > 100

    halves.review.choose([last.id])
    assert halves.playback.index == 1
    assert halves.timeline.plot.playhead.value() > 60
    start, end = 61.0, 63.0
    halves.timeline.plot.time_clicked.emit(start)
    assert (halves.playback.index, halves.playback.time) == (1, pytest.approx(start - 60, abs=0.3))
    halves.timeline.plot.time_clicked.emit(end - 60)
    assert halves.playback.index == 0


def test_undo_takes_the_second_half_away_and_redo_brings_it_back(qtbot, halves, match):
    document = halves.document
    whole = document.project.to_json()
    assert commands.accept(document, [document.events[-1].id])
    document.undo_stack.undo()
    assert document.project.to_json() == whole
    document.undo_stack.undo()
    assert len(document.sources) == 1
    assert document.project.sources[0].half is None
    assert {event.source for event in document.events} == {0}
    document.undo_stack.redo()
    assert document.project.to_json() == whole, "with its analysis"
    assert not halves.work.is_analysing
    halves.close()
    assert len(load_project(match.with_suffix(".rmsnet")).sources) == 2


def test_a_drag_stays_inside_its_own_half(qtbot, halves):
    first = next(event for event in halves.document.events if event.source == 0)
    halves.timeline.plot.event_dragged.emit(first.id, 100.0)
    moved = halves.document.find(first.id)
    assert (moved.source, moved.time) == (0, halves.document.project.sources[0].duration)


def test_the_clock_can_be_set_and_taken_back(qtbot, halves):
    document = halves.document
    assert commands.set_clock(document, 1, 2, 2640.0)
    assert document.axis.clock(60.0 + 1) == "2 - 44:01"
    assert not commands.set_clock(document, 1, 2, 2640.0)
    document.undo_stack.undo()
    assert document.axis.clock(60.0 + 1) == "2 - 45:01"


def test_reopening_finds_both_halves_analysed(qtbot, halves, make_window, match):
    ids = [event.id for event in halves.document.events]
    halves.close()
    again = make_window()
    with qtbot.waitSignal(again.work.analyses_read, timeout=30_000):
        again.work.open(match.with_suffix(".rmsnet"))
    assert not again.work.is_analysing
    assert [event.id for event in again.document.events] == ids


def test_one_missing_half_can_be_located(qtbot, halves, make_window, match):
    halves.close()
    moved = match.parent / "elsewhere" / "second.mp4"
    moved.parent.mkdir()
    match.with_name("second.mp4").rename(moved)
    again = make_window()
    with qtbot.waitSignal(again.work.opened, timeout=30_000):
        again.work.open(match.with_suffix(".rmsnet"))
    assert again.document.missing == match.with_name("second.mp4")
    assert "missing" in again.notices.texts
    again.work.locate(moved)
    qtbot.waitUntil(lambda: again.document.missing is None and again.document.is_analysed, timeout=30_000)


def test_analysing_again_reads_the_clock_anew_and_keeps_what_a_person_did(qtbot, reviewed):
    document = reviewed.document
    early, late = (ClockPiece(2.0, 50.0, 1, 0.0),), (ClockPiece(5.0, 50.0, 1, 0.0),)
    document.take_analysis(replace(document.parts[0], match_clock=early))
    assert document.project.sources[0].match_clock == early
    commands.accept(document, [document.events[0].id])
    accepted = document.events[0]
    with qtbot.waitSignal(reviewed.work.analysis_ended, timeout=60_000):
        reviewed.action["analyse_again"].trigger()
    assert document.is_analysed
    assert accepted in document.events
    document.take_analysis(replace(document.parts[0], match_clock=late))
    assert document.project.sources[0].match_clock == late, "what was read is read anew"
    commands.set_clock(document, 0, 2, 2700.0)
    document.take_analysis(replace(document.parts[0], match_clock=early))
    assert document.project.sources[0].clock(10.0) == "2 - 45:10", "what a person set goes before it"


def test_a_clock_that_was_misread_is_corrected_at_one_frame_and_stays_so(qtbot, reviewed):
    document = reviewed.document
    read = (ClockPiece(2.0, 50.0, 1, 0.0),)
    document.take_analysis(replace(document.parts[0], match_clock=read))
    before = document.project.to_json()
    reviewed.playback.seek(20.0)
    time = reviewed.playback.time
    reviewed.action["match_clock"].trigger()
    dialog = reviewed.findChild(ClocksDialog)
    assert dialog.shown_clock.text() == "00:18"
    dialog.shown_clock.setText("63:20")
    dialog.shown_half.setCurrentIndex(1)
    dialog.correct.click()
    dialog.close()
    source = document.project.sources[0]
    assert source.clock(time) == "2 - 63:20"
    assert source.clock_corrected
    document.take_analysis(replace(document.parts[0], match_clock=(ClockPiece(9.0, 50.0, 1, 0.0),)))
    assert document.project.sources[0].clock(time) == "2 - 63:20", "an analysis does not know better"
    document.take_analysis(replace(document.parts[0], match_clock=read))
    document.undo_stack.undo()
    assert document.project.to_json() == before
