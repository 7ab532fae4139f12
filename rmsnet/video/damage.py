"""Saying where a file is damaged, in a person's words."""

from __future__ import annotations

import math


def clock(seconds: float) -> str:
    """Write a time as a person reads it: "02:31", "1:02:31"."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"


def lost_tail(seconds: float) -> str:
    """Say that nothing can be used from a time on."""
    return f"Damaged from {clock(seconds)} on: analysed up to there."


def damage_sentences(times: list[float], apart: float = 5.0, most: int = 5) -> list[str]:
    """Say where pictures are damaged, joining places less than `apart` seconds from each other."""
    places: list[list[float]] = []
    for time in sorted(times):
        if places and time - places[-1][1] <= apart:
            places[-1][1] = time
        else:
            places.append([time, time])
    sentences = [f"Damaged pictures from {clock(a)} to {clock(math.ceil(b))}." for a, b in places[:most]]
    if len(places) > most:
        sentences.append(f"Damaged pictures in {len(places) - most} more places.")
    return sentences
