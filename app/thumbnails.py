"""Thumbnails on demand: the frame of the place one points at, decoded in the background."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QImage

from app.document import Document
from app.jobs import JobList
from app.stills import StillReader
from app.views.thumbnail import Thumbnail


class Thumbnails(QObject):
    """Shows one thumbnail at a time.

    Args:
        document: the match.
        jobs: where its jobs run.
        view: what shows them.
    """

    def __init__(self, document: Document, jobs: JobList, view: Thumbnail) -> None:
        super().__init__(view)
        self._document, self._view = document, view
        self._reader = StillReader(jobs, self)
        self._reader.read.connect(self._take)
        self._source: int | None = None
        self._frame = -1
        document.closed.connect(self.hide)

    def point_at(self, place: float, at: QPoint) -> None:
        """Show the frame at a place of the match's axis, above a point of the screen."""
        axis = self._document.axis
        source, time = axis.find(place)
        opened = self._document.sources[source] if source < len(self._document.sources) else None
        if opened is None:
            return
        if source != self._source:
            self._reader.open(opened.path)
            self._source = source
        self._frame = opened.table.frame_at(time)
        self._view.point_at(at, axis.clock(place))
        self._reader.request(self._frame)

    def hide(self) -> None:
        """The mouse went elsewhere."""
        self._view.hide()
        self._reader.close()
        self._source = None

    def _take(self, frame: int, image: QImage) -> None:
        if self._view.isVisible():
            self._view.set_picture(image)
