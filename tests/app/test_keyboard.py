"""The three main jobs by keyboard alone: review, thresholds, export."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QFileDialog, QLineEdit

from app.core.events import EventState

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hands(qtbot, reviewed):
    """The reviewed window in front, and a function that presses keys."""
    reviewed.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None or reviewed.isActiveWindow(), timeout=5000)
    reviewed.setFocus()

    def press(key, modifiers=Qt.KeyboardModifier.NoModifier, times=1):
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or reviewed, key, modifiers)

    return press


def test_a_match_is_reviewed(hands, reviewed):
    document = reviewed.document
    order = [event.id for event in document.events]
    hands(Qt.Key.Key_Down)
    assert document.selection == (order[0],)
    hands(Qt.Key.Key_Return)
    assert document.find(order[0]).state is EventState.ACCEPTED
    assert document.selection == (order[1],), "it goes on to the next one"
    hands(Qt.Key.Key_Delete)
    assert document.find(order[1]).state is EventState.REJECTED
    hands(Qt.Key.Key_2)
    assert document.find(order[2]).label == document.labels[1]
    hands(Qt.Key.Key_M)
    assert any(event.state is EventState.MANUAL for event in document.events)
    hands(Qt.Key.Key_Z, CTRL, times=4)
    assert [event.id for event in document.events] == order
    assert not any(event.is_touched for event in document.events)


def test_a_threshold_is_moved(qtbot, hands, reviewed):
    document = reviewed.document
    label = document.labels[0]
    before = document.project.threshold(label)
    hands(Qt.Key.Key_T, CTRL)
    box = QApplication.focusWidget()
    assert isinstance(box, QDoubleSpinBox | QLineEdit), "the first label's threshold has the keyboard"
    hands(Qt.Key.Key_Up, times=3)
    assert document.project.threshold(label) == pytest.approx(before + 0.03, abs=0.006)
    hands(Qt.Key.Key_Escape)
    assert not isinstance(QApplication.focusWidget(), QDoubleSpinBox | QLineEdit), "Escape gives the keys back"
    hands(Qt.Key.Key_Z, CTRL, times=3)
    assert document.project.threshold(label) == pytest.approx(before)


def test_search_and_panels_are_reached_and_left(hands, reviewed):
    hands(Qt.Key.Key_F, CTRL)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hands(Qt.Key.Key_Escape)
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    hands(Qt.Key.Key_Q)
    assert not reviewed.docks["quality"].isHidden()
    hands(Qt.Key.Key_Q)
    assert reviewed.docks["quality"].isHidden()


def test_a_reel_is_asked_for(hands, reviewed, match):
    hands(Qt.Key.Key_Down)
    if reviewed.review.chosen_clip() is None:
        hands(Qt.Key.Key_R)
    assert reviewed.review.chosen_clip() is not None
    hands(Qt.Key.Key_Right, SHIFT)
    hands(Qt.Key.Key_O)
    assert reviewed.document.undo_stack.undoText() == "Trim clip"
    hands(Qt.Key.Key_E)
    dialogs = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not reviewed]
    assert dialogs, "the question of the export is there"
    for dialog in reviewed.findChildren(QFileDialog):
        dialog.reject()
    for dialog in dialogs:
        dialog.close()


def test_buttons_work_while_someone_writes(hands, reviewed):
    hands(Qt.Key.Key_Down)
    hands(Qt.Key.Key_F, CTRL)
    assert reviewed.action["play"].isEnabled() and reviewed.action["accept"].isEnabled()
    assert not reviewed.action["play"].shortcuts(), "a space is a letter here"
    hands(Qt.Key.Key_Escape)
    assert [key.toString() for key in reviewed.action["play"].shortcuts()] == ["Space"]
