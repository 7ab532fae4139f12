"""Every error the library raises on bad input: one sentence with what, which file, and what to do."""

from __future__ import annotations

from pathlib import Path


class RmsNetError(Exception):
    """Base of all errors a person can mend; its text is shown as it is."""


class OptionError(RmsNetError):
    """An option or argument lies outside its range."""


class FileProblemError(RmsNetError):
    """Something is wrong with one file.

    Args:
        path: the file or folder.
        problem: what is wrong, as the end of a sentence ("is empty").
        remedy: what to do, as a full sentence; may be empty.
    """

    def __init__(self, path: Path | str, problem: str, remedy: str = "") -> None:
        self.path = Path(path)
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{str(path)!r} {problem}. {remedy}".rstrip())


class SourceError(FileProblemError):
    """A match file cannot be used: missing, empty, a folder, not a video, undecodable."""


class CheckpointError(FileProblemError):
    """A checkpoint is damaged, foreign, or from a newer version."""


class LabelFileError(FileProblemError):
    """A label file is damaged or uses labels outside the label set."""


class PredictionFileError(FileProblemError):
    """A predictions file or archive is damaged or incomplete."""


class FeatureFileError(FileProblemError):
    """A feature file has the wrong width, holds NaN, or is shorter than its labels."""


class MissingGameError(FileProblemError):
    """A game, or the folder of all games, is not where it should be."""


class OutputError(FileProblemError):
    """A file or folder cannot be written."""


class TrainingDivergedError(RmsNetError):
    """The training loss became NaN or grew without bound; the best checkpoint so far is kept."""
