"""File names for clips from a template, with Unicode kept and nothing a file system refuses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from string import Formatter

from app.core.interchange.hand_off import HandOff
from rmsnet.errors import OptionError

DEFAULT_TEMPLATE = "{number:02} {label} {clock}"
FIELDS = ("number", "label", "clock", "half", "match", "confidence", "time", "state")
_MAX_BYTES = 200  # leaves room for a suffix and " (2)" below the usual limit of 255
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def clip_paths(hand_off: HandOff, folder: Path, template: str = DEFAULT_TEMPLATE) -> list[Path]:
    """A path for each clip of a reel, none twice.

    Args:
        hand_off: the reel.
        folder: where the clips go.
        template: text with ``{number}``, ``{label}``, ``{clock}``, ``{half}``, ``{match}``, ``{confidence}``,
            ``{time}`` and ``{state}``, each with an optional format such as ``{number:02}``.

    Raises:
        OptionError: the template has other fields or cannot be filled in.
    """
    names = [safe_name(_filled(hand_off, index, template)) for index in range(len(hand_off.reel.clips))]
    return [folder / f"{name}.mp4" for name in _unique(names)]


def safe_name(text: str) -> str:
    """A file name without its suffix: Unicode kept, no separators, control characters or reserved names."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"\s*:\s*", ".", text)
    text = "".join("_" if char in '<>"/\\|?*' or unicodedata.category(char).startswith("C") else char for char in text)
    text = text.strip(" .")
    while len(text.encode()) > _MAX_BYTES:
        text = text[:-1].rstrip(" .")
    if not text or _RESERVED.fullmatch(text):
        text = f"_{text}"
    return f"_{text}" if text.startswith("-") else text


def _filled(hand_off: HandOff, index: int, template: str) -> str:
    clip = hand_off.reel.clips[index]
    source, event = hand_off.project.sources[clip.source], hand_off.event_of(clip.event_id)
    values = {
        "number": index + 1,
        "label": clip.label,
        "clock": source.clock(event.time if event else clip.in_point),
        "half": source.position(event.time if event else clip.in_point)[0] or 1,
        "match": Path(source.path).stem,
        "confidence": event.confidence if event and event.confidence is not None else 1.0,
        "time": event.time if event else clip.in_point,
        "state": event.state.value if event else "manual",
    }
    try:
        asked = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        if not asked <= set(FIELDS):
            raise KeyError(", ".join(sorted(asked - set(FIELDS))))
        return template.format(**values)
    except (KeyError, ValueError, IndexError) as error:
        raise OptionError(
            f"The file name template {template!r} cannot be filled in ({error}); it may use {', '.join(FIELDS)}."
        ) from error


def _unique(names: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    unique = []
    for name in names:
        chosen, count = name, 1
        while chosen.casefold() in seen:
            count += 1
            chosen = f"{name} ({count})"
        seen.add(chosen.casefold())
        unique.append(chosen)
    return unique
