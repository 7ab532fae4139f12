"""Where the score bug is: print along the edges of the picture that holds a clock which keeps up with the video."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rmsnet.broadcast.bug_text import Line, likely_clock, understand
from rmsnet.broadcast.readings import Box
from rmsnet.broadcast.text_reading import TextReader
from rmsnet.video.luma import LumaPicture

# Print is looked for as if every picture were this high: bugs are then 15 to 40 pixels high.
_HEIGHT = 720
# In coarse pictures a clock is easily overlooked at that size, so every other look is a closer one.
_COARSE, _CLOSER_HEIGHT = 400, 1080
_BAND = 0.27  # of the picture's height, at the top and at the bottom
# A clock may be off by this much, in seconds, between two looks: its display jumps by a whole second.
_CLOCK_SLACK = 1.6
# Looks further apart than this say nothing about each other.
_MEMORY = 100.0
_MOST_LINES = 30
# How far around the clock the rest of the bug is looked for, in heights of the clock, along and across the line.
_AROUND, _ABOVE = 18.0, 3.2
# So many pictures are taken, so many seconds apart, and enlarged until print is about so many pixels high.
_CROPS, _CROP_PAUSE, _PRINT = 7, 1.0, 30
# Seconds between looks, until so many were taken: a broadcast shows its bug in the first minutes, or hardly ever.
_PAUSES, _LONG_PAUSE = ((4, 4.0), (8, 15.0), (12, 40.0)), 120.0
# A picture with what may be a clock is followed by so many more, so many seconds apart.
_AGAIN, _AGAIN_PAUSE = 3, 3.0
# In a picture lower or narrower than this nothing can be read.
_SMALLEST = 96


@dataclass(frozen=True, slots=True)
class Found:
    """A clock that runs, and the print that stays around it, all as boxes in pixels of the source."""

    clock: Box
    lines: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    time: float
    boxes: tuple[Box, ...]
    clocks: tuple[tuple[Box, float], ...]


class BugSearch:
    """Looks at whole edges of single pictures, rarely, until a running clock is found."""

    def __init__(self, reader: TextReader) -> None:
        self._reader = reader
        self._looks: list[_Look] = []
        self._next = 0.0
        self._tries = 0
        self._again = 0

    def restart(self, time: float) -> None:
        """Begin anew: the next look is due at once."""
        self._looks.clear()
        self._next, self._tries, self._again = time, 0, 0

    def add(self, time: float, luma: LumaPicture) -> Found | None:
        """Look, when a look is due; the answer when two looks agree."""
        if time < self._next or min(luma.height, luma.width) < _SMALLEST:
            return None
        look = self._look(time, luma)
        self._looks = [old for old in self._looks if time - old.time < _MEMORY]
        found = next((found for old in reversed(self._looks) if (found := _agreement(old, look))), None)
        self._looks.append(look)
        # What looks like a clock is looked at again soon, a few times: print on a board may look so for minutes.
        self._again = self._again + 1 if look.clocks else 0
        if 0 < self._again <= _AGAIN:
            self._next = time + _AGAIN_PAUSE
        else:
            self._tries += 1
            self._next = time + next((pause for tries, pause in _PAUSES if self._tries < tries), _LONG_PAUSE)
        return found

    def _look(self, time: float, luma: LumaPicture) -> _Look:
        height = round(luma.height * _BAND)
        tall = _CLOSER_HEIGHT if luma.height < _COARSE and self._tries % 2 else _HEIGHT
        boxes: list[Box] = []
        clocks: list[tuple[Box, float]] = []
        for top in (0, luma.height - height):
            band, scale = _enlarged(luma, (0, top, luma.width, height), tall)
            for x, y, w, h in sorted(self._reader.find_lines(band), key=lambda box: -box[2])[:_MOST_LINES]:
                box = (round(x / scale), round(y / scale) + top, round(w / scale), round(h / scale))
                boxes.append(box)
                if w < 1.2 * h:
                    continue
                clocks += self._clocks(band[y : y + h, x : x + w], box)
        return _Look(time, tuple(boxes), tuple(clocks))

    def _clocks(self, strip: NDArray[np.uint8], box: Box) -> list[tuple[Box, float]]:
        line = read_line(self._reader, strip)
        x, y, w, h = box
        clocks = line.clocks
        if not clocks and (guess := likely_clock(line)):
            clocks = (guess,)
        return [
            ((round(x + left * w), y, max(1, round((right - left) * w)), h), seconds) for seconds, left, right in clocks
        ]


class Surroundings:
    """What stays around a clock: the median of several pictures, in which all that moves is blurred away."""

    def __init__(self, found: Found, luma: LumaPicture) -> None:
        self._found = found
        x, y, w, h = found.clock
        left, top = max(0, round(x - _AROUND * h)), max(0, round(y - _ABOVE * h))
        right, bottom = min(luma.width, round(x + w + _AROUND * h)), min(luma.height, round(y + (1 + _ABOVE) * h))
        self._box = (left, top, right - left, bottom - top)
        self._step = max(1, h // 48)
        self._crops: list[NDArray[np.uint8]] = []
        self._next = 0.0

    def add(self, time: float, luma: LumaPicture, reader: TextReader) -> Found | None:
        """Take a picture now and then; all print that stays, once there are enough."""
        if time < self._next:
            return None
        self._next = time + _CROP_PAUSE
        self._crops.append(luma.crop(self._box, self._step))
        if len(self._crops) < _CROPS:
            return None
        still = np.median(np.stack(self._crops), axis=0).astype(np.uint8)
        scale = _PRINT / (self._found.clock[3] / self._step)
        still = np.asarray(cv2.resize(still, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
        scale /= self._step
        left, top, _, _ = self._box
        boxes = tuple(
            (round(x / scale) + left, round(y / scale) + top, round(w / scale), round(h / scale))
            for x, y, w, h in reader.find_lines(still)
        )
        return Found(self._found.clock, boxes + self._found.lines)


def read_line(reader: TextReader, strip: NDArray[np.uint8]) -> Line:
    """Read and understand one line of print."""
    return understand(reader.read(strip), strip.shape[1] / max(strip.shape[0], 1))


def _enlarged(luma: LumaPicture, box: Box, height: int) -> tuple[NDArray[np.uint8], float]:
    """The region as if the picture were so high, and how much larger it became."""
    step = max(1, luma.height // 1080)
    pixels = luma.crop(box, step)
    scale = height / (luma.height / step)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how), np.uint8), scale / step


def _agreement(old: _Look, new: _Look) -> Found | None:
    passed = new.time - old.time
    if passed < 2:
        return None
    for box, seconds in new.clocks:
        for before, earlier in old.clocks:
            if near(box, before) and abs(seconds - earlier - passed) <= _CLOCK_SLACK and seconds != earlier:
                stay = tuple(b for b in new.boxes if any(_same(b, other) for other in old.boxes))
                return Found(box, stay)
    return None


def near(a: Box, b: Box) -> bool:
    """Whether two boxes of about one line lie over each other."""
    limit = 0.7 * max(a[3], b[3])
    return abs(a[0] + a[2] / 2 - b[0] - b[2] / 2) < 2 * limit and abs(a[1] + a[3] / 2 - b[1] - b[3] / 2) < limit


def _same(a: Box, b: Box) -> bool:
    """Whether two boxes cover each other for the most part."""
    wide = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    high = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return False
    return wide * high > 0.45 * (a[2] * a[3] + b[2] * b[3] - wide * high)
