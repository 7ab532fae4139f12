"""What is handed over: a project, its reel, and the reel's cuts as whole frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.cuts import Cut, plan_cuts
from app.core.events import Event
from app.core.lettering import Caption
from app.core.project import Project
from app.core.reel import Reel
from app.core.running_order import Chapter


@dataclass(frozen=True, slots=True, eq=False)
class HandOff:
    """Everything a hand-off file is made from.

    Attributes:
        project: with all events.
        reel: clips in playing order.
        cuts: the clips as frames; empty when no match file was needed or read.
        name: a title for the timeline.
        chapters: of the exported reel; empty when they are the clips one after the other.
    """

    project: Project
    reel: Reel
    cuts: tuple[Cut, ...]
    name: str
    chapters: tuple[Chapter, ...] = ()

    @classmethod
    def of(cls, project: Project, reel: Reel, sources: Sequence[Path], name: str) -> HandOff:
        """Plan the cuts of a reel.

        Raises:
            SourceError: a match file cannot be used.
        """
        return cls(project, reel, plan_cuts(reel, sources), name)

    def event_of(self, event_id: str | None) -> Event | None:
        """The event of a clip."""
        return next((event for event in self.project.events if event.id == event_id), None)

    def titles(self) -> list[str]:
        """A title per clip: its label and match clock ("Goal 2 - 63:20")."""
        return [self.title(i) for i in range(len(self.reel.clips))]

    def title(self, index: int) -> str:
        """One clip's title."""
        label = self.reel.clips[index].label
        return f"{label[:1].upper()}{label[1:]} {self.clock(index)}"

    def clock(self, index: int) -> str:
        """The match clock of one clip's event."""
        clip = self.reel.clips[index]
        event = self.event_of(clip.event_id)
        return self.project.sources[clip.source].clock(event.time if event else clip.in_point)

    def captions(self) -> list[Caption]:
        """What each clip's lower third says."""
        return [Caption(clip.label, self.clock(i)) for i, clip in enumerate(self.reel.clips)]

    def kept_events(self) -> Iterator[Event]:
        """Every event that was not rejected."""
        return (event for event in self.project.events if event.is_kept)

    def time_in_half(self, event: Event) -> tuple[int, float]:
        """An event's half and its seconds from that half's start, as SoccerNet counts them."""
        return self.project.sources[event.source].half_position(event.time)

    def facts(self, event: Event) -> dict[str, str | float]:
        """What stays with an event in every hand-off: label, state, confidence and where they come from."""
        facts: dict[str, str | float] = {"id": event.id, "label": event.label, "state": event.state.value}
        if event.confidence is not None:
            facts["confidence"] = event.confidence
        if event.note:
            facts["note"] = event.note
        spotted = event.provenance
        if spotted is not None:
            facts |= {"model": spotted.model_name, "model_fingerprint": spotted.model_fingerprint}
            facts |= {"spotted_time": spotted.time, "spotted_label": spotted.label}
            facts["threshold"] = (
                self.project.threshold(spotted.label) if spotted.threshold is None else spotted.threshold
            )
        return facts
