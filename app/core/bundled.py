"""The model that comes with the application, and what must be said about it wherever it is named."""

from __future__ import annotations

from pathlib import Path

from rmsnet.errors import CheckpointError

BUNDLED_STATEMENT = "trained on rendered matches; not a broadcast model"


def bundled_model() -> Path:
    """The bundled checkpoint.

    Raises:
        CheckpointError: this copy of the application lacks it.
    """
    path = Path(__file__).resolve().parents[2] / "resources" / "model.safetensors"
    if not path.is_file():
        raise CheckpointError(
            path, "is missing", "Install the application again, or give a checkpoint of your own with --model."
        )
    return path
