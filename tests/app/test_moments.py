"""The moments panel: what a broadcast itself tells, listed, looked at, and made events of."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.events import BROADCAST, EventState
from app.core.moments import PlacedMoment, made_event, ranked
from app.moments_model import CLOCK, RANK, STATE, WHAT, WHY
from rmsnet.broadcast.moments import Moment

GOAL = Moment(20.0, 14.0, 27.0, 0.99, "goal", ("score bug", "wipe", "sound"), "0-0 to 1-0 at 00:20, replay 5 s, +9 dB")
LOUD = Moment(40.0, 34.0, 47.0, 0.5, "sound", ("sound",), "+12 dB at 00:40")
REPLAY = Moment(50.0, 44.0, 57.0, 0.4, "replay", ("bug",), "replay 6 s of 00:50")
FOUND = (GOAL, LOUD, REPLAY)
NO_KEY = Qt.KeyboardModifier.NoModifier


def tell(window, **found) -> None:
    """Take the analysis that is there with other signals beside it."""
    document = window.document
    document.take_analysis(replace(document.parts[0], **found))


@pytest.fixture
def listed(qtbot, reviewed):
    """A reviewed match with three moments and no event of the model, the panel in front with the keyboard."""
    reviewed.document.take_analysis(
        replace(reviewed.document.parts[0], candidates=type(reviewed.document.candidates)())
    )
    tell(reviewed, moments=FOUND, absent={})
    reviewed.activateWindow()
    reviewed.action["moments"].trigger()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is reviewed.moments_panel.table, timeout=5000)
    return reviewed


def press(key, modifiers=NO_KEY) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def cell(window, row, column, role=Qt.ItemDataRole.DisplayRole):
    return window.moments.model.index(row, column).data(role)


def test_each_moment_says_what_when_why_and_by_which_signals(listed):
    assert [cell(listed, row, RANK) for row in range(3)] == ["1", "2", "3"]
    assert [cell(listed, row, WHAT) for row in range(3)] == ["goal", "loud", "replay"]
    assert cell(listed, 0, CLOCK) == "0:00:20.0"
    assert cell(listed, 0, WHY) == "0-0 to 1-0, replay 5 s, +9 dB\nscore bug, replay, sound"
    spoken = cell(listed, 0, WHY, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "0-0 to 1-0 at 0:00:20.0, replay 5 s, +9 dB. Found by: score bug, replay, sound"
    assert cell(listed, 2, WHY, Qt.ItemDataRole.ToolTipRole).startswith("replay 6 s at 0:00:50.0")
    assert listed.moments_panel.table.accessibleName()


def test_arrows_go_to_a_moment_and_a_click_goes_back_to_it(listed):
    assert listed.playback.time == pytest.approx(19.0, abs=0.3), "a little before it"
    assert [index.row() for index in listed.moments_panel.table.selectionModel().selectedRows()] == [0]
    press(Qt.Key.Key_Down)
    assert listed.playback.time == pytest.approx(39.0, abs=0.3)
    listed.playback.seek(3.0)
    panel = listed.moments_panel
    spot = panel.table.visualRect(listed.moments.model.index(1, WHY)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, NO_KEY, spot)
    assert listed.playback.time == pytest.approx(39.0, abs=0.3)


def test_enter_adds_the_goal_with_its_provenance_and_goes_on(listed):
    document = listed.document
    press(Qt.Key.Key_Return)
    (event,) = document.events
    assert (event.label, event.time, event.state) == ("goal", 20.0, EventState.ACCEPTED)
    assert event.provenance.signal == "score bug, wipe, sound"
    assert event.provenance.model_name == BROADCAST
    assert cell(listed, 0, STATE, Qt.ItemDataRole.AccessibleTextRole) == "Added as goal"
    assert cell(listed, 0, STATE, Qt.ItemDataRole.DecorationRole) is not None
    assert listed.moments_panel.current.moment is LOUD
    document.undo_stack.undo()
    assert document.events == ()
    assert cell(listed, 0, STATE, Qt.ItemDataRole.AccessibleTextRole) == "No event yet"


def test_what_has_no_label_is_asked_for_and_a_figure_answers(listed):
    document, panel = listed.document, listed.moments_panel
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert panel._menu.isVisible(), "only a person knows what was loud"
    assert not document.events
    press(Qt.Key.Key_Escape) if QApplication.focusWidget() is panel._menu else panel._menu.close()
    press(Qt.Key.Key_2)
    (event,) = document.events
    assert (event.label, event.state) == (document.labels[1], EventState.EDITED)
    assert event.provenance.label == "sound", "what was noticed stays with it"
    assert panel.current.moment is REPLAY


def test_delete_takes_an_added_moment_back(listed):
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    assert listed.document.selection == (listed.document.events[0].id,)
    press(Qt.Key.Key_Delete)
    assert listed.document.events == ()


def test_a_moment_that_is_an_event_already_is_accepted_not_doubled(listed):
    made = replace(made_event(PlacedMoment(0, GOAL), "goal"), id="goal-19.000", time=19.0, state=EventState.AUTO)
    tell(listed, candidates=type(listed.document.candidates).of([made]))
    assert "automatic" in cell(listed, 0, STATE, Qt.ItemDataRole.AccessibleTextRole)
    listed.moments.add(PlacedMoment(0, GOAL), "goal")
    assert [(e.id, e.state) for e in listed.document.events] == [("goal-19.000", EventState.ACCEPTED)]


def test_an_event_chosen_elsewhere_is_the_current_moment(listed):
    press(Qt.Key.Key_Return)
    assert listed.moments_panel.current.moment is LOUD
    listed.review.choose([listed.document.events[0].id])
    assert listed.moments_panel.current.moment is GOAL


def test_escape_gives_the_keys_back_to_the_events(listed):
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is listed.events_panel.table
    assert listed.front == "events"


@pytest.mark.parametrize(
    ("found", "said", "remedies"),
    [
        ({"absent": None}, "Only the model's events", {"settings", "analyse_again"}),
        ({"absent": {"loudness": "The file has no sound."}}, "The file has no sound.", {"choose_model"}),
        ({"absent": {"score_bug": ""}}, "The score bug was not looked for.", {"settings", "analyse_again"}),
    ],
)
def test_an_empty_list_says_why_and_what_to_do(reviewed, found, said, remedies):
    tell(reviewed, moments=(), **found)
    panel = reviewed.moments_panel
    assert said in panel.reason.text()
    assert {name for name, button in panel.remedies.items() if not button.isHidden()} == remedies


def test_a_match_that_is_being_analysed_says_so(half_way):
    assert "when the analysis is done" in half_way.moments_panel.reason.text()


def test_on_footage_the_model_does_not_know_moments_lead(reviewed):
    assert reviewed.front == "events"
    tell(reviewed, moments=FOUND, absent={}, is_familiar=False)
    assert reviewed.front == "moments"
    assert not reviewed.moments_panel.visibleRegion().isEmpty(), "the panel is in front"
    assert "events start hidden" in reviewed.notices.texts["unfamiliar"]
    assert "no-events" not in reviewed.notices.texts
    reviewed.notices.answered.emit("unfamiliar", "moments")
    assert QApplication.focusWidget() is reviewed.moments_panel.table
    tell(reviewed, is_familiar=True)
    assert "unfamiliar" not in reviewed.notices.texts


def test_moments_of_several_files_are_one_list():
    assert [p.source for p in ranked([[LOUD], [GOAL, REPLAY]])] == [1, 0, 1]
    assert PlacedMoment(1, GOAL).id == "1/goal-20.000-moment"
