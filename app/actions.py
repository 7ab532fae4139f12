"""Every command of the window in one table: menus, buttons, shortcuts, tooltips and the cheat sheet come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

MENUS = ("file", "edit", "play", "event", "reel", "view", "help")
MENU_TITLES = {
    "file": "&File",
    "edit": "&Edit",
    "play": "&Play",
    "event": "E&vent",
    "reel": "&Reel",
    "view": "&View",
    "help": "&Help",
}


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command.

    Attributes:
        name: what the code calls it.
        menu: key of ``MENUS``; "" for commands that only a key or a button starts.
        text: as a menu shows it.
        tooltip: one sentence on what it does.
        keys: shortcuts in portable form; the first is shown.
        icon: file name in resources/icons without ending, "" for none.
        is_checkable: whether it is on or off.
        needs: what must be there: "" nothing, "match" an open match, "event" a selected event.
        starts_group: whether a line is drawn above it in its menu.
    """

    name: str
    menu: str
    text: str
    tooltip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    is_checkable: bool = False
    needs: str = ""
    starts_group: bool = False


def _spec(name: str, menu: str, text: str, tooltip: str, keys: str = "", **more: object) -> ActionSpec:
    return ActionSpec(name, menu, text, tooltip, tuple(keys.split()), **more)  # type: ignore[arg-type]


_SPECS = (
    # file
    _spec("open", "file", "&Open...", "Open a match or a project", "Ctrl+O", icon="open"),
    _spec("open_sample", "file", "Open the sa&mple match", "Try everything on a rendered match"),
    _spec("save", "file", "&Save now", "Save the project now; it also saves itself", "Ctrl+S",
          needs="match", starts_group=True),
    _spec("save_as", "file", "Save &as...", "Save the project under another name", "Ctrl+Shift+S",
          needs="match"),
    _spec("locate", "file", "&Locate the match file...", "Find a match file that was moved",
          needs="match"),
    _spec("add_source", "file", "A&dd the next half or file...", "Add a further file of the same match",
          "Ctrl+Shift+O", needs="match"),
    _spec("match_clock", "file", "&Halves and match clock...", "Say which half each file is, and its clock",
          needs="match"),
    _spec("open_predictions", "file", "Open &predictions...", "Review events that another program found",
          needs="match", starts_group=True),
    _spec("open_truth", "file", "Open the tr&uth...", "Measure the events against annotations (Labels.json)",
          needs="match"),
    _spec("choose_model", "file", "Choose a mod&el...", "Analyse with another checkpoint",
          starts_group=True),
    _spec("analyse", "file", "A&nalyse", "Look for events in the match", needs="match"),
    _spec("analyse_again", "file", "Analyse a&gain", "Look anew, as the settings say; what you decided on stays",
          needs="match"),
    _spec("settings", "file", "Se&ttings...", "Change how the application behaves", "Ctrl+,",
          starts_group=True),
    _spec("close_match", "file", "&Close the match", "Close the match; its project is saved", "Ctrl+W",
          needs="match", starts_group=True),
    _spec("quit", "file", "&Quit", "Save and leave", "Ctrl+Q"),
    # edit
    _spec("undo", "edit", "&Undo", "Take the last edit back", "Ctrl+Z", icon="undo"),
    _spec("redo", "edit", "&Redo", "Do it again", "Ctrl+Shift+Z Ctrl+Y", icon="redo"),
    _spec("select_all", "edit", "Select &all events", "Select every event in the table", "Ctrl+A",
          needs="match", starts_group=True),
    _spec("find", "edit", "&Find events...", "Filter the table by text", "Ctrl+F", needs="match"),
    # play
    _spec("play", "play", "&Play or pause", "Play or pause", "Space", icon="play", needs="match"),
    _spec("pause", "play", "Pa&use", "Pause; stops the shuttle", "K", needs="match"),
    _spec("shuttle_back", "play", "Shuttle &backwards", "Play backwards; again for faster", "J",
          icon="back", needs="match"),
    _spec("shuttle_on", "play", "Shuttle &forwards", "Play; again for faster", "L", icon="forward",
          needs="match"),
    _spec("frame_back", "play", "One frame back", "Step one frame back", "Left ,", icon="frame-back",
          needs="match", starts_group=True),
    _spec("frame_on", "play", "One frame on", "Step one frame on", "Right .", icon="frame-on",
          needs="match"),
    _spec("second_back", "play", "One second back", "Jump one second back", "Shift+Left", needs="match"),
    _spec("second_on", "play", "One second on", "Jump one second on", "Shift+Right", needs="match"),
    _spec("ten_back", "play", "Ten seconds back", "Jump ten seconds back", "Ctrl+Left", needs="match"),
    _spec("ten_on", "play", "Ten seconds on", "Jump ten seconds on", "Ctrl+Right", needs="match"),
    _spec("to_start", "play", "To the start", "Go to the first frame", "Home", icon="start",
          needs="match"),
    _spec("to_end", "play", "To the end", "Go to the last frame", "End", icon="end", needs="match"),
    _spec("go_to", "play", "&Go to time...", "Type a time to go to", "G", needs="match",
          starts_group=True),
    _spec("play_around", "play", "Play &around the event", "Play the selected event's clip once", "/",
          needs="event"),
    _spec("loop", "play", "&Loop the clip", "Play the selected event's clip again and again", "Ctrl+L",
          is_checkable=True, needs="match"),
    _spec("mute", "play", "&Mute", "Switch the sound off or on", "Ctrl+M", icon="sound",
          is_checkable=True),
    # event
    _spec("previous_event", "event", "&Previous event", "Go to the event before", "Up", needs="match"),
    _spec("next_event", "event", "&Next event", "Go to the event after", "Down", needs="match"),
    _spec("accept", "event", "&Accept and go on", "Accept and go to the next undecided event",
          "Return Enter", icon="accept", needs="event", starts_group=True),
    _spec("reject", "event", "&Reject and go on", "Reject and go to the next undecided event",
          "Delete Backspace", icon="reject", needs="event"),
    _spec("release", "event", "&Back to automatic", "Forget what you decided about the event",
          "Ctrl+Backspace", needs="event"),
    _spec("add_event", "event", "A&dd an event here", "Add an event at the playhead", "M", icon="add",
          needs="match", starts_group=True),
    _spec("nudge_back", "event", "Nudge a frame back", "Move the event one frame back", "Alt+Left",
          needs="event"),
    _spec("nudge_on", "event", "Nudge a frame on", "Move the event one frame on", "Alt+Right",
          needs="event"),
    _spec("move_here", "event", "Move to the playhead", "Move the event to the playhead", "Alt+M",
          needs="event"),
    _spec("merge", "event", "M&erge the selected", "Make one event of the selected ones", "Ctrl+E",
          needs="event"),
    _spec("remove", "event", "Re&move", "Remove events you added, reject the others", "Shift+Delete",
          needs="event"),
    _spec("edit_note", "event", "Edit the n&ote", "Write a note", "F2", needs="event"),
    *(
        _spec(f"label_{n}", "", "Label" + f" {n}", "Give the event this label", str(n), needs="event")
        for n in range(1, 10)
    ),
    # reel
    _spec("clip_in", "reel", "Clip &in here", "Start the selected clip at the playhead", "I",
          icon="in", needs="event"),
    _spec("clip_out", "reel", "Clip &out here", "End the selected clip after this frame", "O",
          icon="out", needs="event"),
    _spec("clip_reset", "reel", "&Reset the clip", "Give the clip its label's padding again",
          "Shift+I", needs="event"),
    _spec("toggle_reel", "reel", "P&ut in the reel or take out", "Put the event into the reel, or take "
          "it out", "R", needs="event"),
    _spec("preview", "reel", "&Preview the reel", "Play the reel as it will be cut", "P",
          icon="preview", needs="match", starts_group=True),
    _spec("export", "reel", "&Export the reel...", "Write the reel as one MP4", "E", icon="export",
          needs="match"),
    _spec("export_clips", "reel", "Export the &clips...", "Write every clip as a file of its own",
          "Shift+E", needs="match"),
    # view
    _spec("zoom_event", "view", "&Zoom to the event", "Show the event's surroundings", "Z",
          needs="match"),
    _spec("zoom_all", "view", "Show the &whole match", "Show the whole match", "Shift+Z",
          needs="match"),
    _spec("zoom_in", "view", "Zoom in", "Zoom in around the playhead", "Ctrl+= Ctrl++",
          needs="match"),
    _spec("zoom_out", "view", "Zoom out", "Zoom out around the playhead", "Ctrl+-", needs="match"),
    _spec("quality", "view", "&Quality", "Precision, recall and what was missed, against the truth", "Q",
          is_checkable=True, needs="match", starts_group=True),
    _spec("moments", "view", "&Moments", "What may be worth showing, ranked, with its reasons; again for the events",
          "Shift+M", needs="match"),
    _spec("thresholds", "view", "Set a &threshold", "Put the keyboard into the first label's threshold; Tab for the "
          "next, Escape to leave", "Ctrl+T", needs="match"),
    _spec("raw_votes", "view", "&Raw votes", "Draw the votes per frame, as the paper does", "V",
          is_checkable=True),
    _spec("timecode", "view", "Next time&code notation", "Clock, SMPTE, seconds or frame", "T"),
    _spec("full_screen", "view", "&Full screen", "Show the window on the whole screen", "F11",
          is_checkable=True, starts_group=True),
    _spec("reset_layout", "view", "Reset the &layout", "Put every panel back in its place"),
    # help
    _spec("cheat_sheet", "help", "&Keyboard", "Show every shortcut", "F1"),
    _spec("about_model", "help", "About the &model", "What the model was trained on"),
    _spec("copy_report", "help", "&Copy a report", "Copy versions and recent messages for a bug "
          "report"),
)  # fmt: skip

SPECS: Mapping[str, ActionSpec] = {spec.name: spec for spec in _SPECS}

Actions = Mapping[str, QAction]


def translated(text: str) -> str:
    """A text of the table in the person's language."""
    return QCoreApplication.translate("actions", text)


def plain(text: str) -> str:
    """A menu text without its mnemonic mark and dots."""
    return translated(text).replace("&", "").removesuffix("...")


def make_actions(parent: QObject, keys: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, QAction]:
    """An action per entry of the table.

    Args:
        parent: the window.
        keys: shortcuts that a person changed, by name.
    """
    return {name: _make(parent, spec, (keys or {}).get(name, spec.keys)) for name, spec in SPECS.items()}


def keys_in_force(changed: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Every command's shortcuts, those that a person changed in place of its own."""
    return {name: changed.get(name, spec.keys) for name, spec in SPECS.items()}


def owner_of(keys: Mapping[str, tuple[str, ...]], wanted: str, besides: str) -> str | None:
    """Which other command has a shortcut, None when it is free."""
    sequence = QKeySequence(wanted, QKeySequence.SequenceFormat.PortableText)
    for name, own in keys.items():
        if name != besides and any(QKeySequence(k, QKeySequence.SequenceFormat.PortableText) == sequence for k in own):
            return name
    return None


def set_keys(actions: Actions, changed: Mapping[str, tuple[str, ...]]) -> None:
    """Give every action its shortcuts, and name the first one in its tooltip."""
    for name, keys in keys_in_force(changed).items():
        _set_keys(actions[name], SPECS[name], keys)


def own_keys(action: QAction) -> list[QKeySequence]:
    """An action's shortcuts, also while a text field has them."""
    return list(action.data())


def _make(parent: QObject, spec: ActionSpec, keys: tuple[str, ...]) -> QAction:
    action = QAction(translated(spec.text), parent)
    action.setObjectName(spec.name)
    action.setIconText(plain(spec.text))
    action.setCheckable(spec.is_checkable)
    tip = translated(spec.tooltip)
    action.setStatusTip(tip)
    action.setWhatsThis(tip)
    _set_keys(action, spec, keys)
    return action


def _set_keys(action: QAction, spec: ActionSpec, keys: tuple[str, ...]) -> None:
    sequences = [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys]
    action.setShortcuts(sequences)
    action.setData(sequences)
    tip = translated(spec.tooltip)
    shown = sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""
    action.setToolTip(f"{tip} ({shown})" if shown else tip)
