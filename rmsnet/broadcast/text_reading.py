"""Print in pictures: where it is, and what it says, character by character.

The models come inside the `rapidocr` wheel; nothing is downloaded. Both are loaded on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rmsnet.broadcast.line_finder import Box, Image, LineFinder

_HEIGHT = 48  # of the recogniser's input
# Blank columns after a strip: the recogniser otherwise drops a glyph that touches its right edge.
_MARGIN = 16


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: where its middle lies across the strip, 0..1, and how sure the reader is, 0..1."""

    text: str
    place: float
    confidence: float


class TextReader:
    """Finds and reads lines of print in grey pictures, on one thread."""

    def find_lines(self, picture: Image) -> list[Box]:
        """Boxes of the lines of print in a grey picture `[H, W]` whose print is about 15 to 60 pixels high."""
        return self._finder.boxes(picture)

    def read(self, strip: Image, only: str = "") -> tuple[Glyph, ...]:
        """Read one line of print.

        Args:
            strip: grey `[H, W]`, the line filling most of its height.
            only: when given, the characters that can stand here; all others are left out of account.
        """
        if min(strip.shape) < 2:
            return ()
        width = max(8, round(strip.shape[1] * _HEIGHT / strip.shape[0]))
        enlarged = cv2.resize(strip, (width, _HEIGHT), interpolation=cv2.INTER_CUBIC)
        values = cv2.copyMakeBorder(enlarged, 0, 0, _MARGIN, _MARGIN, cv2.BORDER_REPLICATE)
        batch = np.repeat(values[None, None].astype(np.float32) / 127.5 - 1.0, 3, axis=1)
        session, letters = self._recogniser
        scores = session.run(None, {session.get_inputs()[0].name: batch})[0][0]
        if only:
            allowed = [0, *(letters.index(letter) for letter in only)]
            kept = np.zeros_like(scores)
            kept[:, allowed] = scores[:, allowed]
            scores = kept
        return _decoded(scores, letters, width)

    @cached_property
    def _finder(self) -> LineFinder:
        return LineFinder(_session("det"))

    @cached_property
    def _recogniser(self) -> tuple[Any, Sequence[str]]:
        session = _session("rec")
        letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
        return session, ["", *letters, " "]


def _session(kind: str) -> Any:
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every strip has another width: each would leave a plan of its own in memory
    return onnxruntime.InferenceSession(_model_file(kind), options, providers=["CPUExecutionProvider"])


def _model_file(kind: str) -> str:
    # Found without importing rapidocr: that takes seconds, and nothing of it but its models is needed.
    spec = find_spec("rapidocr")
    folder = Path(spec.origin or "").parent if spec else Path()
    return str(next(iter(sorted((folder / "models").glob(f"*{kind}*.onnx")))))


def _decoded(scores: NDArray[np.float32], letters: Sequence[str], width: int) -> tuple[Glyph, ...]:
    """Best path of a connectionist output `[T, C]`: repeats and blanks (class 0) removed."""
    best = scores.argmax(axis=1)
    glyphs = []
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start]:
            middle = ((start + end) / 2 / len(best) * (width + 2 * _MARGIN) - _MARGIN) / width
            glyphs.append(Glyph(letters[best[start]], float(middle), float(scores[start:end, best[start]].max())))
        start = end
    return tuple(glyphs)
