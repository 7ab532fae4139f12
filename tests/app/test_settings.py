"""Settings, shortcuts and recent matches: kept, shown where they are used, and never in conflict unsaid."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.actions import SPECS, keys_in_force, owner_of
from app.settings import SettingsFile
from app.views.cheat_sheet import CheatSheet
from app.views.empty_page import EmptyPage
from app.views.keys_page import KeysPage


@pytest.fixture
def page(qtbot):
    made = KeysPage({})
    made.told = []
    made.keys_changed.connect(made.told.append)
    qtbot.addWidget(made)
    return made


def press(page, name, keys):
    page.choose(name)
    page.editor.setKeySequence(QKeySequence(keys))
    page.set_button.click()


def test_no_two_commands_begin_with_the_same_keys():
    force = keys_in_force({})
    assert [(name, key) for name, keys in force.items() for key in keys if owner_of(force, key, name)] == []


def test_a_shortcut_can_be_changed_and_reset(page):
    press(page, "accept", "Ctrl+J")
    assert page.told[-1] == {"accept": ("Ctrl+J",)}
    page.reset_button.click()
    assert page.told[-1] == {}


def test_a_conflict_is_named_and_leaves_one_owner(page):
    page.choose("accept")
    page.editor.setKeySequence(QKeySequence("E"))
    assert "Export the reel" in page.conflict.text()
    page.set_button.click()
    assert page.told[-1] == {"accept": ("E",), "export": ()}
    page.choose("export")
    page.reset_button.click()
    assert page.told[-1] == {"accept": ()}, "its own key is taken back"
    page.reset_all_button.click()
    assert page.told[-1] == {}


def test_changed_keys_work_at_once_and_in_the_cheat_sheet_and_are_kept(qtbot, reviewed, tmp_path):
    first = reviewed.document.events[0].id
    reviewed.use_keys({"accept": ("Ctrl+J",), "find": ()})
    assert "Ctrl+J" in reviewed.action["accept"].toolTip()
    reviewed.review.choose([first])
    reviewed.activateWindow()
    QTest.keyClick(reviewed, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert reviewed.document.find(first).is_touched
    sheet = CheatSheet(reviewed.action, reviewed)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Ctrl+J" in texts
    assert "Find events" not in texts, "a command without keys is not on the sheet"
    sheet.close()
    again = SettingsFile(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    assert again.keys() == {"accept": ("Ctrl+J",), "find": ()}


def test_every_key_of_the_table_survives_being_kept(tmp_path):
    kept = SettingsFile(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    kept.set_keys({name: spec.keys for name, spec in SPECS.items()})
    again = SettingsFile(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    assert again.keys() == {name: spec.keys for name, spec in SPECS.items()}


def test_recent_matches_know_when_and_whether(qtbot, window, tmp_path):
    kept = window.settings_file
    there = tmp_path / "there.mp4"
    there.touch()
    for path in (Path("/gone/away.mp4"), there):
        kept.add_recent(path)
    recent = kept.recent
    assert [match.path.name for match in recent] == ["there.mp4", "away.mp4"]
    assert all(match.opened for match in recent)
    page = EmptyPage(window.action, window)
    page.set_recent(recent)
    buttons = [button for button in page.findChildren(QPushButton) if ".mp4" in button.text()]
    assert [button.isEnabled() for button in buttons] == [True, False]
    kept.forget_recent(there)
    assert [match.path.name for match in kept.recent] == ["away.mp4"]
    window.menus["recent"].aboutToShow.emit()
    assert not window.menus["recent"].actions()[0].isEnabled()


def test_the_device_is_always_named(qtbot, window):
    assert window.device_label.text() == "Device: automatic"


def test_closing_takes_the_lock_file_away(qtbot, reviewed, match):
    assert [path for path in match.parent.iterdir() if "lock" in path.name]
    reviewed.close()
    assert not [path for path in match.parent.iterdir() if "lock" in path.name]
