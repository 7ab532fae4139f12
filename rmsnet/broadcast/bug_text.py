"""The words, numbers and clocks in a line of print, and the score that they form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rmsnet.broadcast.text_reading import Glyph

# What readers make of a lone nought or one in some typefaces.
_DIGIT_LIKE = str.maketrans("OoQDIl|i", "00001111")
_CLOCK = re.compile(r"(\d{1,3})[:;.：·](\d{2})(?!\d)")
_ADDED = re.compile(r"\s*\+\s*(\d{1,2})(?:[:;.：](\d{2}))?['’′]?")
# Such as "90+2:13": the minute in which a half ends, and what was played since.
_BEYOND = re.compile(r"(?<!\d)(45|90|105|120)\s?\+\s?(\d{1,2})[:;.：](\d{2})(?!\d)")
# Numbers beside the score that are none: "(3)", "2ND", "1H", "AGG 3-1".
_ASIDE = re.compile(
    r"[(\[（]\s*\d{1,2}\s*[)\]）]|(?<![^\W_])(?:1ST|2ND|[12]H|H[12]|[12]T)(?![^\W_])|AGG\.?\s*\d{1,2}\s?[-–:]\s?\d{1,2}",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?P<number>\d+)|(?P<word>[^\W\d_][^\W\d_.'&]*)|(?P<mark>[-–—−:~‐])")
# Glyphs further apart than this, in heights of the line's box, do not belong together.
_GAP = 0.75
# The last minute a clock can show: 120 and a long stoppage.
_LAST_MINUTE = 135
# Words beside the score that are no team.
_STATES = {"HT", "FT", "ET", "AET", "LIVE", "PEN", "PENS", "AGG", "VAR"}
# So many goals of one side are rarer than a misunderstanding.
RARE_GOALS = 10


@dataclass(frozen=True, slots=True)
class Token:
    """Part of a line: kind "word", "number" or "mark", and its extent across the line, 0..1."""

    kind: str
    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Its middle, 0..1 across the line."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print, understood.

    Attributes:
        tokens: all but clocks, from left to right.
        clocks: (seconds, left, right) of each clock; added time is counted in.
        text: as read.
    """

    tokens: tuple[Token, ...]
    clocks: tuple[tuple[float, float, float], ...]
    text: str


def understand(glyphs: Sequence[Glyph], aspect: float) -> Line:
    """Take a line apart.

    Args:
        glyphs: as read.
        aspect: width over height of the line's box.
    """
    glyphs = _spaced(glyphs, aspect)
    text = "".join(glyph.text[:1] for glyph in glyphs)
    places = [glyph.place for glyph in glyphs]
    half = 0.2 / max(aspect, 0.1)  # of a glyph's width

    def extent(start: int, end: int) -> tuple[float, float]:
        return places[start] - half, places[end - 1] + half

    clocks = []
    rest = list(text)
    for match in _ASIDE.finditer(text):
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    for start, end, seconds in _clocks_in("".join(rest)):
        clocks.append((seconds, *extent(start, end)))
        rest[start:end] = " " * (end - start)
    tokens = [
        Token(str(match.lastgroup), match.group(), *extent(match.start(), match.end()))
        for match in _PARTS.finditer("".join(rest))
    ]
    return Line(tuple(_with_colons(tokens)), tuple(clocks), text)


def _with_colons(tokens: Sequence[Token]) -> list[Token]:
    """Tokens in which the colon of a score, read as a one or an i in coarse print, is a mark: "010" is 0:0."""
    result: list[Token] = []
    for n, token in enumerate(tokens):
        beside = [other for m in (n - 1, n + 1) if 0 <= m < len(tokens) and len((other := tokens[m]).text) == 1]
        third = (token.right - token.left) / 3
        if token.kind == "number" and len(token.text) == 3 and token.text[1] == "1" and not beside:
            edges = [token.left + third * k for k in range(4)]
            kinds, letters = ("number", "mark", "number"), (token.text[0], ":", token.text[2])
            result += map(Token, kinds, letters, edges[:3], edges[1:])
        elif token.text in ("i", "l", "I") and [other.kind for other in beside] == ["number", "number"]:
            result.append(replace(token, kind="mark", text=":"))
        else:
            result.append(token)
    return result


def _spaced(glyphs: Sequence[Glyph], aspect: float) -> list[Glyph]:
    """Put a space where glyphs lie far apart, which readers often swallow."""
    result: list[Glyph] = []
    for glyph in glyphs:
        if result and (glyph.place - result[-1].place) * aspect > _GAP and " " not in (glyph.text, result[-1].text):
            result.append(Glyph(" ", (glyph.place + result[-1].place) / 2, 1.0))
        result.append(glyph)
    return result


def _clocks_in(text: str) -> list[tuple[int, int, float]]:
    """(start, end, seconds) of each clock in a text."""
    found = []
    for match in _BEYOND.finditer(text):
        minute = int(match.group(1)) + int(match.group(2))
        found.append((match.start(), match.end(), minute * 60.0 + int(match.group(3))))
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    for match in _CLOCK.finditer(text):
        minutes, start = match.group(1), match.start()
        if len(minutes) == 3 and not 90 <= int(minutes) <= _LAST_MINUTE:
            minutes, start = minutes[1:], start + 1  # a score that stands close to the clock
        if int(minutes) > _LAST_MINUTE or int(match.group(2)) > 59:
            continue
        seconds, end = int(minutes) * 60.0 + int(match.group(2)), match.end()
        if added := _ADDED.match(text, end):
            end = added.end()
            if added.group(2):  # "+3" alone announces minutes; "+2:13" counts
                seconds += int(added.group(1)) * 60 + int(added.group(2))
        found.append((start, end, seconds))
    return found


def clock_of(lines: Sequence[Line]) -> tuple[float, int, float, float] | None:
    """The match clock among several lines: (seconds, line, left, right).

    A clock that waits at the end of a half beside one that counts the added time means their sum.
    """
    clocks = [(seconds, n, left, right) for n, line in enumerate(lines) for seconds, left, right in line.clocks]
    if not clocks:
        return None
    if len(clocks) == 2:
        longer, shorter = sorted(clocks, reverse=True)
        if longer[0] in (2700.0, 5400.0, 6300.0, 7200.0) and shorter[0] <= 1200:
            return (longer[0] + shorter[0], *longer[1:])
    return clocks[0]


def bare_clock(text: str) -> float | None:
    """A clock read where one is known to stand, its colon lost or not: "0136" is 1:36."""
    clocks = _clocks_in(text)
    if clocks:
        return clocks[0][2]
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) in (5, 6) and digits[-3] == "1":
        digits = digits[:-3] + digits[-2:]  # a colon in coarse print looks like a one
    if len(digits) not in (4, 5) or int(digits[-2:]) > 59 or int(digits[:-2]) > _LAST_MINUTE:
        return None
    return int(digits[:-2]) * 60.0 + int(digits[-2:])


def likely_clock(line: Line) -> tuple[float, float, float] | None:
    """A clock that lost its colon, (seconds, left, right): a guess that only a second look can confirm."""
    tokens = [token for token in line.tokens if token.kind != "mark"]
    for first in range(len(tokens)):
        digits = ""
        for token in tokens[first : first + 3]:
            digits += token.text.translate(_DIGIT_LIKE)
            if not digits.isascii() or not digits.isdigit() or len(digits) > 5:
                break
            if len(digits) >= 4 and (seconds := bare_clock(digits)) is not None:
                return seconds, tokens[first].left, token.right
    return None


def with_clock_at(line: Line, left: float, right: float) -> Line:
    """A line whose clock lost its colon: digits that fill the place of a known clock, 0..1, are taken for it."""
    for token in line.tokens:
        overlap = min(token.right, right) - max(token.left, left)
        seconds = bare_clock(token.text) if token.kind == "number" else None
        if seconds is not None and overlap > 0.6 * (right - left):
            rest = tuple(other for other in line.tokens if other is not token)
            return Line(rest, (*line.clocks, (seconds, token.left, token.right)), line.text)
    return line


def gaps(line: Line, height: float) -> list[tuple[float, float]]:
    """Stretches beside a line's words, 0..1, where lone digits may have been overlooked; none where a number was read.

    Args:
        line: as read.
        height: of the line over its width.
    """
    words = [token for token in line.tokens if token.kind == "word" and len(token.text) > 1]
    if not words or any(token.kind == "number" for token in numbered_tokens(line.tokens)):
        return []
    taken = [(t.left, t.right) for t in line.tokens if t.kind != "mark"] + [(a, b) for _, a, b in line.clocks]
    found, end = [], 0.0
    for left, right in [*sorted(taken), (1.0, 1.0)]:
        left_edge, right_edge = end + 0.1 * height, left - 0.1 * height
        beside = any(abs(w.right - end) < 1e-6 or abs(w.left - left) < 1e-6 for w in words)
        if beside and right_edge - left_edge > 0.6 * height:
            found.append((left_edge, right_edge))
        end = max(end, right)
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the line, and its middle across it, 0..1."""

    line: int
    middle: float


@dataclass(frozen=True, slots=True)
class ScoreText:
    """A score as it stands in the lines of a bug, home first."""

    home: int
    away: int
    places: tuple[Place, Place]
    teams: tuple[str, str] | None


def score_of(lines: Sequence[Line]) -> ScoreText | None:
    """The score that several lines form: in one of them, or in two that follow each other."""
    numbered = [numbered_tokens(line.tokens) for line in lines]
    found = next((score for n, tokens in enumerate(numbered) if (score := _score_in_line(n, tokens))), None)
    below = _score_of_two_lines(numbered)
    if found and (below is None or max(found.home, found.away) < RARE_GOALS):
        return found
    # Otherwise ten goals and more are a sponsor's number.
    if below:
        return below
    for n, tokens in enumerate(numbered):
        if found := _score_in_line(n, tokens, swallowed=True):
            return found
    return _score_below_names(lines)


def _score_of_two_lines(numbered: Sequence[list[Token]]) -> ScoreText | None:
    """Each team with its goals in a line of its own."""
    sides = [(n, side) for n, tokens in enumerate(numbered) if (side := _side(tokens))]
    if len(sides) != 2:
        return None
    (a, (home, home_place, first)), (b, (away, away_place, second)) = sides
    return ScoreText(home, away, (Place(a, home_place), Place(b, away_place)), (first, second))


def _score_below_names(lines: Sequence[Line]) -> ScoreText | None:
    """Two lone numbers in a line of their own, the names in the line above or below."""
    for n, line in enumerate(lines):
        numbers = [token for token in numbered_tokens(line.tokens) if token.kind == "number"]
        if len(numbers) == 1 and len(numbers[0].text) == 2:
            numbers = _digits_of(numbers[0])
        others = [_joined(_words(other.tokens)) for other in lines if other != line]
        names = next((names for names in others if len(names) >= 2), None)
        if names and len(numbers) == 2 and all(len(number.text) == 1 for number in numbers):
            home, away = numbers
            places = (Place(n, home.middle), Place(n, away.middle))
            return ScoreText(int(home.text), int(away.text), places, (_name(names[0], ()), _name(names[1], ())))
    return None


def numbered_tokens(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with lone letters that look like digits taken as such."""
    result = []
    for token in tokens:
        digits = token.text.translate(_DIGIT_LIKE)
        if token.kind == "word" and len(token.text) == 1 and digits.isascii() and digits.isdigit():
            token = Token("number", digits, token.left, token.right)
        result.append(token)
    return result


def _score_in_line(n: int, tokens: list[Token], swallowed: bool = False) -> ScoreText | None:
    """Such as "A 1 - 0 B", "A 1 0 B", "A 10 B", "A 1 B 0", "1 A B 0", or "1 - 0" between marks alone."""
    words = _words(tokens)
    numbers = [token for token in tokens if token.kind == "number" and len(token.text) <= 2]
    if len(numbers) == 1 and len(numbers[0].text) == 2 and words and _between(words, numbers[0]):
        numbers = _digits_of(numbers[0])
    if len(numbers) == 1 and swallowed:
        numbers = _with_swallowed(words, numbers[0])
    if len(numbers) != 2:
        numbers = _around_mark(tokens)
    if len(numbers) != 2:
        return None
    first, second = numbers
    marked = any(t.kind == "mark" and first.middle < t.middle < second.middle for t in tokens)
    left = [word for word in words if word.middle < first.middle]
    inside = [word for word in words if first.middle < word.middle < second.middle]
    right = [word for word in words if word.middle > second.middle]
    if left and right and not inside:
        named: tuple[Sequence[Token], Sequence[Token]] | None = (_joined(left)[-1], _joined(right)[0])
    elif left and inside and not right:
        named = (_joined(left)[-1], _joined(inside)[-1])
    elif inside and right and not left:
        named = (_joined(inside)[0], _joined(right)[0])
    elif len(inside) >= 2 and not left and not right:
        named = _parted(inside)
    elif marked and not inside:
        named = None
    else:
        return None
    teams = (_name(named[0], numbers), _name(named[1], numbers)) if named else None
    return ScoreText(int(first.text), int(second.text), (Place(n, first.middle), Place(n, second.middle)), teams)


def _digits_of(token: Token) -> list[Token]:
    """A number of two digits as two numbers: the reader swallowed what was between them."""
    eighth = (token.right - token.left) / 8
    return [
        Token("number", token.text[0], token.left, token.middle - eighth),
        Token("number", token.text[1], token.middle + eighth, token.right),
    ]


def _with_swallowed(words: list[Token], number: Token) -> list[Token]:
    """A nought or one that was read as the end of the name before it, or the start of the one after: "PIHO 0 BEG"."""
    before = [word for word in words if word.middle < number.middle]
    after = [word for word in words if word.middle > number.middle]
    if not before or not after or len(number.text) != 1:
        return [number]
    for word, letter, edge in ((before[-1], before[-1].text[-1], 1.0), (after[0], after[0].text[0], 0.0)):
        digit = letter.translate(_DIGIT_LIKE)
        others = word.text[:-1] if edge else word.text[1:]
        width = (word.right - word.left) / len(word.text)
        # The "l" of "Arsenal" belongs to it; only after capitals a look-alike is out of place.
        if len(word.text) > 3 and digit.isdigit() and others.isupper():
            middle = word.right - width / 2 if edge else word.left + width / 2
            swallowed = Token("number", digit, middle - width / 2, middle + width / 2)
            return [swallowed, number] if edge else [number, swallowed]
    return [number]


def _words(tokens: Sequence[Token]) -> list[Token]:
    """What may be part of a team's name."""
    return [token for token in tokens if token.kind == "word" and len(token.text) > 1 and token.text not in _STATES]


def _joined(words: Sequence[Token]) -> list[list[Token]]:
    """Words that stand a blank apart, together: "FC Bayern" is one name."""
    names: list[list[Token]] = []
    for word in words:
        if names and word.left - names[-1][-1].right < 1.2 * (word.right - word.left) / len(word.text):
            names[-1].append(word)
        else:
            names.append([word])
    return names


def _parted(words: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Two names without anything between them: they part where the space is widest."""
    at = max(range(1, len(words)), key=lambda n: words[n].left - words[n - 1].right)
    return words[:at], words[at:]


def _name(words: Sequence[Token], numbers: Sequence[Token]) -> str:
    """A team's name without a digit that was read as part of it."""
    text = " ".join(word.text for word in words)
    if any(words[-1].middle < number.middle < words[-1].right for number in numbers):
        return text[:-1]
    return text[1:] if any(words[0].left < number.middle < words[0].middle for number in numbers) else text


def _between(words: list[Token], token: Token) -> bool:
    return words[0].middle < token.middle < words[-1].middle


def _around_mark(tokens: list[Token]) -> list[Token]:
    """The two numbers on either side of a dash or colon, when there are more numbers than two."""
    for before, mark, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (before.kind, mark.kind, after.kind) == ("number", "mark", "number"):
            return [before, after]
    return []


def _side(tokens: list[Token]) -> tuple[int, float, str] | None:
    """One team's line of a bug of two lines: (goals, place, name)."""
    words = _words(tokens)
    numbers = [token for token in tokens if token.kind == "number" and len(token.text) <= 2]
    if not words or not numbers:
        return None
    # A sponsor may stand beside with a number of its own: of all numbers the shortest is the likeliest score.
    number = min(numbers, key=lambda token: (len(token.text), min(abs(token.middle - word.middle) for word in words)))
    # Beyond the number is a sponsor, unless there is nothing before it.
    before = [name for name in _joined(words) if name[0].middle < number.middle]
    return int(number.text), number.middle, _name(before[-1] if before else _joined(words)[0], ())


def number_at(line: Line, middle: float, reach: float) -> int | None:
    """The number that stands at a place, 0..1, or within reach of it; look-alike letters count as digits."""
    best = None
    for token in line.tokens:
        digits = token.text.translate(_DIGIT_LIKE)
        fits = len(digits) <= 2 and digits.isascii() and digits.isdigit()
        if fits and abs(token.middle - middle) <= reach and (best is None or abs(token.middle - middle) < best[0]):
            best = (abs(token.middle - middle), int(digits))
    return best[1] if best else None
