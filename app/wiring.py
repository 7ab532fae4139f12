"""Who hears whom: every connection between views, document, playback and work, in one place each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app import asking, commands
from app.core.bundled import bundled_model
from app.core.timecode import Notation, format_clock, format_time, parse_time
from app.menus import name_label_actions, set_icons
from app.sample_match import open_sample
from app.theme import tones
from app.views.cheat_sheet import CheatSheet
from app.views.padding_dialog import PaddingDialog
from app.work import Places
from rmsnet.errors import CheckpointError, OptionError

if TYPE_CHECKING:
    from app.main_window import MainWindow

EVENT_SECONDS = 40.0
"""Seconds that zooming to an event shows."""


def connect_everything(window: MainWindow) -> None:
    """Make all connections of a window."""
    _connect_actions(window)
    _connect_document(window)
    _connect_work(window)
    _connect_playback(window)
    _connect_timeline(window)
    _connect_panels(window)


def _connect_actions(window: MainWindow) -> None:
    review, playback, work, timeline = window.review, window.playback, window.work, window.timeline
    stack = window.document.undo_stack
    handlers = {
        "open": partial(ask_and_open, window),
        "open_sample": partial(open_sample, window),
        "save": work.save_now,
        "save_as": partial(ask_and_save_as, window),
        "locate": partial(ask_and_locate, window),
        "choose_model": partial(ask_and_choose_model, window),
        "analyse": work.analyse,
        "close_match": work.close,
        "quit": window.close,
        "undo": stack.undo,
        "redo": stack.redo,
        "select_all": window.events_panel.select_all,
        "find": window.events_panel.focus_search,
        "play": playback.toggle,
        "pause": playback.pause,
        "shuttle_back": lambda: playback.shuttle(-1),
        "shuttle_on": lambda: playback.shuttle(1),
        "frame_back": lambda: playback.step(-1),
        "frame_on": lambda: playback.step(1),
        "second_back": lambda: playback.seek(playback.time - 1),
        "second_on": lambda: playback.seek(playback.time + 1),
        "ten_back": lambda: playback.seek(playback.time - 10),
        "ten_on": lambda: playback.seek(playback.time + 10),
        "to_start": lambda: playback.seek(0),
        "to_end": lambda: playback.seek(float("inf") if playback.source is None else playback.source.table.duration),
        "go_to": partial(ask_and_go, window),
        "play_around": review.play_around,
        "previous_event": lambda: review.go(-1),
        "next_event": lambda: review.go(1),
        "accept": review.accept,
        "reject": review.reject,
        "release": review.release,
        "add_event": review.add,
        "nudge_back": lambda: review.nudge(-1),
        "nudge_on": lambda: review.nudge(1),
        "move_here": review.move_here,
        "merge": review.merge,
        "remove": review.remove,
        "edit_note": lambda: window.events_panel.edit_note(window.document.selection[0]),
        "clip_in": review.clip_in,
        "clip_out": review.clip_out,
        "clip_reset": review.reset_clip,
        "toggle_reel": review.toggle_reel,
        "preview": review.preview,
        "export": partial(ask_and_export, window),
        "export_clips": partial(ask_and_export_clips, window),
        "zoom_event": partial(zoom_to_event, window),
        "zoom_all": timeline.show_all,
        "zoom_in": lambda: timeline.zoom(0.5, playback.time),
        "zoom_out": lambda: timeline.zoom(2.0, playback.time),
        "timecode": partial(next_notation, window),
        "reset_layout": window.reset_layout,
        "cheat_sheet": lambda: CheatSheet(window.action, window).open(),
        "about_model": partial(tell_model, window),
        "copy_report": window.copy_report,
    }
    for name, handler in handlers.items():
        window.action[name].triggered.connect(lambda _=False, do=handler: do())
    for number in range(1, 10):
        window.action[f"label_{number}"].triggered.connect(
            lambda _=False, index=number - 1: review.relabel(window.document.labels[index])
        )
    window.action["mute"].toggled.connect(playback.set_muted)
    window.action["mute"].toggled.connect(lambda _: refresh_icons(window))
    window.action["raw_votes"].toggled.connect(timeline.set_raw)
    window.action["loop"].toggled.connect(lambda on: review.play_around(True) if on else playback.pause())
    window.action["full_screen"].toggled.connect(lambda on: window.showFullScreen() if on else window.showNormal())


def _connect_document(window: MainWindow) -> None:
    document = window.document
    document.opened.connect(partial(_show_opened, window))
    document.closed.connect(partial(_show_closed, window))
    document.model_changed.connect(partial(_show_model, window))
    document.curves_grown.connect(lambda: window.timeline.set_curves(document.curves))
    document.thresholds_changed.connect(partial(_show_thresholds, window))
    document.events_changed.connect(partial(_show_events, window))
    document.reel_changed.connect(partial(_show_reel, window))
    document.selected.connect(partial(_show_selection, window))
    stack = document.undo_stack
    stack.canUndoChanged.connect(window.action["undo"].setEnabled)
    stack.canRedoChanged.connect(window.action["redo"].setEnabled)
    undo, redo = window.action["undo"], window.action["redo"]
    stack.undoTextChanged.connect(lambda text: undo.setText(window.tr("&Undo {0}").format(text).strip()))
    stack.redoTextChanged.connect(lambda text: redo.setText(window.tr("&Redo {0}").format(text).strip()))


def _connect_work(window: MainWindow) -> None:
    work, jobs = window.work, window.jobs
    jobs.job_started.connect(window.jobs_panel.add)
    jobs.job_ended.connect(window.jobs_panel.settle)
    jobs.job_started.connect(lambda _: window.refresh_actions())
    jobs.job_ended.connect(lambda _: window.refresh_actions())
    window.jobs_panel.retry_asked.connect(window.retry)
    work.failed.connect(window.show_error)
    work.warned.connect(lambda subject, text: window.notices.show_notice(subject, text))
    work.opened.connect(partial(_start_playing_ready, window))
    work.analysis_progressed.connect(lambda step: window.device_label.setText(step.model.device))
    work.analysis_ended.connect(partial(_show_no_events, window))
    work.saved.connect(lambda: window.saved_label.setText(window.tr("Saved")))
    work.exported.connect(partial(_tell_exported, window))
    window.document.project_changed.connect(lambda: window.saved_label.setText(window.tr("Saving...")))


def _connect_playback(window: MainWindow) -> None:
    playback, player = window.playback, window.player
    playback.picture_changed.connect(player.stage.set_picture)
    playback.moved.connect(partial(_show_time, window))
    playback.playing_changed.connect(lambda _: refresh_icons(window))
    playback.playing_changed.connect(lambda _: player.show_speed(playback.speed))
    playback.fell_back.connect(partial(_tell_fallback, window))
    player.volume_changed.connect(playback.set_volume)
    player.notation_asked.connect(partial(next_notation, window))
    window.review.event_shown.connect(window.timeline.centre)
    window.review.ask_order = window.events_panel.shown_ids
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.focusChanged.connect(window.follow_focus)


def _connect_timeline(window: MainWindow) -> None:
    document, plot = window.document, window.timeline.plot
    plot.drag_began.connect(partial(_begin_gesture, window))
    plot.threshold_dragged.connect(lambda label, value: commands.set_threshold(document, label, value, window.gesture))
    window.timeline.threshold_typed.connect(lambda label, value: commands.set_threshold(document, label, value))
    plot.event_dragged.connect(lambda name, time: commands.move(document, name, time, window.gesture))
    plot.clip_dragged.connect(lambda name, a, b: commands.trim_clip(document, name, a, b, window.gesture))
    plot.event_clicked.connect(
        lambda name, more: window.review.toggle_choice(name) if more else window.review.choose([name])
    )
    plot.time_clicked.connect(window.playback.seek)


def _connect_panels(window: MainWindow) -> None:
    document, reel = window.document, window.reel_panel
    window.events_panel.chosen.connect(window.review.choose)
    window.events_model.noted.connect(lambda name, text: commands.annotate(document, name, text))
    window.events_model.put_in_reel.connect(lambda name, on: commands.put_in_reel(document, [name], on))
    reel.order_chosen.connect(lambda order: commands.set_order(document, order))
    reel.length_chosen.connect(lambda seconds: commands.set_target_length(document, seconds))
    reel.labels_chosen.connect(lambda labels: commands.choose_labels(document, labels))
    reel.merging_chosen.connect(lambda on: commands.set_merging(document, on))
    reel.padding_asked.connect(partial(ask_padding, window))
    reel.clip_chosen.connect(lambda name: window.review.choose([name]))
    window.notices.answered.connect(partial(_answer, window))
    window.empty_page.recent_chosen.connect(window.work.open)


# What the document says


def _show_opened(window: MainWindow) -> None:
    document = window.document
    window.notices.clear()
    assert document.path is not None
    name = document.source.path.name if document.source else document.path.name
    window.setWindowTitle(name)
    window.show_match(True)
    sources = document.project.sources
    duration = document.source.info.duration if document.source else (sources[0].duration if sources else 0.0)
    window.timeline.set_duration(duration)
    window.events_model.set_clock(lambda event: f"{event_clock(window, event.source, event.time)}")
    if document.source is not None:
        window.player.stage.set_pixel_aspect(float(document.source.info.sample_aspect))
        for number, warning in enumerate(document.source.info.warnings):
            window.notices.show_notice(f"source-{number}", warning)
    if document.missing is not None:
        _tell_missing(window)
    window.refresh_actions()


def _show_closed(window: MainWindow) -> None:
    from PySide6.QtGui import QImage

    window.playback.close()
    window.player.stage.set_picture(QImage())
    window.player.stage.set_notice("")
    window.notices.clear()
    window.saved_label.clear()
    window.device_label.clear()
    window.setWindowTitle("RMS-Net Highlights")
    window.show_match(False)
    window.empty_page.set_recent(window.settings_file.recent)
    window.refresh_actions()


def _show_model(window: MainWindow) -> None:
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
        window.badge.setText(model.trained_on or model.name)
    _show_thresholds(window)
    window.timeline.set_events(document.events)
    _show_reel(window)


def _show_thresholds(window: MainWindow) -> None:
    project = window.document.project
    window.timeline.set_thresholds({label: project.threshold(label) for label in window.document.labels})
    _show_no_events(window)


def _show_events(window: MainWindow) -> None:
    events = window.document.events
    window.events_model.set_events(events)
    window.timeline.set_events(events)
    _show_no_events(window)
    window.refresh_actions()


def _show_reel(window: MainWindow) -> None:
    document = window.document
    clips = document.reel.clips
    in_reel = {clip.event_id for clip in clips} | {merged for clip in clips for merged in clip.merged_ids}
    window.events_model.set_in_reel(frozenset(name for name in in_reel if name))
    window.reel_panel.show_reel(document.reel, document.project.reel, document.labels)
    window.reel_panel.select(document.selection)
    window.timeline.set_clips(clips)
    window.refresh_actions()


def _show_selection(window: MainWindow, ids: tuple[str, ...]) -> None:
    window.events_panel.select(ids)
    window.timeline.set_selection(ids)
    window.reel_panel.select(ids)
    window.refresh_actions()


def _show_no_events(window: MainWindow) -> None:
    """Say which threshold would show the first event, when none reaches its own."""
    document = window.document
    if not document.is_analysed or document.events:
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


def _start_playing_ready(window: MainWindow) -> None:
    source = window.document.source
    if source is not None:
        window.settings_file.add_recent(source.path)
        window.playback.open(source.path)
        window.playback.set_source(source)
        _show_time(window, 0.0)


def _show_time(window: MainWindow, time: float) -> None:
    document = window.document
    length = format_clock(document.source.info.duration, 0) if document.source else ""
    window.player.show_time(playhead_text(window), length)
    window.timeline.set_playhead(time, window.playback.is_playing)


def playhead_text(window: MainWindow) -> str:
    """The playhead in the person's notation; frames are those of the table."""
    playback, document = window.playback, window.document
    if window.notation is Notation.FRAME:
        return str(playback.frame)
    if document.source is None:
        return format_time(0.0, window.notation, document.project.sources[0].frame_rate if document.is_open else 25)  # type: ignore[arg-type]
    if window.notation is Notation.SMPTE:
        from app.core.timecode import format_smpte

        return format_smpte(playback.frame, document.source.info.rate)
    return format_time(playback.time, window.notation, document.source.info.rate)


def event_clock(window: MainWindow, source: int, time: float) -> str:
    """An event's time for the table: the match clock where the half is known, else the file's time."""
    entry = window.document.project.sources[source]
    return entry.clock(time) if entry.half is not None else format_clock(time, 1)


def refresh_icons(window: MainWindow) -> None:
    """Show play or pause, sound or silence."""
    muted = window.action["mute"].isChecked()
    set_icons(window.action, tones(window.palette()), window.playback.is_playing, muted)


def _tell_fallback(window: MainWindow, reason: str) -> None:
    text = window.tr("{0} Still frames are shown instead; analysis and export work as usual.").format(f"{reason} ")
    window.player.stage.set_notice(text.replace("  ", " "))


def _tell_missing(window: MainWindow) -> None:
    missing = window.document.missing
    text = window.tr("{0} is not where it was. Events can be reviewed; to play and export, locate the file.")
    window.notices.show_notice("missing", text.format(missing), (("locate", window.tr("Locate...")),))


def _tell_exported(window: MainWindow, results: tuple[object, ...]) -> None:
    paths = [Path(str(getattr(result, "path", ""))) for result in results]
    if not paths:
        return
    where = str(paths[0]) if len(paths) == 1 else window.tr("{0} files in {1}").format(len(paths), paths[0].parent)
    window.exported_folder = paths[0].parent
    window.notices.show_notice(
        "exported", window.tr("Exported {0}").format(where), (("folder", window.tr("Show in folder")),)
    )


def _begin_gesture(window: MainWindow) -> None:
    window.gesture = commands.new_gesture()


def _answer(window: MainWindow, subject: str, answer: str) -> None:
    window.notices.drop(subject)
    if answer == "locate":
        ask_and_locate(window)
    elif answer == "lower":
        label, level = window.first_level
        commands.set_threshold(window.document, label, level)
    elif answer == "folder":
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(window.exported_folder)))


# Ask, then do


def ask_and_open(window: MainWindow) -> None:
    """Ask for a match and open it."""
    asking.ask_match(window, _folder(window), window.work.open)


def ask_and_save_as(window: MainWindow) -> None:
    """Ask for a name and go on under it."""
    assert window.document.path is not None
    kinds = window.tr("Projects") + " (*.rmsnet)"
    asking.ask_target(window, window.tr("Save the project as"), window.document.path, kinds, window.work.save_as)


def ask_and_locate(window: MainWindow) -> None:
    """Ask where the match file is now."""
    missing = window.document.missing
    if missing is not None:
        asking.ask_moved_match(window, _folder(window), missing.name, window.work.locate)


def ask_and_choose_model(window: MainWindow) -> None:
    """Ask for a checkpoint and analyse with it."""
    asking.ask_model(window, None, lambda path: use_model(window, path))


def use_model(window: MainWindow, path: Path | None) -> None:
    """Analyse with a checkpoint from now on; None is the bundled one."""
    from dataclasses import replace

    try:
        model = path or bundled_model()
    except CheckpointError as error:
        window.show_error(error)
        return
    window.settings = replace(window.settings, model=str(path or ""))
    window.settings_file.save(window.settings)
    places = window.work.places
    window.work.analyse_again(Places(model, path is None, places.cache, places.backups))


def ask_and_export(window: MainWindow) -> None:
    """Ask for a file and write the reel."""
    assert window.document.path is not None
    suggested = window.document.path.with_name(f"{window.document.path.stem} highlights.mp4")
    asking.ask_target(window, window.tr("Export the reel"), suggested, "MP4 (*.mp4)", window.work.export_reel)


def ask_and_export_clips(window: MainWindow) -> None:
    """Ask for a folder and write the clips."""
    asking.ask_folder(window, window.tr("Export the clips to"), _folder(window) or Path(), window.work.export_clips)


def ask_and_go(window: MainWindow) -> None:
    """Ask for a time and go there."""

    def go(text: str) -> None:
        try:
            source = window.document.source
            assert source is not None
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
    time = chosen[0].time if chosen else window.playback.time
    window.timeline.show_range(time - EVENT_SECONDS / 2, time + EVENT_SECONDS / 2)


def next_notation(window: MainWindow) -> None:
    """Write times in the next of the four notations."""
    from dataclasses import replace

    every = list(Notation)
    window.notation = every[(every.index(window.notation) + 1) % len(every)]
    window.settings = replace(window.settings, notation=window.notation.value)
    window.settings_file.save(window.settings)
    _show_time(window, window.playback.time)


def tell_model(window: MainWindow) -> None:
    """Say what the model was trained on, and offer another one."""
    model = window.document.project.model
    text = model.name if model else window.tr("No match was analysed yet.")
    details = (model.trained_on + "\n\n" if model else "") + window.tr(
        "For broadcasts, use a checkpoint of your own (File, Choose a model), or train one as docs/training.md says."
    )
    box = asking.tell(window, window.tr("About the model"), text, details)
    choose = box.addButton(window.tr("Choose a model..."), box.ButtonRole.ActionRole)
    choose.clicked.connect(lambda: ask_and_choose_model(window))


def _folder(window: MainWindow) -> Path | None:
    recent = window.settings_file.recent
    return window.document.path.parent if window.document.path else (recent[0].parent if recent else None)
