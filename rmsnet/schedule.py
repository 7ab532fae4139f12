"""The learning rate of each iteration (paper, section IV-B)."""

from __future__ import annotations

import math


def learning_rate(base: float, iteration: int, iterations: int, warmup: int) -> float:
    """Linear warm-up, then half a cosine that runs over the whole training.

    Args:
        base: the highest rate.
        iteration: 0-based, counted through the whole run.
        iterations: in the whole run.
        warmup: iterations of warm-up; the last of them has the full rate.
    """
    if iteration < warmup:
        return base * (iteration + 1) / warmup
    return base * 0.5 * (1 + math.cos(math.pi * iteration / iterations))
