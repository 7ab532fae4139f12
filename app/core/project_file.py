"""Project files: read, written without ever losing one, kept as backups, recovered after a crash, locked.

What the window may rely on:

- ``save_project`` leaves the old file or the new one, whenever the machine stops; calling it within a second of an
  edit is the autosave. It writes nothing when the content is the same.
- ``save_recovery`` keeps the work of a project that cannot be saved in its place (read-only folder, full disk);
  ``load_recovery`` finds it when the project is opened again.
- ``lock_project`` fails at once when another window has the project open.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import ValidationError

from app.core.atomic import check_target, write_atomically
from app.core.places import backup_folder
from app.core.project import FORMAT, VERSION, Project, project_schema
from rmsnet.errors import FileProblemError, OptionError

MAX_BYTES = 200_000_000
"""A project of 10,000 events has 5 MB; a file beyond this is not one."""


class ProjectError(FileProblemError):
    """A project file is missing, damaged, foreign, from a newer version, or open elsewhere."""


def load_project(path: Path) -> Project:
    """The project in a file.

    Raises:
        ProjectError: it is missing, not a project, damaged, or from a newer version.
    """
    data = _read(path)
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise ProjectError(
            path,
            f"comes from a newer version of RMS-Net Highlights (format {version}, this one reads {VERSION})",
            "Update the application; the file was left as it is.",
        )
    try:
        return Project.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ProjectError(path, f"is damaged ({place}: {first['msg']})", _DAMAGED) from error
    except (OptionError, TypeError, AttributeError) as error:
        raise ProjectError(path, f"is damaged ({error})", _DAMAGED) from error


def save_project(project: Project, path: Path, overwrite_foreign: bool = False) -> bool:
    """Write a project file in one step.

    Args:
        project: what to save.
        path: where; a project of ours there is replaced.
        overwrite_foreign: also replace a file that is no project of this version, because a person asked to.

    Returns:
        Whether anything was written: False when the file holds this very project.

    Raises:
        ProjectError: the file there is not a project, or is from a newer version.
        OutputError: the place cannot be written.
    """
    check_target(path, overwrite=True)
    data = project.to_json()
    if path.exists():
        with contextlib.suppress(OSError):
            if path.read_bytes() == data:
                return False
        if not overwrite_foreign:
            _refuse_foreign(path)
    write_atomically(path, data)
    return True


def lock_project(path: Path) -> FileLock:
    """A lock on a project, held until ``release()``; the system frees it when the program dies.

    In a folder that cannot be written no lock is needed or made: nobody can save there.

    Raises:
        ProjectError: the project is open in another window.
    """
    lock = FileLock(path.with_name(f".{_key(path)}.rmsnet-lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ProjectError(path, "is open in another window", "Close it there first.") from error
    except OSError:
        pass
    return lock


def unlock_project(lock: FileLock, path: Path) -> None:
    """Release a lock of ``lock_project`` and take its file away.

    Where the file cannot be removed while it is held (Windows), the lock library's own release removes it.
    """
    place = path.with_name(f".{_key(path)}.rmsnet-lock")
    if lock.is_locked:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)  # before it is released: nobody else can hold it now
    lock.release()


@dataclass(frozen=True, slots=True)
class Backups:
    """Older states of project files, kept outside the match's folder.

    Attributes:
        folder: where; made when needed.
        keep: how many per project.
        interval: least seconds between two backups of a project.
    """

    folder: Path
    keep: int = 10
    interval: float = 300.0

    @classmethod
    def of_this_person(cls) -> Backups:
        """Backups in the system's folder for application state."""
        return cls(backup_folder())

    def of(self, path: Path) -> tuple[Path, ...]:
        """A project's backups, newest first."""
        return tuple(sorted(self.folder.glob(f"{_key(path)}-*.rmsnet"), reverse=True))

    def keep_copy(self, path: Path) -> Path | None:
        """Copy a saved project when its last copy is old enough, and drop the oldest ones beyond ``keep``.

        Returns:
            The copy; None when none was due, or when the folder cannot be written (a backup never stops work).
        """
        now = time.time()
        with contextlib.suppress(OSError):
            older = self.of(path)
            if not path.is_file() or (older and now - older[0].stat().st_mtime < self.interval):
                return None
            self.folder.mkdir(parents=True, exist_ok=True)
            copy = self.folder / f"{_key(path)}-{time.time_ns():020}.rmsnet"
            shutil.copyfile(path, copy)
            for extra in self.of(path)[self.keep :]:
                extra.unlink(missing_ok=True)
            return copy
        return None

    def newest_readable(self, path: Path) -> tuple[Project, Path] | None:
        """The newest backup that loads, for a project file that does not."""
        for copy in self.of(path):
            with contextlib.suppress(ProjectError):
                return load_project(copy), copy
        return None

    def save_recovery(self, project: Project, path: Path) -> Path:
        """Keep work that cannot be saved in its place.

        Raises:
            OutputError: not even here.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self._recovery(path)
        write_atomically(kept, project.to_json())
        return kept

    def load_recovery(self, path: Path) -> Project | None:
        """Work that was kept for a project and is newer than its file, None when there is none."""
        kept = self._recovery(path)
        with contextlib.suppress(OSError, ProjectError):
            if not path.exists() or kept.stat().st_mtime_ns > path.stat().st_mtime_ns:
                return load_project(kept)
        return None

    def drop_recovery(self, path: Path) -> None:
        """Forget kept work, after it was saved or refused."""
        with contextlib.suppress(OSError):
            self._recovery(path).unlink(missing_ok=True)

    def _recovery(self, path: Path) -> Path:
        return self.folder / f"{_key(path)}.recovery"


def write_schema(path: Path) -> None:
    """Publish the schema of project files; ``docs/project.schema.json`` is made with this."""
    write_atomically(path, json.dumps(project_schema(), indent=2, ensure_ascii=False).encode() + b"\n")


_DAMAGED = "Open a backup of it, or analyse the match again into another project."


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.is_dir():
            raise ProjectError(path, "is a folder", "Give a project file that ends in .rmsnet.")
        if path.stat().st_size > MAX_BYTES:
            raise ProjectError(path, "is not a project", "Give a project file that ends in .rmsnet.")
        data = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ProjectError(path, "does not exist", "Check the name, or analyse the match first.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProjectError(path, f"cannot be read: {reason}", "Check its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise ProjectError(path, "is not a project", "Give a project file that ends in .rmsnet.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ProjectError(path, "is not a project", "Give a project file that ends in .rmsnet.")
    return data


def _refuse_foreign(path: Path) -> None:
    try:
        version = _read(path).get("version")
    except ProjectError as error:
        raise ProjectError(path, "exists and is not a project", "Choose another name; it was left as it is.") from error
    if not isinstance(version, int) or version > VERSION:
        raise ProjectError(
            path, "comes from a newer version of RMS-Net Highlights", "Choose another name; it was left as it is."
        )


def _key(path: Path) -> str:
    """A name for a project's side files: short, and its own for every place."""
    place = os.path.abspath(path)  # noqa: PTH100
    return hashlib.sha256(os.fsencode(place)).hexdigest()[:16]
