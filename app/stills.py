"""Single frames decoded in the background: the newest request wins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.jobs import Job, JobList

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rmsnet.video import FrameReader


class StillReader(QObject):
    """Reads frames of one file, one at a time, in a job.

    Args:
        jobs: where its jobs run.
        kept_frames: decoded frames to keep for stepping back, as in ``FrameReader``.
    """

    read = Signal(int, QImage)
    failed = Signal(object)

    def __init__(self, jobs: JobList, parent: QObject | None = None, kept_frames: int = 0) -> None:
        super().__init__(parent)
        self._jobs, self._kept_frames = jobs, kept_frames
        self._path: Path | None = None
        self._reader: list[FrameReader] = []  # filled and used by one job at a time
        self._next: int | None = None
        self._job: Job | None = None

    def open(self, path: Path) -> None:
        """Read from this file from now on."""
        self.close()
        self._path = path

    def close(self) -> None:
        """Forget the file; a read under way ends unheard."""
        self._path, self._next = None, None
        kept, self._reader = self._reader, []
        if self._job is None:
            _close(kept)
        else:
            self._job.ended.connect(lambda: _close(kept))

    def request(self, frame: int) -> None:
        """Ask for a frame (0-based); ``read`` tells it, unless another one is asked for before."""
        self._next = frame
        self._start()

    def _start(self) -> None:
        if self._job is not None or self._path is None or self._next is None:
            return
        path, frame, kept, count = self._path, self._next, self._reader, self._kept_frames
        self._next = None
        job = Job("", lambda: _read_frame(path, frame, kept, count), is_listed=False)
        self._job = job
        job.succeeded.connect(lambda image: self._tell(path, frame, image))
        job.failed.connect(self.failed)
        job.ended.connect(self._go_on)
        self._jobs.start(job)

    def _tell(self, path: Path, frame: int, image: QImage) -> None:
        if path == self._path:
            self.read.emit(frame, image)

    def _go_on(self) -> None:
        self._job = None
        self._start()


def image_of(pixels: NDArray[np.uint8]) -> QImage:
    """A picture of its own from pixels ``[H, W, 3]`` RGB."""
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _close(kept: list[FrameReader]) -> None:
    while kept:
        kept.pop().close()


def _read_frame(path: Path, frame: int, kept: list[Any], kept_frames: int) -> Iterator[QImage]:
    from rmsnet.video import FrameReader

    if not kept:
        kept.append(FrameReader(path, kept_frames=kept_frames))
    yield image_of(kept[0].read(frame))
