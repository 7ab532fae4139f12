"""What the views show when document, playback or work changed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.core.timecode import Notation, format_clock, format_smpte, format_time
from app.menus import name_label_actions, set_playback_icons
from app.theme import tones
from app.told import in_words, why_absent

if TYPE_CHECKING:
    from app.main_window import MainWindow


def show_opened(window: MainWindow) -> None:
    """A match was opened."""
    document = window.document
    window.notices.clear()
    if document.project.model is None:  # a new project is analysed where the settings say
        document.set_device(window.settings.device)
    named = document.source or document
    window.setWindowTitle(named.path.name if named.path else "")
    window.show_match(True)
    window.timeline.set_axis(document.axis, is_new=True)
    for source in document.sources:
        for number, warning in enumerate(source.info.warnings if source else ()):
            window.notices.show_notice(f"source-{source.path.name if source else ''}-{number}", warning)
    if document.missing is not None:
        tell_missing(window)
    show_device(window)
    window.refresh_actions()


def show_sources(window: MainWindow) -> None:
    """A match file was added or taken away, or its clock changed."""
    document = window.document
    if not document.is_open:
        return
    window.timeline.set_axis(document.axis)
    window.events_model.set_clock(lambda event: event_clock(window, event.source, event.time))
    window.moments.model.set_clock(lambda source, time: event_clock(window, source, time))
    window.quality_panel.findings.set_clock(lambda source, time: event_clock(window, source, time))
    window.reel_model.set_clock(lambda source, time: clip_clock(window, source, time))
    window.timeline.set_curves(document.curves)
    window.timeline.set_events(document.events)
    window.timeline.set_clips(document.reel.clips)
    if len(window.playback.sources) != len(document.sources):
        window.playback.set_sources(document.sources)
    show_time(window, window.playback.time)
    window.refresh_actions()


def show_device(window: MainWindow, name: str = "") -> None:
    """Name the processor that analyses; before one was used, what the settings ask for."""
    device = window.document.project.device if window.document.is_open else window.settings.device
    if device == "auto" and name:
        window.settings_file.fastest_device = name
    known = {
        "auto": window.settings_file.fastest_device or window.tr("Device: automatic"),
        "cpu": window.tr("CPU"),
        "cuda": window.tr("NVIDIA GPU"),
        "mps": window.tr("Apple GPU"),
    }
    window.device_label.setText(name or known[device])
    window.device_label.setToolTip(window.tr("Where matches are analysed; the settings change it"))


def fill_recent(window: MainWindow) -> None:
    """Fill the menu of recent matches; those that are not there any more are grey."""
    menu = window.menus["recent"]
    menu.clear()
    for match in window.settings_file.recent:
        action = menu.addAction(str(match.path))
        action.setEnabled(match.path.exists())
        action.triggered.connect(lambda _=False, path=match.path: window.work.open(path))
    menu.setEnabled(True)
    if menu.isEmpty():
        menu.addAction(window.tr("No match was opened yet")).setEnabled(False)


def show_file(window: MainWindow, index: int) -> None:
    """Playback went to another file of the match."""
    source = window.document.sources[index] if index < len(window.document.sources) else None
    if source is not None:
        window.player.stage.set_pixel_aspect(float(source.info.sample_aspect))
        show_time(window, window.playback.time)


def show_closed(window: MainWindow) -> None:
    """The match was closed."""
    window.playback.close()
    window.player.stage.set_picture(QImage())
    window.player.stage.set_notice("")
    window.notices.clear()
    window.front = "quality" if window.action["quality"].isChecked() else "events"
    window.jobs_panel.forget_ended()
    window.saved_label.clear()
    window.setWindowTitle("RMS-Net Highlights")
    window.show_match(False)
    window.empty_page.set_recent(window.settings_file.recent)
    show_device(window)
    window.refresh_actions()


def show_model(window: MainWindow) -> None:
    """Another model, with its labels."""
    document = window.document
    labels = document.labels
    window.timeline.set_labels(labels)
    window.timeline.set_curves(document.curves)
    window.show_labels()
    window.events_panel.set_labels(labels)
    name_label_actions(window.action, labels)
    model = document.project.model
    window.badge.setVisible(model is not None)
    if model is not None:
        window.badge.setText(in_words(model.trained_on) or model.name)
    show_thresholds(window)
    window.timeline.set_events(document.events)
    show_reel(window)


def show_thresholds(window: MainWindow) -> None:
    """Thresholds moved."""
    project = window.document.project
    window.timeline.set_thresholds({label: project.threshold(label) for label in window.document.labels})
    show_no_events(window)


def show_events(window: MainWindow) -> None:
    """Other events are there now."""
    events = window.document.events
    window.events_model.set_events(events)
    window.timeline.set_events(events)
    show_no_events(window)
    window.refresh_actions()


def show_reel(window: MainWindow) -> None:
    """The reel is another one."""
    document = window.document
    clips = document.reel.clips
    in_reel = {clip.event_id for clip in clips} | {merged for clip in clips for merged in clip.merged_ids}
    window.events_model.set_in_reel(frozenset(name for name in in_reel if name))
    window.reel_panel.show_reel(document.reel, document.project.reel, document.labels)
    window.reel_panel.select(document.selection)
    window.timeline.set_clips(clips)
    window.refresh_actions()


def show_truth(window: MainWindow) -> None:
    """Another truth, or none."""
    truth = window.document.truth
    tolerance = window.measuring.tolerance
    name, count = (truth.path.name, len(truth.events)) if truth else ("", 0)
    window.quality_panel.set_truth(name, count, tolerance)
    if window.document.is_open:
        window.timeline.set_truth(truth.events if truth else ())


def show_quality(window: MainWindow, on: bool) -> None:
    """Show or hide the quality panel, beside the events."""
    window.docks["quality"].setVisible(on and window.document.is_open)
    raise_panel(window, "quality" if on else "events")


def raise_panel(window: MainWindow, name: str) -> None:
    """Bring one of the panels that share a place to the front."""
    window.front = name
    window.docks[name].raise_()


def switch_to_moments(window: MainWindow) -> None:
    """Bring the moments to the front with the keyboard, or go back to the events."""
    if window.moments_panel.isAncestorOf(window.focusWidget()):  # also where the focus is on one of its buttons
        leave_moments(window)
    else:
        raise_panel(window, "moments")
        window.moments_panel.focus_table()


def leave_moments(window: MainWindow) -> None:
    """Go back to the events."""
    raise_panel(window, "events")
    window.events_panel.table.setFocus()


def show_moments(window: MainWindow) -> None:
    """The list of moments is another one, or why there is none."""
    window.moments_panel.show_reason(*why_no_moments(window))
    if not window.moments.are_leading:
        window.notices.drop("unfamiliar")


def lead_with_moments(window: MainWindow) -> None:
    """The model knows nothing of such footage: what the broadcast itself says comes to the front."""
    raise_panel(window, "moments")
    if window.moments.model.moments:
        text = window.tr(
            "This footage looks unlike what the model learned from: its events start hidden, and what the broadcast "
            "itself says leads. Moments lists it, the most promising first."
        )
    else:
        text = window.tr(
            "This footage looks unlike what the model learned from, so its events start hidden. Moments says why the "
            "broadcast itself told nothing."
        )
    window.notices.show_notice("unfamiliar", text, (("moments", window.tr("Go to the moments")),))


def why_no_moments(window: MainWindow) -> tuple[str, tuple[str, ...]]:
    """Why the list of moments is empty, in sentences, and the commands that mend it."""
    document = window.document
    model = document.project.model
    if model is not None and model.is_given:
        return window.tr("Predictions from a file bring no moments; an analysis of the match itself does."), (
            "analyse_again",
        )
    if window.work.is_busy:
        return window.tr("Moments are listed when the analysis is done."), ()
    if not document.is_analysed:
        return window.tr("The match was not analysed yet."), ("analyse",)
    absent = [part.absent for part in document.parts if part is not None and part.absent is not None]
    if not absent:
        text = window.tr(
            "Only the model's events were looked for. Have the score bug and the sound looked for, too (Settings, Also "
            "look for), then analyse again."
        )
        return text, ("settings", "analyse_again")
    sentences = [window.tr("Nothing was found that stands out."), *map(why_absent, absent)]
    if any("" in why.values() for why in absent):  # something was not looked for
        return " ".join(sentences), ("settings", "analyse_again")
    sentences.append(window.tr("Add events by hand while watching (M), or choose a model that knows such footage."))
    return " ".join(sentences), ("choose_model",)


def show_selection(window: MainWindow, ids: tuple[str, ...]) -> None:
    """Other events are selected."""
    window.events_panel.select(ids)
    window.timeline.set_selection(ids)
    window.reel_panel.select(ids)
    window.moments_panel.select(ids)
    window.refresh_actions()


def show_no_events(window: MainWindow) -> None:
    """Say which threshold would show the first event, when none reaches its own."""
    document = window.document
    # On footage that the model does not know, a lower threshold would show what means nothing.
    if not document.is_analysed or document.events or window.moments.are_leading:
        window.notices.drop("no-events")
        return
    levels = {label: document.candidates.threshold_showing_one(label) for label in document.labels}
    known = {label: level for label, level in levels.items() if level is not None}
    if not known:
        window.notices.show_notice("no-events", window.tr("The model saw nothing that could be an event."))
        return
    label = max(known, key=lambda name: known[name])
    text = window.tr("No event reaches its threshold. Lowering {0} to {1} would show the first one.")
    level = int(known[label] * 100) / 100
    window.first_level = (label, level)
    window.notices.show_notice("no-events", text.format(label, f"{level:.2f}"), (("lower", window.tr("Show it")),))


# What work and playback say


def start_player(window: MainWindow) -> None:
    """Load the match into the player."""
    document = window.document
    if document.source is not None:
        several = len(document.sources) > 1 and document.path is not None
        window.settings_file.add_recent(document.path if several and document.path else document.source.path)
        window.playback.open(document.sources)
        show_time(window, 0.0)


def show_time(window: MainWindow, time: float) -> None:
    """The playhead moved."""
    document = window.document
    source, index = window.playback.source, window.playback.index
    length = f"/ {format_clock(source.info.duration, 0)}" if source else ""
    if source is not None and index < len(document.project.sources) and document.project.sources[index].has_clock:
        length = document.project.sources[index].clock(time)
    window.player.show_time(playhead_text(window), length)
    window.timeline.set_playhead(document.axis.place(index, time), window.playback.is_playing)


def playhead_text(window: MainWindow) -> str:
    """The playhead in the person's notation; frames are those of the table."""
    playback = window.playback
    if window.notation is Notation.FRAME:
        return str(playback.frame)
    if playback.source is None:
        return format_time(0.0, window.notation, Fraction(25))
    if window.notation is Notation.SMPTE:
        return format_smpte(playback.frame, playback.source.info.rate)
    return format_time(playback.time, window.notation, playback.source.info.rate)


def event_clock(window: MainWindow, source: int, time: float) -> str:
    """An event's time for the table: the match clock where the half is known, else the file's time."""
    entry = window.document.project.sources[source]
    if entry.has_clock:
        return entry.clock(time)
    clock = format_clock(time, 1)
    return clock if len(window.document.project.sources) == 1 else f"{source + 1} - {clock}"


def clip_clock(window: MainWindow, source: int, time: float) -> str:
    """A clip's in or out point: the match clock where the half is known, with hundredths."""
    entry = window.document.project.sources[source]
    if not entry.has_clock:
        return format_clock(time, 2)
    return f"{entry.clock(time)}.{int(time * 100 + 1e-6) % 100:02}"


def refresh_icons(window: MainWindow) -> None:
    """Show play or pause, sound or silence."""
    muted = window.action["mute"].isChecked()
    set_playback_icons(window.action, tones(window.palette()), window.playback.is_playing, muted)


def tell_fallback(window: MainWindow, reason: str) -> None:
    """The player cannot decode the match."""
    text = window.tr("{0} Still frames are shown instead; analysis and export work as usual.").format(f"{reason} ")
    window.player.stage.set_notice(text.replace("  ", " "))


def tell_missing(window: MainWindow) -> None:
    """The match file is not where it was."""
    missing = window.document.missing
    text = window.tr("{0} is not where it was. Events can be reviewed; to play and export, locate the file.")
    window.notices.show_notice("missing", text.format(missing), (("locate", window.tr("Locate...")),))


def tell_exported(window: MainWindow, results: tuple[object, ...]) -> None:
    """Files were written."""
    paths = [Path(str(getattr(result, "path", ""))) for result in results]
    if not paths:
        return
    where = str(paths[0]) if len(paths) == 1 else window.tr("{0} files in {1}").format(len(paths), paths[0].parent)
    window.exported_folder = paths[0].parent
    text = window.tr("Exported {0}").format(where)
    problems = list(dict.fromkeys(sentence for result in results for sentence in problems_of(result)))
    checked = [found for result in results if (found := getattr(result, "verification", None)) is not None]
    if problems:
        text = ". ".join([text, " ".join(problems)])
    elif checked:
        frames = sum(found.frames for found in checked)
        text += window.tr(": {0} frames checked, first and last of each clip and the sound as planned").format(frames)
    window.notices.show_notice("exported", text, (("folder", window.tr("Show in folder")),))


def problems_of(result: object) -> Sequence[str]:
    """What a finished export has to say."""
    told: Sequence[str] = result.problems() if hasattr(result, "problems") else ()
    return told
