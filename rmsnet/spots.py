"""A spot: one event at one time, as a spotter found it after suppression."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """An event found in a source.

    Attributes:
        time: seconds from the first presented video frame.
        label: the label's name in the checkpoint's label set.
        confidence: 0..1.
    """

    time: float
    label: str
    confidence: float
