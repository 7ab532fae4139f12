"""The sample match, rendered the first time someone asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.places import feature_cache_folder
from app.jobs import Job

if TYPE_CHECKING:
    from app.main_window import MainWindow


def open_sample(window: MainWindow) -> None:
    """Render the sample match in a job when it is not there, then open it."""
    from app.core.sample import SampleFiles, render_sample

    files = SampleFiles.inside(feature_cache_folder().parent / "sample")
    if files.exist:
        window.work.open(files.video)
        return
    job = Job(window.tr("Rendering the sample match"), lambda: render_sample(files), lambda share: float(share))
    job.again = lambda: open_sample(window)
    job.succeeded.connect(lambda _: window.work.open(files.video))
    job.failed.connect(window.show_error)
    window.jobs.start(job)
