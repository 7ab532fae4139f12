"""Moments of the open match: keeps their list, and does what a person asks of one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app import commands
from app.core.events import Event, EventState
from app.core.moments import PlacedMoment, event_of, ranked
from app.document import Document
from app.moments_model import MomentsModel
from app.playback import Playback
from app.review import Review


class Moments(QObject):
    """The moments of one document.

    Args:
        document: the match.
        review: shows events.
        playback: its player.
        lead_in: gives the seconds before a moment at which the playhead stops.
    """

    listed = Signal()
    """The list is another one."""
    leading = Signal()
    """The match turned out to look unlike what the model learned from."""
    decided = Signal()
    """A person took or refused a moment."""

    def __init__(
        self,
        document: Document,
        review: Review,
        playback: Playback,
        lead_in: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._review, self._playback, self._lead_in = document, review, playback, lead_in
        self.model = MomentsModel()
        self.model.setParent(self)
        self.model.find_event = self.event_of
        self.are_leading = False  # whether a file looks unlike what the model learned from
        document.candidates_changed.connect(self._list)
        document.model_changed.connect(self._list)
        document.events_changed.connect(self.model.tell_events_changed)

    def event_of(self, placed: PlacedMoment) -> Event | None:
        """The event that a moment already is."""
        document = self._document
        return event_of(placed, document.events, document.labels, document.find)

    # What a person asks

    def show(self, placed: PlacedMoment) -> None:
        """Show a moment: a little before it; its event, where it is one, is selected."""
        event = self.event_of(placed)
        if event is not None:
            self._review.choose([event.id])
            return
        moment = placed.moment
        self._document.select(())
        self._playback.pause()
        self._playback.seek(max(0.0, moment.time - self._lead_in()), placed.source)
        self._review.event_shown.emit(self._document.axis.place(placed.source, moment.time))

    def add(self, placed: PlacedMoment, label: str) -> None:
        """Make an event of a moment, or accept the one it is, with this label."""
        document = self._document
        name = commands.add_moment(document, placed, label)
        document.select([name])
        self.decided.emit()

    def refuse(self, placed: PlacedMoment) -> None:
        """Reject a moment's event; one that a person made of it is removed."""
        event = self.event_of(placed)
        if event is not None and event.is_added:
            commands.remove(self._document, [event.id])
        elif event is not None and event.state is not EventState.REJECTED:
            commands.reject(self._document, [event.id])
        self.decided.emit()

    def play(self, placed: PlacedMoment) -> None:
        """Play what a moment shows."""
        moment = placed.moment
        self._playback.play_ranges([(placed.source, moment.start, moment.end)], False)

    # The list

    def _list(self) -> None:
        document = self._document
        found = [part.moments if part is not None else () for part in document.parts]
        moments = ranked(found)
        if moments != self.model.moments or document.labels != self.model.labels:
            self.model.set_moments(moments, document.labels)
        are_leading = any(part is not None and not part.is_familiar for part in document.parts)
        began, self.are_leading = are_leading and not self.are_leading, are_leading
        self.listed.emit()
        if began:
            self.leading.emit()
