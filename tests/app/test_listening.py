"""The sound's level: one curve over all files, measured once."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.listening import Listening


@pytest.fixture
def heard(reviewed, tmp_path):
    """Levels as they were told last, by a second listener with a folder of its own."""
    told = []
    listening = Listening(reviewed.document, reviewed.jobs, tmp_path / "sound", reviewed)
    listening.heard.connect(lambda times, heights: told.append((times, heights)))
    return listening, told


def test_a_match_without_sound_has_no_row_and_no_error(qtbot, heard, reviewed):
    listening, told = heard
    with qtbot.waitSignal(listening.heard, timeout=30_000):
        listening.listen()
    assert len(told[-1][0]) == 0
    assert "error" not in reviewed.notices.texts


def test_levels_are_read_from_the_cache(qtbot, heard, reviewed, tmp_path):
    listening, told = heard
    fingerprint = reviewed.document.project.sources[0].fingerprint
    (tmp_path / "sound").mkdir()
    np.save(tmp_path / "sound" / f"sound-{fingerprint}.npy", np.linspace(0, 1, 600, dtype=np.float32))
    with qtbot.waitSignal(listening.heard, timeout=30_000):
        listening.listen()
    times, heights = told[-1]
    assert (len(times), times[-1]) == (600, pytest.approx(59.9))
    reviewed.timeline.set_sound(times, heights)
    assert reviewed.timeline.plot.sound_height > 0
    assert reviewed.timeline._sound_name.isVisibleTo(reviewed.timeline)


def test_pointing_at_the_overview_shows_a_picture(qtbot, reviewed):
    overview = reviewed.timeline.overview
    at = overview.mapToGlobal(overview.rect().center())
    overview.pointed_at.emit(30.0, at)
    view = reviewed.timeline.findChild(type_of_thumbnail())
    assert view.isVisible()
    qtbot.waitUntil(lambda: not view._picture.pixmap().isNull(), timeout=20_000)
    overview.left.emit()
    assert not view.isVisible()


def type_of_thumbnail():
    from app.views.thumbnail import Thumbnail

    return Thumbnail


def test_a_mouse_that_rests_on_the_curves_shows_their_frame(qtbot, reviewed):
    plot, view = reviewed.timeline.plot, reviewed.timeline.findChild(type_of_thumbnail())
    viewport = plot.viewport()
    middle = viewport.rect().center()
    QTest.mouseMove(viewport, middle)
    assert not view.isVisible(), "crossing the curves shows nothing"
    qtbot.waitUntil(lambda: view.isVisible() and not view._picture.pixmap().isNull(), timeout=10_000)
    assert view.frameGeometry().bottom() < plot.mapToGlobal(middle).y(), "it hides no curve"
    first = view._clock.text()
    QTest.mouseMove(viewport, middle + QPoint(viewport.width() // 4, 0))
    assert view._clock.text() != first, "once there, it follows the mouse"
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middle)
    assert not view.isVisible(), "it is out of the way of a drag"
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: not reviewed.jobs.running, timeout=10_000)


def test_the_settings_turn_frames_at_the_mouse_off(qtbot, reviewed):
    view = reviewed.timeline.findChild(type_of_thumbnail())
    reviewed.use_settings(replace(reviewed.settings, thumbnails="overview"))
    reviewed.timeline.pointed_at.emit(10.0, QPoint(300, 300))
    assert not view.isVisible()
    reviewed.timeline.overview.pointed_at.emit(10.0, QPoint(300, 300))
    assert view.isVisible()
    reviewed.timeline.overview.left.emit()
    qtbot.waitUntil(lambda: not reviewed.jobs.running, timeout=10_000)
