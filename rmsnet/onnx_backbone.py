"""A backbone run by ONNX Runtime: on a CPU nearly twice as fast as PyTorch, with the same features.

The graph lies beside the checkpoint (``model.onnx`` beside ``model.safetensors``), written and checked by
``python -m rmsnet export-onnx --part backbone``. It is used only if it was made from the very same weights.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_log = logging.getLogger(__name__)


class OnnxBackbone:
    """Frames ``[N, H, W, 3]`` uint8 RGB in, features ``[N, D]`` float32 out."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def __call__(self, images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Features ``[N, D]`` of frames ``[N, H, W, 3]``."""
        features: npt.NDArray[np.float32] = self._session.run(None, {"snippets": images})[0]
        return features


def onnx_backbone(checkpoint: Path, fingerprint: str) -> OnnxBackbone | None:
    """The backbone beside a checkpoint, or None when there is none that was made from these weights.

    Args:
        checkpoint: the checkpoint's file.
        fingerprint: ``weights_fingerprint`` of its backbone.
    """
    path = checkpoint.with_suffix(".onnx")
    if not path.is_file():
        return None
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = os.cpu_count() or 1
        # Threads that spin while they wait take the processor from the decoder.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        made_from = session.get_modelmeta().custom_metadata_map.get("backbone")
    except Exception as error:  # noqa: BLE001 - a damaged graph raises the runtime's own kinds; PyTorch does the work
        _log.warning("%s is not used: %s", path.name, error)
        return None
    if made_from != fingerprint:
        _log.info("%s is not used: it was made from other weights", path.name)
        return None
    return OnnxBackbone(session)
