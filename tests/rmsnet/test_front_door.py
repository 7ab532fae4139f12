"""The library's promise: these names, nothing heavy on import, every error one that can be shown."""

import inspect
import subprocess
import sys

import pytest

import rmsnet
import rmsnet.errors
from rmsnet.__main__ import COMMANDS, main


def test_every_promised_name_is_there():
    for name in rmsnet.__all__:
        assert getattr(rmsnet, name) is not None, name
    with pytest.raises(AttributeError, match="nonsense"):
        _ = rmsnet.nonsense


@pytest.mark.parametrize("statement", ["import rmsnet", "import rmsnet.__main__", "import app.core.project"])
def test_importing_loads_neither_torch_nor_qt(statement):
    code = f"{statement}\nimport sys\nprint([m for m in ('torch', 'PySide6', 'cv2', 'scipy') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_all_errors_can_be_shown_to_a_person():
    kinds = [k for _, k in inspect.getmembers(rmsnet.errors, inspect.isclass) if issubclass(k, Exception)]
    assert all(issubclass(kind, rmsnet.RmsNetError) for kind in kinds)
    message = str(rmsnet.errors.SourceError("a\nb.mp4", "is empty", "Copy it again."))
    assert message == r"'a\nb.mp4' is empty. Copy it again."


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert "usage:" in capsys.readouterr().out


def test_bad_input_is_one_sentence_and_exit_code_2(capsys, tmp_path):
    code = main(["spot", str(tmp_path / "none.mp4"), "--checkpoint", str(tmp_path / "none.safetensors")])
    captured = capsys.readouterr()
    assert code == 2 and captured.out == ""
    assert captured.err.startswith("error: ") and captured.err.count("\n") == 1
