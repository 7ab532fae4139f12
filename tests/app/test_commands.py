"""The undo contract: everything can be taken back to the very bytes, and a no-op is no entry."""

import random

import pytest
from PySide6.QtCore import QTimer

from app import commands
from app.analysing import ModelInUse
from app.core.events import EventState
from app.core.project import ModelReference, Project, ProjectSource
from app.core.project_file import Backups, load_project
from app.core.reel import Padding
from app.core.thresholds import Candidates
from app.curves import Curves
from app.document import Document
from app.opening import Analysed, OpenedMatch
from app.saving import Saving
from rmsnet import SOCCERNET_V1, Spot

LABELS = SOCCERNET_V1.names


def proposals(count, seed=1):
    chance = random.Random(seed)
    spots = [Spot(chance.uniform(0, 2700), chance.choice(LABELS), round(chance.random(), 3)) for _ in range(count)]
    return Analysed(Curves(), Candidates.from_spots(spots, 0, "model", "f00"))


@pytest.fixture
def document(qapp, tmp_path):
    made = Document()
    source = ProjectSource(path="match.mp4", fingerprint="aa", duration=2700, rate="25", frame_count=67500)
    made.open(OpenedMatch(Project(sources=(source,)), tmp_path / "match.rmsnet"))
    made.take_model(ModelInUse(ModelReference(name="model", fingerprint="f00"), SOCCERNET_V1, {}, 0.5, "CPU"))
    made.take_analysis(proposals(60))
    return made


def any_edit(document, chance):
    """One random edit through the front door of commands; most change something, some do not."""
    ids = [event.id for event in document.events] or ["none"]
    some = chance.sample(ids, min(len(ids), chance.randint(1, 3)))
    edits = [
        lambda: commands.accept(document, some),
        lambda: commands.reject(document, some),
        lambda: commands.release(document, some),
        lambda: commands.relabel(document, some, chance.choice(LABELS)),
        lambda: commands.move(document, some[0], chance.uniform(-5, 2800)),
        lambda: commands.annotate(document, some[0], chance.choice(["", "offside?", "replay"])),
        lambda: bool(commands.add(document, chance.choice(LABELS), chance.uniform(0, 2700))),
        lambda: commands.remove(document, some),
        lambda: commands.merge(document, some),
        lambda: commands.set_threshold(document, chance.choice(LABELS), round(chance.random(), 1)),
        lambda: commands.trim_clip(document, some[0], chance.choice([None, chance.uniform(0, 2700)]), None),
        lambda: commands.untrim_clips(document, some),
        lambda: commands.put_in_reel(document, some, chance.random() < 0.5),
        lambda: commands.choose_labels(document, chance.choice([None, LABELS, LABELS[:1]])),
        lambda: commands.set_padding(document, chance.choice(LABELS), chance.choice([None, Padding(3, 4)])),
        lambda: commands.set_order(document, chance.choice(["time", "confidence"])),
        lambda: commands.set_target_length(document, chance.choice([None, 60.0])),
        lambda: commands.set_merging(document, chance.random() < 0.5),
    ]
    return chance.choice(edits)


@pytest.mark.parametrize("seed", range(6))
def test_undo_all_gives_the_same_bytes_and_redo_all_too(document, seed):
    chance = random.Random(seed)
    start = document.project.to_json()
    for _ in range(50):
        before, entries = document.decisions, document.undo_stack.count()
        effective = any_edit(document, chance)()
        assert effective == (document.decisions != before)
        assert document.undo_stack.count() == entries + effective
    end = document.project.to_json()
    for _ in range(2):
        document.undo_stack.setIndex(0)
        assert document.project.to_json() == start
        document.undo_stack.setIndex(document.undo_stack.count())
        assert document.project.to_json() == end


def test_a_drag_is_one_entry_and_none_when_it_comes_back(document):
    threshold = document.project.threshold("goal")
    gesture = commands.new_gesture()
    for value in (0.55, 0.6, 0.7):
        commands.set_threshold(document, "goal", value, gesture)
    assert document.undo_stack.count() == 1
    commands.set_threshold(document, "goal", 0.2, commands.new_gesture())
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.project.threshold("goal") == 0.7
    document.undo_stack.undo()
    assert document.project.threshold("goal") == threshold
    entries = document.undo_stack.index()
    gesture = commands.new_gesture()
    for value in (0.1, 0.9, 0.7, 0.5):
        commands.set_threshold(document, "card", value, gesture)
    assert document.undo_stack.count() == document.undo_stack.index() == entries


def test_thresholds_never_take_what_a_person_touched(document):
    kept = document.events[0]
    commands.accept(document, [kept.id])
    for label in LABELS:
        commands.set_threshold(document, label, 1.0)
    assert [event.id for event in document.events] == [kept.id]
    assert document.find(kept.id).provenance.threshold == 0.5


def test_an_analysis_that_ends_between_edit_and_undo_loses_nothing(document):
    first = document.events[0].id
    commands.reject(document, [first])
    document.take_analysis(proposals(200, seed=1))
    found = len(document.events)
    document.undo_stack.undo()
    assert len(document.events) >= found
    assert document.find(first) is None or document.find(first).state is EventState.AUTO


def test_signals_come_only_when_something_changed(qtbot, document):
    with qtbot.assertNotEmitted(document.events_changed), qtbot.assertNotEmitted(document.reel_changed):
        commands.set_threshold(document, "goal", document.project.threshold("goal"))
        commands.accept(document, ["no such event"])
    with qtbot.waitSignal(document.reel_changed):
        commands.choose_labels(document, LABELS)


def test_a_clip_never_becomes_empty(document):
    event = document.events[0]
    assert not commands.trim_clip(document, event.id, event.time + 500, None)
    assert commands.trim_clip(document, event.id, event.time - 1, event.time + 1)
    assert document.project.reel.overrides[event.id].out_point == event.time + 1


def test_work_is_saved_while_edits_go_on(qtbot, document, jobs, tmp_path):
    saving = Saving(document, jobs, Backups(tmp_path / "backups"))
    assert saving.take_over(document.path, None)
    drag = QTimer(interval=20)
    drag.timeout.connect(lambda: commands.add(document, "goal", 5.0))
    with qtbot.waitSignal(saving.saved, timeout=10_000):
        drag.start()
    drag.stop()
    saving.save_now()
    saving.release()
    assert load_project(tmp_path / "match.rmsnet").to_json() == document.project.to_json()
