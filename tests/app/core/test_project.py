from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.core.events import accept, manual_event, move, reject
from app.core.project import (
    ModelReference,
    Project,
    ProjectSource,
    analysis_path_for,
    project_path_for,
    project_schema,
    relative_path,
)
from app.core.project_file import Backups, ProjectError, load_project, lock_project, save_project, write_schema
from app.core.reel import Override, Padding, ReelOptions
from app.core.thresholds import Candidates
from rmsnet.errors import OutputError
from rmsnet.labels import SOCCERNET_V2
from rmsnet.spots import Spot

ROOT = Path(__file__).resolve().parents[3]
CANDIDATES = Candidates.from_spots([Spot(100.0, "goal", 0.9), Spot(200.0, "card", 0.4)], model_fingerprint="ab")


def full_project():
    options = ReelOptions(
        labels=("goal",),
        padding={"goal": Padding(1, 2), "card": Padding(3, 4)},
        target_length=60,
        included=frozenset({"z", "a", "m"}),
        overrides={"x": Override(1.0), "a": Override(None, 2.0)},
        aspect="9:16",
    )
    return Project(
        sources=(
            ProjectSource(path="match.mp4", fingerprint="cd", duration=2700, rate="30000/1001", half=2),
            ProjectSource(path="../other.mkv", duration=10),
        ),
        label_set=SOCCERNET_V2,
        model=ModelReference(name="bundled", fingerprint="ab", trained_on="rendered matches"),
        thresholds={"goal": 0.4, "card": 0.2},
        events=(accept(CANDIDATES.events[0], 0.4), CANDIDATES.events[1]),
        reel=options,
    )


def test_a_round_trip_gives_an_equal_project_and_equal_bytes(tmp_path):
    project, file = full_project(), tmp_path / "match.rmsnet"
    assert save_project(project, file)
    loaded = load_project(file)
    assert loaded == project
    assert loaded.to_json() == file.read_bytes()
    assert not save_project(loaded, file)
    assert [p.name for p in tmp_path.iterdir()] == ["match.rmsnet"]


@given(st.permutations(["goal", "card", "corner"]))
def test_equal_projects_have_equal_bytes_whatever_the_order_of_edits(names):
    options = ReelOptions()
    for name in names:
        options = options.with_padding(name, Padding(1, 2)).with_override(name, Override(1.0)).with_event(name, True)
    project = Project(reel=options, thresholds=dict.fromkeys(names, 0.5))
    same = Project(
        reel=ReelOptions(
            padding=dict.fromkeys(sorted(names), Padding(1, 2)),
            overrides=dict.fromkeys(sorted(names), Override(1.0)),
            included=frozenset(names),
        ),
        thresholds=dict.fromkeys(sorted(names), 0.5),
    )
    assert project.to_json() == same.to_json()


def test_thresholds_and_edits_through_a_project():
    project = Project(sources=full_project().sources).with_thresholds({"card": 0.3}, CANDIDATES)
    assert [e.label for e in project.events] == ["goal", "card"]
    project = project.with_events([move(project.events[0], 300.0), project.events[1], manual_event("goal", 5.0)])
    assert [e.time for e in project.events] == [5.0, 200.0, 300.0]
    assert [e.time for e in project.with_thresholds({"card": 0.9}, CANDIDATES).events] == [5.0, 300.0]
    assert project.threshold("card") == 0.3
    assert project.threshold("goal") == 0.5
    assert len(project.build_reel().clips) == 2
    assert project.clock(project.events[2]) == "2 - 50:00"


def test_the_analysis_of_a_very_long_name_has_a_name_the_file_system_takes(tmp_path):
    one, two = (tmp_path / ("é" * 123 + f"{n}.rmsnet") for n in (1, 2))
    analysis_path_for(one, source=1).write_bytes(b"")
    assert analysis_path_for(one) != analysis_path_for(two)


def test_names_beside_the_match(tmp_path):
    assert project_path_for(Path("a/match.mp4")) == Path("a/match.rmsnet")
    assert analysis_path_for(Path("a/match.rmsnet")) == Path("a/match.analysis.safetensors")
    assert analysis_path_for(Path("a/match.rmsnet"), 1) == Path("a/match.2.analysis.safetensors")
    source = ProjectSource(path=relative_path(tmp_path / "media" / "é.mp4", tmp_path / "p.rmsnet"), duration=1)
    assert source.path == "media/é.mp4"
    assert source.located(tmp_path / "p.rmsnet") == tmp_path / "media" / "é.mp4"
    assert source.analysis_file(tmp_path / "p.rmsnet") is None


def damaged():
    good = json.loads(full_project().to_json())
    yield "is not a project", b""
    yield "is not a project", b"\x00\x01\x02"
    yield "is not a project", b"[1, 2]"
    yield "is not a project", b'{"format": "another"}'
    yield "is not a project", b"[" * 100_000
    yield "newer version", json.dumps({**good, "version": 2}).encode()
    yield "is damaged", json.dumps({**good, "version": "x"}).encode()
    yield "is damaged", json.dumps({**good, "surprise": 1}).encode()
    yield "is damaged", json.dumps({**good, "thresholds": {"goal": 7}}).encode()
    yield "is damaged", json.dumps({**good, "events": good["events"] * 2}).encode()
    yield "is damaged", json.dumps({**good, "events": [{**good["events"][0], "time": -1}]}).encode()
    yield "is damaged", json.dumps({**good, "reel": {"target_length": -1}}).encode()
    yield "is damaged", json.dumps({**good, "label_set": {"name": "x", "label_file": "y", "labels": []}}).encode()


@pytest.mark.parametrize(("problem", "content"), list(damaged()))
def test_what_is_no_project_is_refused_and_never_overwritten(tmp_path, problem, content):
    file = tmp_path / "match.rmsnet"
    file.write_bytes(content)
    with pytest.raises(ProjectError, match=problem):
        load_project(file)
    if problem != "is damaged":
        with pytest.raises(ProjectError, match="left as it is"):
            save_project(Project(), file)
        assert file.read_bytes() == content
    assert save_project(Project(), file, overwrite_foreign=True)
    assert load_project(file) == Project()


def test_missing_files_folders_and_unwritable_places(tmp_path):
    with pytest.raises(ProjectError, match="does not exist"):
        load_project(tmp_path / "none.rmsnet")
    with pytest.raises(ProjectError, match="is a folder"):
        load_project(tmp_path)
    with pytest.raises(OutputError, match="is a folder"):
        save_project(Project(), tmp_path)
    with pytest.raises(OutputError, match="folder does not exist"):
        save_project(Project(), tmp_path / "none" / "x.rmsnet")


def test_two_events_of_one_id_are_no_project():
    with pytest.raises(ValidationError, match="same id"):
        Project(events=(CANDIDATES.events[0], reject(CANDIDATES.events[0])))


def test_the_published_schema_is_this_one(tmp_path):
    published = json.loads((ROOT / "docs" / "project.schema.json").read_text(encoding="utf-8"))
    assert published == project_schema()
    write_schema(tmp_path / "schema.json")
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8")) == published


def test_a_project_is_locked_against_a_second_window(tmp_path):
    file = tmp_path / "match.rmsnet"
    lock = lock_project(file)
    with pytest.raises(ProjectError, match="another window"):
        lock_project(file)
    lock.release()
    lock_project(file).release()


def test_backups_roll(tmp_path):
    file, backups = tmp_path / "match.rmsnet", Backups(tmp_path / "kept", keep=3, interval=0)
    assert backups.keep_copy(file) is None
    for n in range(5):
        save_project(Project(default_threshold=n / 10), file)
        assert backups.keep_copy(file) is not None
    assert len(backups.of(file)) == 3
    assert Backups(backups.folder, interval=300).keep_copy(file) is None
    backups.of(file)[0].write_bytes(b"torn")
    project, copy = backups.newest_readable(file)
    assert (project.default_threshold, copy) == (0.3, backups.of(file)[1])
    assert backups.of(tmp_path / "other.rmsnet") == ()


def test_work_that_could_not_be_saved_is_found_again(tmp_path):
    file, backups = tmp_path / "match.rmsnet", Backups(tmp_path / "kept")
    assert backups.load_recovery(file) is None
    save_project(Project(), file)
    os.utime(file, (1, 1))
    backups.save_recovery(full_project(), file)
    assert backups.load_recovery(file) == full_project()
    os.utime(file)
    os.utime(backups.folder / next(backups.folder.iterdir()).name, (1, 1))
    assert backups.load_recovery(file) is None
    backups.drop_recovery(file)
    assert list(backups.folder.iterdir()) == []


WRITER = """
import sys
from pathlib import Path
from app.core.project import Project
from app.core.project_file import save_project
from app.core.events import manual_event
events = tuple(manual_event("goal", n / 10) for n in range(300))
n = 0
while True:
    n += 1
    save_project(Project(events=events[: n % 300]), Path(sys.argv[1]))
    if n == 1:
        print("started", flush=True)
"""


def test_a_killed_program_leaves_a_readable_project(tmp_path):
    file = tmp_path / "match.rmsnet"
    dice = random.Random(1)
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            writer.stdout.readline()
            try:
                writer.wait(dice.uniform(0.01, 0.1))
            except subprocess.TimeoutExpired:
                writer.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        load_project(file)
