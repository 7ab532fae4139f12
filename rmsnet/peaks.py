"""Peaks of a curve, the strongest first: one-dimensional suppression of what lies too near to a higher peak.

The same answer as ``scipy.signal.find_peaks`` with a height and a distance (``tests/rmsnet/test_peaks.py`` compares
them); importing that takes longer than an analysis of a minute of video.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt


def find_peaks(curve: npt.NDArray[np.floating], least: float, distance: float) -> npt.NDArray[np.intp]:
    """Positions of the local maxima of a curve ``[n]``, ascending.

    Args:
        curve: finite values; what lies at either end is taken as a maximum if it falls away from there.
        least: height below which a maximum is no peak.
        distance: samples; of two peaks nearer than this the higher one stays, of equals the later.
    """
    padded = np.pad(curve.astype(np.float64), 1, constant_values=-np.inf)
    steps = np.flatnonzero(padded[1:] != padded[:-1])  # the last sample of every run of equal values but the final one
    starts, ends = steps[:-1] + 1, steps[1:]
    is_top = (padded[starts] > padded[starts - 1]) & (padded[starts] > padded[ends + 1]) & (padded[starts] >= least)
    tops = (starts[is_top] + ends[is_top]) // 2 - 1
    reach = math.ceil(distance) - 1
    taken = np.zeros(len(curve), bool)
    chosen = []
    for top in tops[np.argsort(curve[tops], kind="stable")[::-1]]:
        if not taken[top]:
            chosen.append(top)
            taken[max(0, top - reach) : top + reach + 1] = True
    return np.array(sorted(chosen), np.intp)
