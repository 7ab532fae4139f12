"""The sound of a plan: a crowd that follows the play, whistles, kicks, and a voice that is nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, lfilter, sosfilt

from rmsnet.rendering.plan import Cue, MatchPlan

Samples = npt.NDArray[np.float32]
_VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410), (300, 870, 2240))
# How loud the crowd gets and how long that lasts, in seconds of rise and fall.
_EXCITEMENT = {
    "roar": (1.0, 0.5, 14.0), "chance": (0.45, 0.8, 2.5), "groan": (0.35, 0.3, 3.0), "applause": (0.25, 0.8, 5.0),
    "jeer": (0.35, 0.8, 5.0),
}  # fmt: skip


def sound(plan: MatchPlan, rate: int = 48000) -> Iterator[Samples]:
    """The sound of a match in blocks of one second.

    Args:
        plan: the match.
        rate: samples a second.

    Yields:
        [n, 2] float32 in -1..1, left and right; together exactly ``round(plan.duration * rate)`` samples.
    """
    total = round(plan.duration * rate)
    crowd = _Crowd(plan, rate)
    for second in range(-(-total // rate)):
        count = min(rate, total - second * rate)
        mix = crowd.second(second)
        for cue in plan.cues:
            _add_effect(mix, cue, second, rate, plan.seed)
        mix += _voice(plan, second, rate)[:, None]
        yield np.tanh(mix[:count]).astype(np.float32)


class _Crowd:
    """A bed of noise, the same loop for a whole match, whose colour and loudness follow the cues."""

    def __init__(self, plan: MatchPlan, rate: int) -> None:
        rng = np.random.default_rng([plan.seed, 61])
        noise = rng.standard_normal((7 * rate, 2)).astype(np.float32)
        low = sosfilt(butter(2, (180, 900), "bandpass", fs=rate, output="sos"), noise, axis=0)
        high = sosfilt(butter(2, (900, 3200), "bandpass", fs=rate, output="sos"), noise, axis=0)
        self.low, self.high = low.astype(np.float32), high.astype(np.float32)
        self.cues = [cue for cue in plan.cues if cue.kind in _EXCITEMENT]
        self.rate = rate
        self.base = float(rng.uniform(0.10, 0.2))
        self.song = float(rng.uniform(0.4, 0.8))

    def second(self, index: int) -> npt.NDArray[np.float64]:
        """One second of the bed, [rate, 2]."""
        rate = self.rate
        time = index + np.arange(rate) / rate
        excited = self.excitement(time)
        chant = 1 + 0.35 * np.sin(2 * np.pi * self.song * time) * (np.sin(time * 0.05) > 0)
        start = (index * rate) % (7 * rate)
        low, high = self.low[start : start + rate], self.high[start : start + rate]
        loud = (self.base * chant + 0.9 * excited)[:, None]
        bright = (0.25 + 0.9 * excited)[:, None]
        return np.asarray(0.9 * loud * (low + bright * high), dtype=np.float64)

    def excitement(self, time: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """0 (calm) to about 1 (a goal)."""
        total = np.zeros_like(time)
        for cue in self.cues:
            level, rise, fall = _EXCITEMENT[cue.kind]
            if not cue.time - 5 < time[-1] or not time[0] < cue.time + 5 * fall:
                continue
            since = time - cue.time
            shape = np.where(since < 0, np.exp(np.minimum(since, 0) / rise), np.exp(-np.maximum(since, 0) / fall))
            total = np.maximum(total, cue.strength * level * shape)
        return total


def _add_effect(mix: npt.NDArray[np.float64], cue: Cue, second: int, rate: int, seed: int) -> None:
    if cue.kind not in ("whistle", "long-whistle", "kick"):
        return
    effect = _effect(cue.kind, round(cue.time * 1000) % 7 + seed % 3, rate) * cue.strength
    start = round((cue.time - second) * rate)
    begin, end = max(0, start), min(len(mix), start + len(effect))
    if end > begin:
        mix[begin:end] += effect[begin - start : end - start, None]


@lru_cache(maxsize=64)
def _effect(kind: str, variant: int, rate: int) -> npt.NDArray[np.float64]:
    if kind == "kick":
        time = np.arange(int(0.09 * rate)) / rate
        return np.asarray(0.5 * np.sin(2 * np.pi * 95 * time) * np.exp(-time * 45))
    blasts = ((0.0, 0.5), (0.7, 0.5), (1.4, 1.3)) if kind == "long-whistle" else ((0.0, 0.35 + 0.08 * variant),)
    length = int((blasts[-1][0] + blasts[-1][1] + 0.05) * rate)
    out = np.zeros(length)
    for start, seconds in blasts:
        time = np.arange(int(seconds * rate)) / rate
        trill = 2 * np.pi * (2750 + 40 * variant) * time + 9 * np.sin(2 * np.pi * 38 * time)  # the pea in the whistle
        edge = np.minimum(1, np.minimum(time, seconds - time) / 0.02)
        at = int(start * rate)
        out[at : at + len(time)] += 0.28 * edge * (np.sin(trill) + 0.3 * np.sin(2 * trill))
    return out


def _voice(plan: MatchPlan, second: int, rate: int) -> npt.NDArray[np.float64]:
    """A second of a commentator: pulses through vowel-like formants, in bursts, higher when something happens."""
    rng = np.random.default_rng([plan.seed, 71, second])
    out = np.zeros(rate)
    near = max((_EXCITEMENT[c.kind][0] * c.strength for c in plan.cues
                if c.kind in _EXCITEMENT and -1.5 < second - c.time < 6), default=0.0)  # fmt: skip
    talking = np.random.default_rng([plan.seed, 73, second // 4]).random() < 0.55
    if not talking and near < 0.4:
        return out
    pitch = (105 + plan.seed % 5 * 12) * (1 + 0.7 * near)
    at = float(rng.uniform(0, 0.1))
    while at < 0.85:
        seconds = min(float(rng.uniform(0.09, 0.24)), 0.99 - at)
        syllable = _syllable(rng, pitch * float(rng.uniform(0.85, 1.25)), seconds, rate)
        start = int(at * rate)
        out[start : start + len(syllable)] += (0.12 + 0.12 * near) * syllable
        at += seconds + float(rng.uniform(0.01, 0.12))
    return out


def _syllable(rng: np.random.Generator, pitch: float, seconds: float, rate: int) -> npt.NDArray[np.float64]:
    count = int(seconds * rate)
    time = np.arange(count) / rate
    pulses = (np.sin(2 * np.pi * pitch * time * (1 - 0.1 * time)) > 0.93) * 1.0 + 0.03 * rng.standard_normal(count)
    out = np.zeros(count)
    for gain, formant in zip((1.0, 0.6, 0.25), _VOWELS[int(rng.integers(len(_VOWELS)))], strict=True):
        radius = np.exp(-np.pi * (60 + formant * 0.05) / rate)
        poles = np.array((1.0, -2 * radius * np.cos(2 * np.pi * formant / rate), radius**2))
        part = lfilter([1 - radius], poles, pulses)
        out += gain * part / (np.abs(part).max() + 1e-9)
    edge = np.minimum(1, np.minimum(time, seconds - time) / 0.025)
    return np.asarray(out * edge)


def loudness(plan: MatchPlan, rate: int = 48000) -> npt.NDArray[np.float64]:
    """Root mean square of every second of the sound."""
    return np.array([float(np.sqrt(np.mean(np.square(block)))) for block in sound(plan, rate)])
