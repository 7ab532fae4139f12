"""Peaks are those that scipy finds, ends included."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.signal

from rmsnet.peaks import find_peaks


@pytest.mark.parametrize("distance", [1.0, 2.5, 10.0, 400.0])
@pytest.mark.parametrize("seed", range(5))
def test_as_scipy_on_smooth_and_rough_curves(seed, distance):
    rng = np.random.default_rng(seed)
    for curve in (rng.random(300), np.convolve(rng.random(330), np.ones(31) / 31, "valid")):
        expected, _ = scipy.signal.find_peaks(np.pad(curve, 1, constant_values=-1), height=0.4, distance=distance)
        assert find_peaks(curve, 0.4, distance).tolist() == (expected - 1).tolist()


def test_the_middle_of_a_flat_top_is_the_peak():
    assert find_peaks(np.array([0, 1, 1, 1, 0, 2, 2.0]), 0.5, 1).tolist() == [2, 5]


def test_no_peak_below_the_least_or_in_an_empty_curve():
    assert find_peaks(np.array([0, 0.3, 0]), 0.5, 1).size == 0
    assert find_peaks(np.zeros(0), 0.0, 1).size == 0
    assert find_peaks(np.zeros(5), 0.5, 1).size == 0
