"""Walls that an import linter cannot see: who starts threads, who prints, who unpickles."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APP = list((ROOT / "app").rglob("*.py"))
LIBRARY = list((ROOT / "rmsnet").rglob("*.py"))


def _holding(paths, pattern):
    found = re.compile(pattern)
    return sorted(str(p.relative_to(ROOT)) for p in paths if found.search(p.read_text(encoding="utf-8")))


def test_only_the_jobs_start_threads():
    pattern = r"QThread|QRunnable|QThreadPool|^import threading|^from threading|concurrent\.futures"
    assert set(_holding(APP, f"(?m){pattern}")) <= {"app/jobs.py"}


def test_nothing_is_unpickled_and_no_shell_is_used():
    everything = [*APP, *LIBRARY, ROOT / "main.py"]
    assert _holding(everything, r"^\s*import pickle|pickle\.load|allow_pickle=True|weights_only=False|shell=True") == []


def test_no_network_library_outside_the_downloader():
    everything = [*APP, *LIBRARY, ROOT / "main.py"]
    found = _holding(everything, r"QtNetwork|urllib\.request|http\.client|^import (requests|socket)")
    assert set(found) <= {"rmsnet/command_line/download.py"}


@pytest.mark.parametrize("word", ["utils", "misc", "helpers", "manager", "controller", "common"])
def test_no_file_has_a_name_that_says_nothing(word):
    assert [p for p in [*APP, *LIBRARY] if p.stem == word] == []


def test_functions_and_files_stay_short():
    import ast

    long = []
    for path in [*APP, *LIBRARY]:
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 420:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []
