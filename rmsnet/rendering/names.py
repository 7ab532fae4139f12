"""Invented names for graphics: syllables, so that no real person or club is meant."""

from __future__ import annotations

import numpy as np

_STARTS = ("BAL", "KOR", "MEN", "TAR", "LIN", "VES", "DAR", "OSK", "RUM", "SAL", "FER", "GOL", "NIK", "PER", "HAL")
_MIDDLES = ("A", "E", "I", "O", "U", "EN", "AR", "IN", "")
_ENDS = ("DIC", "SON", "TO", "RES", "MAN", "LLA", "NKO", "RDI", "VAL", "GER", "DO", "BERG")
_CLUBS = "BCDFGHKLMNPRSTVZ"


def player_name(rng: np.random.Generator) -> str:
    """A surname in capitals."""
    parts = (_STARTS, _MIDDLES, _ENDS)
    return "".join(part[int(rng.integers(len(part)))] for part in parts)


def club_code(rng: np.random.Generator) -> str:
    """Three letters, as a score bug shows a club."""
    first, last = (str(_CLUBS[int(i)]) for i in rng.integers(len(_CLUBS), size=2))
    return first + str("AEIOU"[int(rng.integers(5))]) + last
