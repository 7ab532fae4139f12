"""Who hears whom: every connection between views, document, playback and work, in one place each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from app import commands, requests, showing
from app.sample_match import open_sample
from app.thumbnails import Thumbnails
from app.told import in_words
from app.views.cheat_sheet import CheatSheet
from app.views.settings_dialog import SettingsDialog
from app.views.thumbnail import Thumbnail

if TYPE_CHECKING:
    from app.main_window import MainWindow
    from app.views.timeline import Timeline

Handlers = dict[str, Callable[[], object]]


def connect_everything(window: MainWindow) -> None:
    """Make all connections of a window."""
    _connect_actions(window)
    _connect_document(window)
    _connect_work(window)
    _connect_playback(window)
    _connect_panels(window)
    _connect_moments(window)


def _connect_actions(window: MainWindow) -> None:
    handlers = {**_file_handlers(window), **_play_handlers(window), **_event_handlers(window), **_view_handlers(window)}
    for name, handler in handlers.items():
        window.action[name].triggered.connect(lambda _=False, do=handler: do())
    for number in range(1, 10):
        window.action[f"label_{number}"].triggered.connect(
            lambda _=False, index=number - 1: window.review.relabel(window.document.labels[index])
        )
    window.action["mute"].toggled.connect(window.playback.sound.setMuted)
    window.action["mute"].toggled.connect(lambda _: showing.refresh_icons(window))
    window.action["raw_votes"].toggled.connect(lambda on: window.timeline.set_raw(on))
    window.action["loop"].toggled.connect(lambda on: window.review.play_around(True) if on else window.playback.pause())
    window.action["quality"].toggled.connect(partial(showing.show_quality, window))
    window.action["full_screen"].toggled.connect(lambda on: window.showFullScreen() if on else window.showNormal())


def _file_handlers(window: MainWindow) -> Handlers:
    """File, edit and help."""
    work, stack = window.work, window.document.undo_stack
    return {
        "open": partial(requests.ask_and_open, window),
        "open_sample": partial(open_sample, window),
        "save": work.save_now,
        "save_as": partial(requests.ask_and_save_as, window),
        "locate": partial(requests.ask_and_locate, window),
        "add_source": partial(requests.ask_and_add, window),
        "match_clock": partial(requests.ask_clocks, window),
        "open_predictions": partial(requests.ask_events, window),
        "open_truth": partial(requests.ask_events, window),
        "choose_model": partial(requests.ask_and_choose_model, window),
        "analyse": work.analyse,
        "analyse_again": lambda: work.analyse_again(work.places),
        "settings": partial(_open_settings, window),
        "close_match": work.close,
        "quit": window.close,
        "undo": stack.undo,
        "redo": stack.redo,
        "select_all": window.events_panel.select_all,
        "find": window.events_panel.focus_search,
        "cheat_sheet": lambda: CheatSheet(window.action, window).open(),
        "about_model": partial(requests.tell_model, window),
        "copy_report": window.copy_report,
    }


def _open_settings(window: MainWindow) -> None:
    dialog = SettingsDialog(window.settings, window.settings_file.keys(), window.use_settings, window)
    dialog.keys.keys_changed.connect(window.use_keys)
    dialog.open()


def _play_handlers(window: MainWindow) -> Handlers:
    """Playing and going to places."""
    playback = window.playback
    return {
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
        "go_to": partial(requests.ask_and_go, window),
        "play_around": window.review.play_around,
    }


def _event_handlers(window: MainWindow) -> Handlers:
    """Events and the reel."""
    review = window.review
    return {
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
        "export": partial(requests.ask_and_export, window),
        "export_clips": partial(requests.ask_and_export_clips, window),
    }


def _view_handlers(window: MainWindow) -> Handlers:
    """What the window shows."""
    return {
        "zoom_event": partial(requests.zoom_to_event, window),
        "zoom_all": lambda: window.timeline.show_all(),
        "zoom_in": lambda: window.timeline.zoom(0.5, window.playback_place),
        "zoom_out": lambda: window.timeline.zoom(2.0, window.playback_place),
        "moments": partial(showing.switch_to_moments, window),
        "thresholds": lambda: window.timeline.focus_thresholds(),
        "timecode": partial(requests.next_notation, window),
        "reset_layout": window.reset_layout,
    }


def _connect_document(window: MainWindow) -> None:
    document = window.document
    document.opened.connect(partial(showing.show_opened, window))
    document.closed.connect(partial(showing.show_closed, window))
    document.sources_changed.connect(partial(showing.show_sources, window))
    document.model_changed.connect(partial(showing.show_model, window))
    document.curves_grown.connect(lambda: window.timeline.set_curves(document.curves))
    document.thresholds_changed.connect(partial(showing.show_thresholds, window))
    document.events_changed.connect(partial(showing.show_events, window))
    document.reel_changed.connect(partial(showing.show_reel, window))
    document.selected.connect(partial(showing.show_selection, window))
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
    work.warned.connect(lambda subject, text: window.notices.show_notice(subject, in_words(text)))
    work.opened.connect(partial(showing.start_player, window))
    work.source_read.connect(lambda further: commands.add_source(window.document, further))
    work.events_given.connect(partial(requests.take_events, window))
    work.analysis_progressed.connect(lambda step: showing.show_device(window, step.model.device))
    work.analysis_ended.connect(partial(showing.show_no_events, window))
    work.saved.connect(lambda: window.saved_label.setText(window.tr("Saved")))
    for signal in (work.opened, work.analyses_read, work.analysis_ended, work.source_read):
        signal.connect(lambda *_: window.listening.listen() if not work.is_busy else None)
    work.exported.connect(partial(showing.tell_exported, window))
    window.document.project_changed.connect(lambda: window.saved_label.setText(window.tr("Saving...")))


def _connect_playback(window: MainWindow) -> None:
    playback, player = window.playback, window.player
    playback.picture_changed.connect(player.stage.set_picture)
    playback.moved.connect(partial(showing.show_time, window))
    playback.source_changed.connect(partial(showing.show_file, window))
    playback.playing_changed.connect(lambda _: showing.refresh_icons(window))
    playback.playing_changed.connect(lambda _: player.show_speed(playback.speed))
    playback.fell_back.connect(partial(showing.tell_fallback, window))
    player.volume_changed.connect(playback.sound.setVolume)
    player.notation_asked.connect(partial(requests.next_notation, window))
    window.review.ask_order = window.events_panel.shown_ids
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.focusChanged.connect(window.follow_focus)


def connect_timeline(window: MainWindow, timeline: Timeline) -> None:
    """Connect the timeline, which is made with the first match."""
    document, plot = window.document, timeline.plot
    window.review.event_shown.connect(timeline.centre)
    plot.drag_began.connect(partial(_begin_gesture, window))
    plot.threshold_dragged.connect(lambda label, value: commands.set_threshold(document, label, value, window.gesture))
    timeline.threshold_typed.connect(lambda label, value: commands.set_threshold(document, label, value))
    plot.event_dragged.connect(partial(_move_event, window))
    plot.clip_dragged.connect(partial(_trim_clip, window))
    plot.event_clicked.connect(
        lambda name, more: window.review.toggle_choice(name) if more else window.review.choose([name])
    )
    plot.time_clicked.connect(partial(seek_place, window))
    window.listening.heard.connect(timeline.set_sound)
    thumbnails = Thumbnails(document, window.jobs, Thumbnail(timeline))
    timeline.overview.pointed_at.connect(partial(_show_frame, window, thumbnails, ("all", "overview")))
    timeline.pointed_at.connect(partial(_show_frame, window, thumbnails, ("all",)))
    for left in (timeline.overview.left, timeline.pointer_left):
        left.connect(thumbnails.hide)


def _show_frame(window: MainWindow, thumbnails: Thumbnails, where: tuple[str, ...], place: float, at: QPoint) -> None:
    """Show the frame one points at, where the settings want it."""
    if window.settings.thumbnails in where:
        thumbnails.point_at(place, at)


def _connect_panels(window: MainWindow) -> None:
    document, reel = window.document, window.reel_panel
    window.events_panel.chosen.connect(window.review.choose)
    window.events_model.noted.connect(lambda name, text: commands.annotate(document, name, text))
    window.events_model.put_in_reel.connect(lambda name, on: commands.put_in_reel(document, [name], on))
    reel.order_chosen.connect(lambda order: commands.set_order(document, order))
    reel.length_chosen.connect(lambda seconds: commands.set_target_length(document, seconds))
    reel.labels_chosen.connect(lambda labels: commands.choose_labels(document, labels))
    reel.merging_chosen.connect(lambda on: commands.set_merging(document, on))
    reel.padding_asked.connect(partial(requests.ask_padding, window))
    reel.clip_chosen.connect(lambda name: window.review.choose([name]))
    quality, measuring = window.quality_panel, window.measuring
    measuring.measured.connect(lambda figures: quality.show_quality(figures, document.labels))
    measuring.scored.connect(quality.show_evaluation)
    document.model_changed.connect(partial(requests.read_truth_again, window))
    document.truth_changed.connect(partial(showing.show_truth, window))
    quality.tolerance_chosen.connect(measuring.set_tolerance)
    quality.finding_chosen.connect(window.review.look_at)
    window.notices.answered.connect(partial(requests.answer_notice, window))
    window.menus["recent"].aboutToShow.connect(partial(showing.fill_recent, window))
    window.empty_page.recent_chosen.connect(window.work.open)


def _connect_moments(window: MainWindow) -> None:
    moments, panel = window.moments, window.moments_panel
    panel.chosen.connect(moments.show)
    panel.add_asked.connect(moments.add)
    panel.refuse_asked.connect(moments.refuse)
    panel.play_asked.connect(moments.play)
    panel.left.connect(partial(showing.leave_moments, window))
    moments.decided.connect(panel.go_on)
    moments.listed.connect(partial(showing.show_moments, window))
    moments.leading.connect(partial(showing.lead_with_moments, window))
    window.work.analysis_ended.connect(partial(showing.show_moments, window))
    window.jobs.job_started.connect(lambda _: showing.show_moments(window))
    window.docks["moments"].visibilityChanged.connect(panel.refresh)


def seek_place(window: MainWindow, place: float) -> None:
    """Go to a place of the match's axis."""
    source, time = window.document.axis.find(place)
    window.playback.seek(time, source)


def _move_event(window: MainWindow, event_id: str, place: float) -> None:
    event = window.document.find(event_id)
    if event is not None:
        time = window.document.axis.inside(event.source, place)
        commands.move(window.document, event_id, time, window.gesture)


def _trim_clip(window: MainWindow, event_id: str, start: float | None, end: float | None) -> None:
    event = window.document.find(event_id)
    if event is not None:
        axis, source = window.document.axis, event.source
        first, last = (None if place is None else axis.inside(source, place) for place in (start, end))
        commands.trim_clip(window.document, event_id, first, last, window.gesture)


def _begin_gesture(window: MainWindow) -> None:
    window.gesture = commands.new_gesture()
