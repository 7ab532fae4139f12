"""Score bugs: how lines of print are understood, and one bug read off a drawn stream."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from rmsnet.broadcast.bug_text import bare_clock, clock_of, likely_clock, score_of, understand
from rmsnet.broadcast.match_clock import read_match_clock
from rmsnet.broadcast.score_bug import ScoreBugReader
from rmsnet.broadcast.score_goals import score_goals
from rmsnet.broadcast.text_reading import Glyph
from rmsnet.errors import OptionError
from rmsnet.video import sample_frames
from rmsnet.video.luma import LumaPicture


def lines_of(*texts):
    """Lines as a reader gives them: evenly set glyphs, blanks left out as readers do when they are wide."""
    lines = []
    for text in texts:
        count = max(len(text), 1)
        glyphs = [Glyph(letter, (n + 0.5) / count, 1.0) for n, letter in enumerate(text) if letter != "_"]
        lines.append(understand(glyphs, 0.45 * count))
    return lines


@pytest.mark.parametrize(
    ("texts", "score", "teams", "clock"),
    [
        (["INT 0-0 NAP 06:14"], (0, 0), ("INT", "NAP"), 374),
        (["04:50 RMA 0 0 SEV"], (0, 0), ("RMA", "SEV"), 290),
        (["FCBAYERN 1-0 BENFICA 20:58"], (1, 0), ("FCBAYERN", "BENFICA"), 1258),
        (["FC BAYERN 1-0 WEST HAM 20:58"], (1, 0), ("FC BAYERN", "WEST HAM"), 1258),
        (["1 FC BAYERN___WEST HAM 0 20:58"], (1, 0), ("FC BAYERN", "WEST HAM"), 1258),
        (["FRA 0 - 0 ARG 90+2:13"], (0, 0), ("FRA", "ARG"), 5533),
        (["USA 0 0 MEX 2ND 78:11"], (0, 0), ("USA", "MEX"), 4691),
        (["1H 23:10 ARS 1-0 MCI"], (1, 0), ("ARS", "MCI"), 1390),
        (["LIV 1 EVE 0 51:20", "AGG 3-1"], (1, 0), ("LIV", "EVE"), 3080),
        (["FRA (4) 3-3 (2) ARG PEN"], (3, 3), ("FRA", "ARG"), None),
        (["浦和 1-0 鹿島 23:10"], (1, 0), ("浦和", "鹿島"), 1390),
        (["S04 1:2 BVB 12:10"], (1, 2), None, 730),
        (["43130 WOLVES 011 Porto"], (0, 1), ("WOLVES", "Porto"), None),
        (["INT 2i0 NAP"], (2, 0), ("INT", "NAP"), None),
        (["OGC 43:30 MUN", "00"], (0, 0), ("OGC", "MUN"), 2610),
        (["FC BAYERN 2", "LAZIO 0"], (2, 0), ("FC BAYERN", "LAZIO"), None),
        (["PIH21BEG01:36"], (2, 1), ("PIH", "BEG"), 96),
        (["TEP 0 KEB 2 90:01"], (0, 2), ("TEP", "KEB"), 5401),
        (["1 INT NAP 3 12.05"], (1, 3), ("INT", "NAP"), 725),
        (["BAR 1", "RMA 0", "67:08"], (1, 0), ("BAR", "RMA"), 4028),
        (["BAR O", "RMA 10", "67:08"], (0, 10), ("BAR", "RMA"), 4028),
        (["MILAN 2 : 1 ROMA", "104:09"], (2, 1), ("MILAN", "ROMA"), 6249),
        (["INT 2-1 NAP (3) 88:10"], (2, 1), ("INT", "NAP"), 5290),
        (["45:00 +2:13 INT 0-1 NAP"], (0, 1), ("INT", "NAP"), 2833),
        (["INT 0-1 NAP 45:00", "02:13"], (0, 1), ("INT", "NAP"), 2833),
        (["INT 0-1 NAP 90:41 +3"], (0, 1), ("INT", "NAP"), 5441),
        (["PIHO 0 BEG 00:31"], (0, 0), ("PIH", "BEG"), 31),
        (["AJX 45:10 VFB", "2  1 KOALA"], (2, 1), ("AJX", "VFB"), 2710),
        (["Porto 0", "Arsenal 0 43:36 KOALA"], (0, 0), ("Porto", "Arsenal"), 2616),
        (["Porto 1", "Lazio 0 43:36 Bet 24"], (1, 0), ("Porto", "Lazio"), 2616),
        (["Arsenal 0 KOALA"], None, None, None),
        (["INT 1-0 NAP HT"], (1, 0), ("INT", "NAP"), None),
        (["3 - 2"], (3, 2), None, None),
        (["TV5 LIVE"], None, None, None),
        (["GOAL 7 MESSI"], None, None, None),
        ([""], None, None, None),
    ],
)
def test_lines_are_understood(texts, score, teams, clock):
    lines = lines_of(*texts)
    found = score_of(lines)
    assert (found and (found.home, found.away)) == score
    assert (found and found.teams) == teams
    seen = clock_of(lines)
    assert (seen and seen[0]) == clock


def test_a_clock_in_its_known_place_may_lose_its_colon():
    assert bare_clock("0136") == 96
    assert bare_clock("10512") == 6312 and bare_clock("104112") == 6252 and bare_clock("00114") == 14
    assert bare_clock("45:00+2:13") == 2833
    assert bare_clock("0199") is None and bare_clock("12") is None and bare_clock("") is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("43 23", 2603),
        ("43123", 2603),
        ("43i23", 2603),
        ("001 6", 16),
        ("D016 MUN", 16),
        ("INT 0-0 NAP", None),
        ("7", None),
    ],
)
def test_a_clock_that_lost_its_colon_is_guessed_at(text, seconds):
    (line,) = lines_of(text)
    guess = likely_clock(line)
    assert (guess and guess[0]) == seconds


@dataclass(frozen=True)
class Picture:
    time: float
    luma: LumaPicture | None


def drawn(seconds, bug=True, goal_at=None, hidden=(0.0, 0.0), caption=None, moves_to=None):
    """A picture that pans all the time, twice a second, with a bug in its corner.

    A caption is (text, every so many seconds, for so long), right below the bug; after it was hidden the bug may come
    back elsewhere.
    """
    rng = np.random.default_rng(5)
    world = cv2.resize(rng.integers(60, 150, (30, 120), np.uint8), (2400, 600), interpolation=cv2.INTER_CUBIC)
    for n in range(2 * seconds):
        time = n / 2
        picture = world[:360, 11 * n % 1700 :][:, :640].copy()
        if bug and not hidden[0] <= time < hidden[1]:
            score = "1 - 0" if goal_at is not None and time >= goal_at else "0 - 0"
            clock = 600 + int(time + 0.3)
            left, top = moves_to if moves_to and time >= hidden[1] else (24, 16)
            cv2.rectangle(picture, (left, top), (left + 306, top + 28), 20, -1)
            for x, text in ((8, "INT"), (74, score), (154, "NAP"), (226, f"{clock // 60:02d}:{clock % 60:02d}")):
                cv2.putText(picture, text, (left + x, top + 21), cv2.FONT_HERSHEY_DUPLEX, 0.66, 240, 1, cv2.LINE_AA)
        if caption and time % caption[1] < caption[2]:
            cv2.rectangle(picture, (24, 50), (330, 78), 200, -1)
            cv2.putText(picture, caption[0], (32, 71), cv2.FONT_HERSHEY_DUPLEX, 0.6, 10, 1, cv2.LINE_AA)
        yield Picture(time, LumaPicture(picture))


def read(frames):
    reader = ScoreBugReader()
    for frame in frames:
        reader.add(frame)
    return reader.finish()


def test_a_drawn_bug_is_found_read_and_told_hidden():
    bug = read(drawn(76, goal_at=44, hidden=(50.0, 58.0)))
    assert bug.teams == ("INT", "NAP")
    assert all(reading.score == ((1, 0) if reading.time >= 44 else (0, 0)) for reading in bug.readings)
    x, y, w, h = bug.box
    assert x <= 34 and y <= 22 and x + w >= 320 and 36 <= y + h <= 60
    assert any(abs(start - 50) <= 1 and abs(end - 58) <= 1 for start, end in bug.hidden)
    clock = read_match_clock(bug)
    assert clock.at(40.0) == (1, pytest.approx(640.3, abs=1))
    (goal,) = score_goals(bug, clock, np.zeros(0))
    assert (goal.side, goal.home, goal.away) == ("home", 1, 0)
    assert 44 <= goal.seen <= 46


@pytest.mark.parametrize("text", ["ROM 2-1 LAZ 63:10", "70' YELLOW CARD 10"])
def test_a_caption_with_numbers_is_no_goal_and_no_clock(text):
    bug = read(drawn(64, caption=(text, 16.0, 5.0)))
    assert {reading.score for reading in bug.readings} == {(0, 0)}
    assert score_goals(bug, None, np.zeros(0)) == ()
    (piece,) = read_match_clock(bug).pieces
    assert piece.ahead == pytest.approx(600.3, abs=1)


def test_a_bug_that_comes_back_elsewhere_is_found_again():
    bug = read(drawn(130, goal_at=60, hidden=(30.0, 85.0), moves_to=(300, 300)))
    assert {reading.score for reading in bug.readings if reading.time < 30} == {(0, 0)}
    assert {reading.score for reading in bug.readings if reading.time > 85} == {(1, 0)}
    assert len(score_goals(bug, None, np.zeros(0))) == 1


def test_without_a_bug_nothing_is_invented():
    assert read(drawn(12, bug=False)) is None
    assert read(()) is None


def test_pictures_too_small_or_without_luma():
    assert read(Picture(n / 2, LumaPicture(np.zeros((4, 4), np.uint8))) for n in range(8)) is None
    with pytest.raises(OptionError, match="luma"):
        ScoreBugReader().add(Picture(0.0, None))


def test_luma_is_the_upright_picture_and_gone_with_the_next_frame(media):
    with sample_frames(media("rotated"), luma=True) as frames:
        first = next(frames)
        height, width = frames.info.height, frames.info.width
        assert (first.luma.height, first.luma.width) == (height, width)
        whole = first.luma.crop((0, 0, width, height))
        assert np.array_equal(first.luma.crop((3, 2, 9, 5)), whole[2:7, 3:12])
        grey = first.image.mean(axis=2)
        small = cv2.resize(whole, grey.shape[::-1], interpolation=cv2.INTER_AREA)
        assert np.corrcoef(small.ravel(), grey.ravel())[0, 1] > 0.9
        next(frames)
        with pytest.raises(ValueError, match="gone"):
            first.luma.crop((0, 0, 2, 2))
    with sample_frames(media("rotated")) as frames:
        assert next(frames).luma is None
