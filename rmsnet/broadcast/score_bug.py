"""The score bug of a match: found, then read whenever its pixels give reason to."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace
from typing import Protocol

from rmsnet.broadcast.bug_layout import Layout, LayoutLearner, around, bug_lines
from rmsnet.broadcast.bug_print import BugPrint, seconds_of, strip_of
from rmsnet.broadcast.bug_search import BugSearch, Found, Surroundings, near
from rmsnet.broadcast.bug_text import Line, clock_of
from rmsnet.broadcast.bug_watch import BugWatch, Edges
from rmsnet.broadcast.clock_fit import trusted_clocks
from rmsnet.broadcast.line_finder import Image
from rmsnet.broadcast.readings import Box, Reading, ScoreBug
from rmsnet.broadcast.score_sequence import Score, consistent_scores
from rmsnet.broadcast.text_reading import TextReader
from rmsnet.errors import OptionError
from rmsnet.video.luma import LumaPicture

__all__ = ["ScoreBugReader"]

# Seconds between readings of a bug that does not change, after a reading that is in doubt, and where doubt lasts.
_CALM, _DOUBT, _LASTING_DOUBT = 20.0, 1.0, 6.0
# While nothing but the clock changes, it alone is read, and the whole bug after so many seconds.
_WHOLE = 90.0
# In a picture lower than this a digit's change is easily overlooked, so the bug is read more often.
_COARSE, _COARSE_CALM = 400, 8.0
# Of as many pictures the mean is read where one alone does not tell the score: the bug stands still, noise does not.
_BLURRED = 4
# So many of the last pictures before a bug goes away are read.
_LAST_PICTURES = 2
# Seconds between readings of a place where the bug does not seem to be: its looks may have been misjudged.
_BLIND = 8.0
# Gone for longer, a bug is looked for everywhere again: it may come back with another design.
_GONE = 45.0
# Readings in a row without a clock after which the bug is looked for again, and without a score after which its layout
# is doubted.
_FAILURES, _SCORELESS = 5, 8
# A layout is thought over again after every so many readings, until it is settled.
_REVISED = 10
# A bug that was away for longer may show another score, or the next half.
_AWAY = 3.0
# Shorter absences are flicker: a caption that slides past, one bad picture.
_SHORTEST_ABSENCE = 1.5
# So many readings of the clock in a row that agree within so many seconds are trusted.
_TRUSTED, _CLOCK_SLACK = 3, 1.6


class Frame(Protocol):
    """What the reader needs of a sampled frame."""

    @property
    def time(self) -> float: ...
    @property
    def luma(self) -> LumaPicture | None: ...


class _Follow:
    """A bug that is being read, or was."""

    def __init__(self, found: Found, width: int) -> None:
        lines = bug_lines(found, width)
        self.watch = BugWatch(lines)
        self.next_read = 0.0
        self.last_read = 0.0
        self.doubts = 0
        self.failures = 0
        self.scoreless = 0
        self.changed = False
        self.newest: deque[tuple[float, tuple[Image, ...]]] = deque(maxlen=_BLURRED)
        self.learn_anew(lines, found.clock)

    def learn_anew(self, lines: tuple[Box, ...], clock: Box) -> None:
        """Forget the layout."""
        self.learner = LayoutLearner(lines, clock)
        self.layout: Layout | None = None
        self.numbers: list[int] = []  # of the readings that the learner has
        self.scoreless = 0

    @property
    def lines(self) -> tuple[Box, ...]:
        return self.learner.lines

    @property
    def cells(self) -> list[Box]:
        return [self.layout.cell(place) for place in self.layout.score] if self.layout and self.layout.score else []

    def is_at(self, clock: Box) -> bool:
        """Whether a clock that was found is this bug's."""
        mine = self.layout.clock if self.layout else self.learner.clock
        return near(mine, clock)


class ScoreBugReader:
    """Give it every sampled frame in order, then ``finish``; its memory holds a few numbers per reading.

    Args:
        reader: made when absent; its models are loaded with the first picture that needs them.
    """

    def __init__(self, reader: TextReader | None = None) -> None:
        self._reader = reader or TextReader()
        self._print = BugPrint(self._reader)
        self._search = BugSearch(self._reader)
        self._around: Surroundings | None = None
        self._bug: _Follow | None = None
        self._known: list[_Follow] = []
        self._readings: list[Reading] = []
        self._boxes: Counter[Box] = Counter()
        self._absences: list[tuple[float, float]] = []
        self._last_shown: float | None = None
        self._last_time = 0.0

    def add(self, frame: Frame) -> None:
        """Look at the next frame.

        Raises:
            OptionError: the frames were sampled without their luma.
        """
        if frame.luma is None:
            raise OptionError("A score bug is read from full pictures: sample the frames with luma=True.")
        self._last_time = frame.time
        if self._bug is not None:
            self._follow(self._bug, frame.time, frame.luma)
        gone = self._last_shown is None or frame.time - self._last_shown > _GONE
        if self._around is not None:
            if found := self._around.add(frame.time, frame.luma, self._reader):
                self._bug, self._around = _Follow(found, frame.luma.width), None
                self._known.append(self._bug)
        elif (self._bug is None or gone) and (found := self._search.add(frame.time, frame.luma)):
            self._bug = next((bug for bug in self._known if bug.is_at(found.clock)), None)
            if self._bug is None:
                self._around = Surroundings(found, frame.luma)
            else:
                self._bug.failures, self._bug.doubts, self._bug.next_read = 0, 0, frame.time

    def finish(self) -> ScoreBug | None:
        """What was read, made consistent; None when there was no score bug."""
        self._shown_at(self._last_time, end=True)
        if self._bug:
            self._read_last_pictures(self._bug)
        kept = trusted_clocks([(r.time, r.clock) for r in self._readings])
        if not any(kept):
            return None
        scores = consistent_scores([r.score for r in self._readings])
        readings = tuple(
            Reading(r.time, score and score[0], score and score[1], r.clock if good else None)
            for r, score, good in zip(self._readings, scores, kept, strict=True)
        )
        named = Counter(bug.layout.teams for bug in self._known if bug.layout and bug.layout.teams)
        teams = named.most_common(1)[0][0] if named else None
        return ScoreBug(self._boxes.most_common(1)[0][0], teams, readings, tuple(self._absences))

    def _read_last_pictures(self, bug: _Follow) -> None:
        """The score of the last moments before a bug went away: a goal may have come since it was last read."""
        if bug.layout is None or not self._readings:
            return
        for time, strips in list(bug.newest)[-_LAST_PICTURES:]:
            if time > self._readings[-1].time and (score := self._print.score_of_strips(bug.layout, strips)):
                self._readings.append(Reading(time, *score, None))

    def _follow(self, bug: _Follow, time: float, luma: LumaPicture) -> None:
        edges = bug.watch.edges(luma)
        shown = bug.watch.shown(edges)
        if shown and bug.layout and self._last_shown is not None and time - self._last_shown > _AWAY:
            bug.next_read, bug.doubts, bug.last_read = min(bug.next_read, time), 0, -_WHOLE
        changed = shown and bug.layout is not None and bug.watch.score_changed(edges, bug.cells)
        # Twice in a row, lest a wipe that passes is taken for a goal.
        urgent = changed and bug.changed and bug.doubts < 3
        if not shown:
            self._read_last_pictures(bug)
        if not shown or (changed and not bug.changed):
            bug.newest.clear()  # what came before shows something else
        bug.changed = changed
        if shown and bug.layout and bug.layout.score:
            bug.newest.append((time, tuple(strip_of(luma, bug.lines[n]) for n in bug.layout.score_lines)))
        if not urgent and not changed and shown and time >= bug.next_read and self._glance(bug, time, luma):
            bug.next_read = time + _CALM
        if urgent or (time >= bug.next_read and (shown or time >= bug.next_read + _BLIND)):
            lines = self._print.lines(luma, bug.lines)
            if bug.layout is None or bug.layout.score is None:
                lines = self._print.closer(bug.learner, luma, lines)
            shown = self._read(bug, time, luma, edges, lines)
        if shown:
            self._shown_at(time)

    def _glance(self, bug: _Follow, time: float, luma: LumaPicture) -> bool:
        """Read the clock alone where nothing else has changed; whether that was enough."""
        if not bug.layout or not bug.cells or bug.doubts or time - bug.last_read > _WHOLE or luma.height < _COARSE:
            return False
        clock = self._print.lone_clock(bug.layout, luma)
        score = next((r.score for r in reversed(self._readings) if r.score), None)
        if clock is None or score is None or self._jumped(time, clock):
            return False
        self._readings.append(Reading(time, *score, clock))
        return True

    def _read(self, bug: _Follow, time: float, luma: LumaPicture, edges: Edges, lines: tuple[Line, ...]) -> bool:
        """Take one reading; whether the bug is there."""
        bug.last_read = time
        if bug.layout is None:
            clock, score, doubtful = seconds_of(lines), None, True
        else:
            clock = self._print.clock(bug.layout, luma, lines)
            score, doubtful = self._print.score(bug.layout, luma, lines, [strips for _, strips in bug.newest])
        there = clock is not None
        jumped = clock is not None and self._jumped(time, clock)
        if there:
            before = next((r.score for r in reversed(self._readings) if r.score), None)
            doubtful = doubtful or (score is not None and score != before)
            self._note(bug, time, lines, score, clock)
            bug.watch.remember(edges, bug.cells)
        bug.doubts = bug.doubts + 1 if doubtful or not there or jumped else 0
        calm = _COARSE_CALM if luma.height < _COARSE else _CALM
        eager = bug.layout is None or bug.doubts <= 3
        bug.next_read = time + (calm if bug.doubts == 0 else _DOUBT if eager else _LASTING_DOUBT)
        bug.failures = 0 if there else bug.failures + 1
        bug.scoreless = bug.scoreless + 1 if bug.cells and there and score is None else 0
        if bug.scoreless >= _SCORELESS:
            bug.learn_anew(bug.lines, bug.learner.clock)
        if bug.failures >= _FAILURES * (1 if bug.layout else 4):
            if bug.layout is None:
                self._known.remove(bug)  # its lines may be cut wrong
            self._bug = None
            self._search.restart(time)
        return there

    def _note(
        self, bug: _Follow, time: float, lines: tuple[Line, ...], score: Score | None, clock: float | None
    ) -> None:
        """Keep a reading; as long as the layout may still change, with what was read."""
        home, away = score or (None, None)
        self._readings.append(Reading(time, home, away, clock))
        self._boxes[around(bug.lines)] += 1
        if bug.learner.is_settled or clock_of(lines) is None:
            return
        bug.learner.add(lines)
        bug.numbers.append(len(self._readings) - 1)
        if bug.layout is None or len(bug.numbers) % _REVISED == 0:
            self._revise_layout(bug)

    def _revise_layout(self, bug: _Follow) -> None:
        """Take what the bug's learner now knows, for earlier readings too."""
        layout, old = bug.learner.layout(), bug.layout
        if layout and (old is None or not bug.learner.agree(layout, old)):
            bug.layout = layout
            for number, earlier in zip(bug.numbers, bug.learner.readings, strict=True):
                home, away = layout.score_in(earlier) or (None, None)
                self._readings[number] = replace(self._readings[number], home=home, away=away)

    def _jumped(self, time: float, clock: float) -> bool:
        """Whether the clock is not where three readings before this one say that it is by now."""
        ahead = [r.clock - r.time for r in self._readings[-_TRUSTED:] if r.clock is not None]
        return len(ahead) < _TRUSTED or any(abs(clock - time - other) > _CLOCK_SLACK for other in ahead)

    def _shown_at(self, time: float, end: bool = False) -> None:
        last = self._last_shown
        if time - (last or 0.0) > _SHORTEST_ABSENCE:
            self._absences.append((last or 0.0, time))
        if not end:
            self._last_shown = time
