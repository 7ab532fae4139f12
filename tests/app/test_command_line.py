from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.events import accept, manual_event, reject
from app.core.project_file import load_project, save_project
from main import main
from rmsnet.labels import SOCCERNET_V1
from rmsnet.predictions import read_predictions
from rmsnet.video import read_info
from tests.app.core.cutting_room import shown_barcodes

ROOT = Path(__file__).resolve().parents[2]
ODD = ROOT.parent / "shared" / "data" / "media" / "odd"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A checkpoint with random weights, a small backbone and snippets of 2.5 s."""
    import torch

    from rmsnet import checkpoint
    from rmsnet.config import NetworkConfig, SpottingOptions
    from rmsnet.model import RMSNet, with_backbone

    torch.manual_seed(0)
    config = NetworkConfig(snippet_frames=5, frame_height=48, frame_width=80)
    path = tmp_path_factory.mktemp("model") / "random.safetensors"
    network = RMSNet(with_backbone(config, "mobilenet-v3-small"))
    checkpoint.save(path, network, SpottingOptions(), {"statement": "Random weights."})
    return path


@pytest.fixture
def match(media, tmp_path):
    path = tmp_path / "match.mp4"
    path.write_bytes(media("beeps").read_bytes())
    return path


@pytest.fixture
def analyse(match, model):
    return lambda *more: main(["analyse", str(match), "--model", str(model), *map(str, more)])


def read_json(capsys):
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return json.loads(out)


def test_analyse_writes_the_project_beside_the_match(analyse, match, model, capsys):
    assert analyse("--json", "--threshold", "goal=0.0", "--threshold", "subs=1") == 0
    said = read_json(capsys)
    assert said["project"] == str(match.with_suffix(".rmsnet"))
    assert said["source"] == str(match)
    assert said["model"]["trained_on"] == "Random weights."
    assert said["warnings"] == []
    assert said["events"]
    assert {"label", "time", "confidence"} <= set(said["events"][0])
    project = load_project(match.with_suffix(".rmsnet"))
    assert [e.time for e in project.events] == [e["time"] for e in said["events"]]
    assert project.thresholds["substitution"] == 1
    assert sorted(p.name for p in match.parent.iterdir()) == ["match.analysis.safetensors", "match.mp4", "match.rmsnet"]


def test_the_network_runs_once_and_human_work_is_kept(analyse, match, capsys, monkeypatch):
    analyse("--threshold", "goal=0")
    file = match.with_suffix(".rmsnet")
    project = load_project(file)
    touched = (accept(project.events[0], 0.0), manual_event("card", 1.0), *map(reject, project.events[1:]))
    save_project(project.with_events(touched), file)
    monkeypatch.setattr("rmsnet.analyse", lambda *a, **k: pytest.fail("the network ran again"), raising=False)
    assert analyse("--threshold", "goal=1") == 0
    kept = [event for event in load_project(file).events if event.is_touched]
    assert kept == sorted(touched, key=lambda e: (e.time, e.id))
    monkeypatch.undo()
    assert analyse("--again") == 0


def test_several_matches_are_queued_and_a_bad_one_stops_no_other(match, model, capsys):
    other, broken = match.with_name("другой матч.mp4"), match.with_name("broken.mp4")
    other.write_bytes(match.read_bytes())
    broken.write_bytes(b"no video")
    command = ["analyse", *map(str, (match, broken, other)), "--model", str(model), "--json"]
    assert main(command) == 2
    out, err = capsys.readouterr()
    told = [json.loads(line) for line in out.splitlines()]
    assert [Path(report["project"]).stem for report in told] == ["match", "другой матч"]
    assert "broken.mp4" in err
    assert main([*command, "-o", str(match.with_suffix(".rmsnet"))]) == 2
    assert "-o is for one match, and 3 were given." in capsys.readouterr().err


def test_signals_switched_off_are_gathered_later_without_the_network(analyse, match, capsys, monkeypatch):
    assert analyse("--json", "--no-score-bug", "--no-sound") == 0
    said = read_json(capsys)
    assert said["score_bug"] is said["match_clock"] is None and said["moments"] == []
    assert said["model"]["familiar"] is True
    monkeypatch.setattr("rmsnet.analyse", lambda *a, **k: pytest.fail("the network ran again"), raising=False)
    assert analyse("--json", "--no-score-bug") == 0
    said = read_json(capsys)
    assert said["absent"]["score_bug"] == "Not looked for." and "loudness" not in said["absent"]
    assert analyse("--json") == 0
    said = read_json(capsys)
    assert said["score_bug"] is None and said["absent"]["score_bug"] == "No score bug was found."
    assert said["goals"] == said["replays"] == []


@pytest.mark.parametrize("mode", ["paper", "dense"])
def test_soccernet_results_are_read_back_by_the_evaluators_reader(analyse, match, tmp_path, mode):
    file = tmp_path / "results_spotting.json"
    assert analyse("--soccernet", file, "--half", "2", "--mode", mode, "--threshold", "goal=0") == 0
    spots = read_predictions(file, "match", SOCCERNET_V1)
    events = load_project(match.with_suffix(".rmsnet")).events
    halves = getattr(spots, "halves", spots)
    assert len(halves[2]) == len(events)
    assert all(entry["half"] == "2" for entry in json.loads(file.read_text())["predictions"])
    assert main(["analyse", str(match), "--soccernet", str(file)]) == 2  # it is there


def make_project(match, tmp_path):
    """A project whose events are known, whatever a network says."""
    from app.core.matches import describe_source
    from app.core.project import Project

    file = tmp_path / "known.rmsnet"
    events = [
        manual_event("goal", 2.0),
        manual_event("goal", 6.0),
        manual_event("card", 8.0),
    ]
    project = Project(sources=(describe_source(match, file, half=1),), events=tuple(events))
    save_project(project, file)
    return file


def test_export_makes_the_reel_it_lists(match, tmp_path, capsys):
    project, reel = make_project(match, tmp_path), tmp_path / "out.mp4"
    pads = ["--pad", "goal=0.5,0.5", "--pad", "CARD=0.2,0.2"]
    assert main(["export", str(project), "--reel", str(reel), "--json", *pads]) == 0
    said = read_json(capsys)
    assert said["reel"] == str(reel)
    assert said["clips"] == [
        {"source": str(match), "label": "goal", "in_point": 1.5, "out_point": 2.5, "first_frame": 38, "last_frame": 62},
        {
            "source": str(match),
            "label": "goal",
            "in_point": 5.5,
            "out_point": 6.5,
            "first_frame": 138,
            "last_frame": 162,
        },
    ]
    assert shown_barcodes(reel) == [*range(38, 63), *range(138, 163)]
    assert main(["export", str(project), "--reel", str(reel)]) == 2
    assert "exists" in capsys.readouterr().err


def test_every_output_at_once(match, tmp_path, capsys):
    project, out = make_project(match, tmp_path), tmp_path / "out"
    out.mkdir()
    texts = {"csv": out / "e.csv", "chapters": out / "c.txt", "webvtt": out / "c.vtt", "soccernet": out / "r.json"}
    arguments = [word for kind, path in texts.items() for word in (f"--{kind}", str(path))]
    arguments += ["--clips", str(out / "clips"), "--name", "{number} – {label} {clock}", "--labels", "goal,card"]
    arguments += ["--pad", "goal=0.2,0.2", "--pad", "card=0.2,0.2", "--aspect", "1:1", "--order", "confidence"]
    assert main(["export", str(project), *arguments]) == 0
    assert sorted(p.name for p in (out / "clips").iterdir()) == [
        "1 – goal 1 - 00.02.mp4",
        "2 – goal 1 - 00.06.mp4",
        "3 – card 1 - 00.08.mp4",
    ]
    clip = read_info(out / "clips" / "1 – goal 1 - 00.02.mp4")
    assert clip.width == clip.height
    rows = list(csv.DictReader(texts["csv"].read_text(encoding="utf-8-sig").splitlines()))
    assert [row["label"] for row in rows] == ["goal", "goal", "card"]
    assert texts["webvtt"].read_text().count("-->") == 3
    assert texts["chapters"].read_text().startswith("0:00 Goal 1 - 00:02")
    assert len(json.loads(texts["soccernet"].read_text())["predictions"]) == 3


def test_a_dry_run_writes_nothing(match, tmp_path, capsys):
    project = make_project(match, tmp_path)
    before = sorted(tmp_path.iterdir())
    arguments = ["export", str(project), "--dry-run", "--json", "--length", "5", "--reel", str(tmp_path / "x.mp4")]
    arguments += [
        "--otio",
        str(tmp_path / "x.otio"),
        "--clips",
        str(tmp_path / "clips"),
        "--csv",
        str(tmp_path / "x.csv"),
    ]
    assert main(arguments) == 0
    assert len(read_json(capsys)["clips"]) == 1
    assert sorted(tmp_path.iterdir()) == before


def test_words_and_cross_fades_from_the_command_line(match, tmp_path, capsys):
    project, reel, cues = make_project(match, tmp_path), tmp_path / "reel.mp4", tmp_path / "c.vtt"
    look = ["--title", "Cup: 'final' 100%", "--lower-thirds", "--cross-fade", "0.4", "--encoder", "software"]
    pads = ["--pad", "goal=1,1", "--quality", "small", "--audio", "1", "--hdr", "keep"]
    arguments = ["export", str(project), "--reel", str(reel), "--webvtt", str(cues), "--json", *look, *pads]
    assert main(arguments) == 0
    said = read_json(capsys)
    assert [check["good"] for check in said["checks"]] == [True]
    assert read_info(reel).frame_count == said["checks"][0]["frames"] == 75 + 50 + 50 - 10
    assert cues.read_text(encoding="utf-8").count("-->") == 3
    assert "00:00:04.600 --> 00:00:06.600" in cues.read_text(encoding="utf-8")  # the second goal fades in from there


@pytest.mark.parametrize(
    "outputs",
    [["--csv", "match.mp4"], ["--otio", "known.rmsnet"], ["--csv", "a.x", "--edl", "a.x"], ["--reel", "match.mp4"]],
)
def test_no_output_replaces_the_match_the_project_or_another_output(match, tmp_path, capsys, outputs):
    project = make_project(match, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    given = [str(tmp_path / word) if not word.startswith("--") else word for word in outputs]
    assert main(["export", str(project), "--overwrite", *given]) == 2
    assert "is the match, the project or another output" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_match_that_moved_is_found_with_match(match, tmp_path, capsys):
    project = make_project(match, tmp_path)
    moved = match.rename(tmp_path / "-moved.mp4")
    assert main(["export", str(project), "--dry-run"]) == 2
    assert "--match" in capsys.readouterr().err
    assert main(["export", str(project), "--dry-run", f"--match={moved}"]) == 0


BAD = {
    "missing.mp4": None,
    "empty.mp4": b"",
    "text.mp4": b"no video at all\n" * 100,
    "torn.mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(5000),
}


@pytest.mark.parametrize("name", [*BAD, "a folder"])
def test_a_match_that_is_none_gives_one_sentence_and_no_file(tmp_path, model, capsys, name):
    path = tmp_path / name
    if name == "a folder":
        path.mkdir()
    elif BAD[name] is not None:
        path.write_bytes(BAD[name])
    before = sorted(tmp_path.rglob("*"))
    assert main(["analyse", str(path), "--model", str(model)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("error: ")
    assert name in captured.err
    assert captured.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_outputs_that_cannot_be_written(match, model, tmp_path, capsys):
    base = ["analyse", str(match), "--model", str(model)]
    assert main([*base, "-o", str(tmp_path)]) == 2
    assert main([*base, "-o", str(tmp_path / "none" / "p.rmsnet")]) == 2
    assert main([*base, "-o", str(match)]) == 2
    assert main([*base, "--soccernet", str(tmp_path)]) == 2
    (tmp_path / "foreign.rmsnet").write_text("mine")
    assert main([*base, "-o", str(tmp_path / "foreign.rmsnet")]) == 2
    assert (tmp_path / "foreign.rmsnet").read_text() == "mine"
    assert main([*base, "--threshold", "corner=0.5"]) == 2
    assert main(["analyse", str(match), "--model", str(match)]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 7
    assert all(line.startswith("error: ") for line in errors)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["foreign.rmsnet", "match.mp4"]


def test_a_project_of_another_match_is_left_alone(analyse, match, model, media, capsys):
    analyse()
    before = match.with_suffix(".rmsnet").read_bytes()
    arguments = ["analyse", str(media("gop12")), "--model", str(model), "-o", str(match.with_suffix(".rmsnet"))]
    assert main(arguments) == 2
    assert "another match" in capsys.readouterr().err
    assert match.with_suffix(".rmsnet").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--min-confidence", "2", "--dry-run"],
        ["--length", "-1", "--dry-run"],
        ["--labels", "corner", "--dry-run"],
        ["--clips", "CLIPS", "--name", "{unknown}"],
        ["--reel", "none/x.mp4"],
        ["--reel", "x.mp4", "--cross-fade", "-1"],
        ["--reel", "x.mp4", "--title", "x", "--mode", "lossless"],
    ],
)
def test_export_options_that_make_no_sense(match, tmp_path, capsys, arguments):
    project = make_project(match, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    arguments = [word.replace("CLIPS", str(tmp_path / "clips")) for word in arguments]
    assert main(["export", str(project), *arguments]) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("word", ["goal", "goal=x", "=0.5", "goal=1"])
def test_words_that_cannot_be_parsed_end_with_2(match, tmp_path, word):
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(tmp_path / "p.rmsnet"), "--pad", word])
    assert stopped.value.code == 2


@pytest.mark.shared
@pytest.mark.skipif(not ODD.exists(), reason="needs the real odd files of ../shared")
@pytest.mark.parametrize("name", [p.name for p in sorted(ODD.glob("*"))] if ODD.exists() else [])
def test_real_odd_files_are_analysed_or_refused_with_a_sentence(name, model, tmp_path, capsys):
    file = tmp_path / "p.rmsnet"
    code = main(["analyse", "--model", str(model), "-o", str(file), "--json", "--", str(ODD / name)])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    if name.startswith("audio_only"):
        assert code == 2
        assert not file.exists()
    else:
        assert code == 0
        assert json.loads(captured.out)["project"] == str(file)


def test_an_interrupted_export_leaves_nothing(match, tmp_path):
    project = make_project(match, tmp_path)
    before = sorted(tmp_path.iterdir())
    command = [
        sys.executable,
        "main.py",
        "export",
        str(project),
        "--reel",
        str(tmp_path / "out.mp4"),
        "--quality",
        "high",
    ]
    # Many frames, so that the signal comes before the end on any machine.
    command += ["--pad", "goal=5,5", "--rate", "200"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while sorted(tmp_path.iterdir()) == before and process.poll() is None and time.monotonic() < deadline:
            os.sched_yield()
        # Not SIGINT, which a shell has its background processes ignore.
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.endswith("Interrupted.\n")
    assert "Traceback" not in errors
    assert sorted(tmp_path.iterdir()) == before


def test_version_and_help_load_no_torch():
    code = (
        "import sys, main\n"
        "try: main.main(['--version'])\n"
        "except SystemExit: pass\n"
        "assert not {'torch', 'numpy', 'PySide6'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "RMS-Net Highlights 0.1.0\n"), done.stderr
