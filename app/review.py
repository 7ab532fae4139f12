"""Reviewing: what the hands on the keyboard do to the chosen events, the playhead and the clips."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app import commands
from app.core.events import Event, EventState, event_order
from app.core.quality import Finding
from app.core.reel import Clip
from app.document import Document
from app.playback import Playback


class Review(QObject):
    """Choosing, deciding, going on.

    Args:
        document: the match.
        playback: its player.
        lead_in: gives the seconds before an event at which the playhead stops.
    """

    event_shown = Signal(float)

    def __init__(
        self, document: Document, playback: Playback, lead_in: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._playback, self._lead_in = document, playback, lead_in
        self.ask_order: Callable[[], Sequence[str]] = lambda: [event.id for event in document.events]

    # Choosing

    def choose(self, ids: Sequence[str]) -> None:
        """Select events and show the first one: a little before it."""
        self._document.select(ids)
        event = self._document.find(ids[0]) if ids else None
        if event is not None:
            self._playback.pause()
            self._playback.seek(max(0.0, event.time - self._lead_in()), event.source)
            self.event_shown.emit(self._document.axis.place(event.source, event.time))

    def look_at(self, finding: Finding) -> None:
        """Show a missed or false event: a little before it."""
        if finding.event_id is not None and self._document.find(finding.event_id) is not None:
            self.choose([finding.event_id])
            return
        self._document.select(())
        self._playback.pause()
        self._playback.seek(max(0.0, finding.time - self._lead_in()), finding.source)
        self.event_shown.emit(self._document.axis.place(finding.source, finding.time))

    def toggle_choice(self, event_id: str) -> None:
        """Add an event to the selection, or take it out."""
        chosen = list(self._document.selection)
        self.choose([name for name in chosen if name != event_id] if event_id in chosen else [event_id, *chosen])

    def go(self, step: int) -> None:
        """Choose the next event in the table's order (1), or the one before (-1)."""
        order = list(self.ask_order())
        if not order:
            return
        current = self._document.selection[0] if self._document.selection else None
        if current in order:
            self.choose([order[min(max(0, order.index(current) + step), len(order) - 1)]])
        else:
            self.choose([self._nearest(order, step)])

    def go_to_undecided(self, after: str) -> None:
        """Choose the first event nobody decided on, after this one, else from the start; none, none is chosen."""
        order = list(self.ask_order())
        start = order.index(after) + 1 if after in order else 0
        for event_id in order[start:] + order[:start]:
            event = self._document.find(event_id)
            if event is not None and event.state is EventState.AUTO:
                self.choose([event_id])
                return

    # Deciding

    def accept(self) -> None:
        """Accept the chosen events and go on."""
        self._decide(commands.accept)

    def reject(self) -> None:
        """Reject the chosen events and go on."""
        self._decide(commands.reject)

    def release(self) -> None:
        """Give the chosen events back to the thresholds."""
        commands.release(self._document, self._document.selection)

    def relabel(self, label: str) -> None:
        """Give the chosen events a label."""
        commands.relabel(self._document, self._document.selection, label)

    def merge(self) -> None:
        """Make one event of the chosen ones."""
        commands.merge(self._document, self._document.selection)

    def remove(self) -> None:
        """Remove what was added by hand, reject the rest."""
        commands.remove(self._document, self._document.selection)

    def add(self) -> None:
        """Add an event at the playhead, with the chosen event's label, else the first one."""
        document = self._document
        first = document.find(document.selection[0]) if document.selection else None
        label = first.label if first is not None else document.labels[0]
        document.select([commands.add(document, label, self._playback.time, self._playback.index)])

    def nudge(self, frames: int) -> None:
        """Move the chosen event by frames of its source."""
        event = self._first()
        source = self._document.sources[event.source] if event is not None else None
        if event is not None and source is not None:
            frame = min(max(0, source.table.frame_at(event.time) + frames), len(source.table) - 1)
            commands.move(self._document, event.id, source.table.time_of(frame))
            self._playback.seek(source.table.time_of(frame), event.source)

    def move_here(self) -> None:
        """Move the chosen event to the playhead, when that is in the same file."""
        event = self._first()
        if event is not None and event.source == self._playback.index:
            commands.move(self._document, event.id, self._playback.time)

    # Clips

    def clip_in(self) -> None:
        """Start the chosen event's clip at the frame that is shown."""
        self._trim(self._playback.time, None)

    def clip_out(self) -> None:
        """End the chosen event's clip after the frame that is shown."""
        self._trim(None, self._playback.frame_end)

    def reset_clip(self) -> None:
        """Give the chosen clips their label's padding again."""
        commands.untrim_clips(self._document, self._document.selection)

    def toggle_reel(self) -> None:
        """Put the chosen events into the reel, or take them out when the first is in it."""
        event = self._first()
        if event is not None:
            in_reel = not self._document.project.reel.takes(event)
            commands.put_in_reel(self._document, self._document.selection, in_reel)

    def chosen_clip(self) -> Clip | None:
        """The chosen event's clip, None when it is not in the reel."""
        chosen = set(self._document.selection)
        return next((c for c in self._document.reel.clips if not chosen.isdisjoint((c.event_id, *c.merged_ids))), None)

    def play_around(self, loop: bool = False) -> None:
        """Play the chosen event's clip; without one, what its padding would cut."""
        clip, event = self.chosen_clip(), self._first()
        if clip is not None:
            self._playback.play_ranges([(clip.source, clip.in_point, clip.out_point)], loop)
        elif event is not None:
            padding = self._document.project.reel.padding_of(event.label)
            start = max(0.0, event.time - padding.before)
            self._playback.play_ranges([(event.source, start, event.time + padding.after)], loop)

    def preview(self) -> None:
        """Play the reel as it will be cut."""
        clips = self._document.reel.clips
        self._playback.play_ranges([(clip.source, clip.in_point, clip.out_point) for clip in clips])

    def _decide(self, decide: Callable[[Document, Sequence[str]], bool]) -> None:
        ids = self._document.selection
        if ids:
            decide(self._document, ids)
            self.go_to_undecided(ids[0])

    def _trim(self, start: float | None, end: float | None) -> None:
        event = self._first()
        if event is None or event.source != self._playback.index:
            return
        if not self._document.project.reel.takes(event):
            commands.put_in_reel(self._document, [event.id], True)
        commands.trim_clip(self._document, event.id, start, end)

    def _first(self) -> Event | None:
        selection = self._document.selection
        return self._document.find(selection[0]) if selection else None

    def _nearest(self, order: Sequence[str], step: int) -> str:
        """The event after the playhead, or before it when going back."""
        now = (self._playback.index, self._playback.time)
        events = [event for event_id in order if (event := self._document.find(event_id)) is not None]
        events.sort(key=event_order)
        if step > 0:
            return next((event.id for event in events if (event.source, event.time) > now), events[-1].id)
        return next((event.id for event in reversed(events) if (event.source, event.time) < now), events[0].id)
