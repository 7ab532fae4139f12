"""Commands that ask a person first, then do what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app import asking, commands
from app.core.bundled import bundled_model
from app.core.given_events import GivenEvents
from app.core.timecode import Notation, parse_time
from app.export_orders import lossless_words
from app.showing import playhead_text, raise_panel, show_time
from app.told import in_words
from app.views.clocks_dialog import ClocksDialog
from app.views.export_dialog import CLIPS, REEL, ExportChoice, ExportDialog
from app.views.padding_dialog import PaddingDialog
from app.work import Places
from rmsnet.errors import CheckpointError, OptionError, RmsNetError

if TYPE_CHECKING:
    from app.main_window import MainWindow

EVENT_SECONDS = 40.0
"""Seconds that zooming to an event shows."""


def answer_notice(window: MainWindow, subject: str, answer: str) -> None:
    """Do what a notice's button offers."""
    window.notices.drop(subject)
    if answer == "locate":
        ask_and_locate(window)
    elif answer == "lower":
        label, level = window.first_level
        commands.set_threshold(window.document, label, level)
    elif answer == "moments":
        raise_panel(window, "moments")
        window.moments_panel.focus_table()
    elif answer == "folder":
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(window.exported_folder)))


def ask_and_open(window: MainWindow) -> None:
    """Ask for a match and open it."""
    asking.ask_match(window, _folder(window), window.work.open)


def open_dropped(window: MainWindow, paths: Sequence[Path]) -> None:
    """Open what was dropped: a match of one or several files, a project, or events of the open match."""
    events = [path for path in paths if path.suffix.lower() == ".json"]
    others = sorted(path for path in paths if path not in events)
    if others:
        window.work.open_all(others)
    elif window.document.is_open:
        for path in events:
            window.work.read_events(path)
    else:
        window.notices.show_notice("error", window.tr("Open the match first, then its predictions or truth."))


def ask_and_save_as(window: MainWindow) -> None:
    """Ask for a name and go on under it."""
    path = window.document.path
    if path is None:
        return
    kinds = window.tr("Projects") + " (*.rmsnet)"
    asking.ask_target(window, window.tr("Save the project as"), path, kinds, window.work.save_as)


def ask_and_locate(window: MainWindow) -> None:
    """Ask where the match file is now."""
    missing = window.document.missing
    if missing is not None:
        asking.ask_moved_match(window, _folder(window), missing.name, window.work.locate)


def ask_and_add(window: MainWindow) -> None:
    """Ask for a further file of the match."""
    asking.ask_further(window, _folder(window), window.work.add_source)


def ask_clocks(window: MainWindow) -> None:
    """Ask which half each match file is, and its match clock."""
    document = window.document
    dialog = ClocksDialog(document.project.sources, window.playback.index, window.playback.time, window)
    dialog.clock_chosen.connect(lambda index, half, offset: commands.set_clock(document, index, half, offset))
    dialog.clock_corrected.connect(partial(commands.correct_clock, document))
    dialog.open()


def ask_events(window: MainWindow) -> None:
    """Ask for a file of predictions or truth and read it."""
    asking.ask_events(window, _folder(window), window.work.read_events)


def take_events(window: MainWindow, given: GivenEvents, truth: bool) -> None:
    """Measure against truth, or review predictions, and say what was left out."""
    if truth:
        window.document.take_truth(given)
        window.action["quality"].setChecked(True)
    else:
        window.document.take_predictions(given)
    left = []
    if given.unknown:
        words = ", ".join(sorted(set(given.unknown)))
        left.append(window.tr("{0} events of labels unknown here ({1})").format(len(given.unknown), words))
    if given.outside:
        left.append(window.tr("{0} events outside the match's files").format(given.outside))
    if left:
        text = window.tr("{0}: left out {1}.").format(given.path.name, window.tr(" and ").join(left))
        window.notices.show_notice("given", text)


def read_truth_again(window: MainWindow) -> None:
    """Another model may have other labels: the truth is read in their words."""
    truth = window.document.truth
    if truth is not None and truth.labels != window.document.project.label_set:
        window.work.read_events(truth.path)


def ask_and_choose_model(window: MainWindow) -> None:
    """Ask for a checkpoint and analyse with it."""
    asking.ask_model(window, None, lambda path: use_model(window, path))


def use_model(window: MainWindow, path: Path | None) -> None:
    """Analyse with a checkpoint from now on; None is the bundled one."""
    try:
        model = path or bundled_model()
    except CheckpointError as error:
        window.show_error(error)
        return
    window.settings = replace(window.settings, model=str(path or ""))
    window.settings_file.save(window.settings)
    places = window.work.places
    window.work.analyse_again(Places(model, path is None, places.cache, places.backups))


def ask_and_export(window: MainWindow, kind: str = REEL) -> None:
    """Ask what to export and how, then where to."""
    from app.core.interchange import FORMATS

    if window.document.path is None:
        return
    order = window.work.export_order(window.document.path)

    def preview() -> str:
        try:
            return lossless_words(order)
        except RmsNetError as error:
            return str(error)

    hand_offs = [(name, form.title) for name, form in FORMATS.items()]
    dialog = ExportDialog(ExportChoice(kind, window.work.export_options), hand_offs, preview, window)
    dialog.chosen.connect(lambda choice: _ask_place(window, choice))
    dialog.open()


def _ask_place(window: MainWindow, choice: ExportChoice) -> None:
    from app.core.interchange import FORMATS

    window.work.export_options = choice.options
    path, work = window.document.path, window.work
    if path is None:
        return
    if choice.kind == CLIPS:
        title = window.tr("Export the clips to")
        asking.ask_folder(window, title, path.parent, lambda folder: work.export_clips(folder, choice.options))
        return
    if choice.kind == REEL:
        suggested, kinds = path.with_name(f"{path.stem} highlights.mp4"), "MP4 (*.mp4)"
        answer = partial(work.export_reel, options=choice.options)
    else:
        form = FORMATS[choice.kind]
        suggested, kinds = path.with_name(f"{path.stem} {choice.kind}{form.suffix}"), f"{form.title} (*{form.suffix})"
        answer = partial(work.export_hand_off, kind=choice.kind, options=choice.options)
    asking.ask_target(window, window.tr("Export"), suggested, kinds, answer)


def ask_and_export_clips(window: MainWindow) -> None:
    """Ask how the clips look, then for a folder."""
    ask_and_export(window, CLIPS)


def ask_and_go(window: MainWindow) -> None:
    """Ask for a time and go there."""

    def go(text: str) -> None:
        source = window.playback.source
        if source is None:
            return
        try:
            if window.notation is Notation.FRAME and text.strip().isdigit():
                frame = min(int(text), len(source.table) - 1)
                window.playback.seek(source.table.time_of(frame))
            else:
                window.playback.seek(float(parse_time(text, window.notation, source.info.rate)))
        except OptionError as error:
            window.show_error(error)

    asking.ask_text(window, window.tr("Go to time"), window.tr("Time:"), playhead_text(window), go)


def ask_padding(window: MainWindow) -> None:
    """Ask how much is kept around each label's events."""
    document = window.document
    dialog = PaddingDialog(document.labels, document.project.reel, window)
    dialog.padding_chosen.connect(lambda label, padding: commands.set_padding(document, label, padding))
    dialog.open()


def zoom_to_event(window: MainWindow) -> None:
    """Show the chosen event's surroundings, else the playhead's."""
    chosen = window.document.chosen_events()
    place = window.playback_place if not chosen else window.document.axis.place(chosen[0].source, chosen[0].time)
    window.timeline.show_range(place - EVENT_SECONDS / 2, place + EVENT_SECONDS / 2)


def next_notation(window: MainWindow) -> None:
    """Write times in the next of the four notations."""
    every = list(Notation)
    window.notation = every[(every.index(window.notation) + 1) % len(every)]
    window.settings = replace(window.settings, notation=window.notation.value)
    window.settings_file.save(window.settings)
    show_time(window, window.playback.time)


def tell_model(window: MainWindow) -> None:
    """Say what the model was trained on, and offer another one."""
    model = window.document.project.model
    text = window.tr("No match was analysed yet.")
    if model is not None:
        is_own = bool(model.fingerprint) and model.path is None
        text = window.tr("The model that comes with the application") if is_own else model.name
    details = (in_words(model.trained_on) + "\n\n" if model else "") + window.tr(
        "For broadcasts, use a checkpoint of your own (File, Choose a model), or train one as docs/training.md says."
    )
    box = asking.tell(window, window.tr("About the model"), text, details)
    choose = box.addButton(window.tr("Choose a model..."), box.ButtonRole.ActionRole)
    choose.clicked.connect(lambda: ask_and_choose_model(window))


def _folder(window: MainWindow) -> Path | None:
    recent = window.settings_file.recent
    return window.document.path.parent if window.document.path else (recent[0].path.parent if recent else None)
