"""Every command of the window in one table: menus, buttons, shortcuts, tooltips and the cheat sheet come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

MENUS = ("file", "edit", "play", "event", "reel", "view", "help")
MENU_TITLES = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "edit": QT_TRANSLATE_NOOP("actions", "&Edit"),
    "play": QT_TRANSLATE_NOOP("actions", "&Play"),
    "event": QT_TRANSLATE_NOOP("actions", "E&vent"),
    "reel": QT_TRANSLATE_NOOP("actions", "&Reel"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
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


_N = QT_TRANSLATE_NOOP
_A = "actions"
_SPECS = (
    # file
    _spec("open", "file", _N(_A, "&Open..."), _N(_A, "Open a match or a project"), "Ctrl+O", icon="open"),
    _spec("open_sample", "file", _N(_A, "Open the &sample match"), _N(_A, "Try everything on a rendered match")),
    _spec("save", "file", _N(_A, "&Save now"), _N(_A, "Save the project now; it also saves itself"), "Ctrl+S",
          needs="match", starts_group=True),
    _spec("save_as", "file", _N(_A, "Save &as..."), _N(_A, "Save the project under another name"), "Ctrl+Shift+S",
          needs="match"),
    _spec("locate", "file", _N(_A, "&Locate the match file..."), _N(_A, "Find a match file that was moved"),
          needs="match"),
    _spec("choose_model", "file", _N(_A, "Choose a &model..."), _N(_A, "Analyse with another checkpoint"),
          starts_group=True),
    _spec("analyse", "file", _N(_A, "&Analyse"), _N(_A, "Look for events in the match"), needs="match"),
    _spec("settings", "file", _N(_A, "Se&ttings..."), _N(_A, "Change how the application behaves"), "Ctrl+,",
          starts_group=True),
    _spec("close_match", "file", _N(_A, "&Close the match"), _N(_A, "Close the match; its project is saved"), "Ctrl+W",
          needs="match", starts_group=True),
    _spec("quit", "file", _N(_A, "&Quit"), _N(_A, "Save and leave"), "Ctrl+Q"),
    # edit
    _spec("undo", "edit", _N(_A, "&Undo"), _N(_A, "Take the last edit back"), "Ctrl+Z", icon="undo"),
    _spec("redo", "edit", _N(_A, "&Redo"), _N(_A, "Do it again"), "Ctrl+Shift+Z Ctrl+Y", icon="redo"),
    _spec("select_all", "edit", _N(_A, "Select &all events"), _N(_A, "Select every event in the table"), "Ctrl+A",
          needs="match", starts_group=True),
    _spec("find", "edit", _N(_A, "&Find events..."), _N(_A, "Filter the table by text"), "Ctrl+F", needs="match"),
    # play
    _spec("play", "play", _N(_A, "&Play or pause"), _N(_A, "Play or pause"), "Space", icon="play", needs="match"),
    _spec("pause", "play", _N(_A, "Pa&use"), _N(_A, "Pause; stops the shuttle"), "K", needs="match"),
    _spec("shuttle_back", "play", _N(_A, "Shuttle &backwards"), _N(_A, "Play backwards; again for faster"), "J",
          icon="back", needs="match"),
    _spec("shuttle_on", "play", _N(_A, "Shuttle &forwards"), _N(_A, "Play; again for faster"), "L", icon="forward",
          needs="match"),
    _spec("frame_back", "play", _N(_A, "One frame back"), _N(_A, "Step one frame back"), "Left ,", icon="frame-back",
          needs="match", starts_group=True),
    _spec("frame_on", "play", _N(_A, "One frame on"), _N(_A, "Step one frame on"), "Right .", icon="frame-on",
          needs="match"),
    _spec("second_back", "play", _N(_A, "One second back"), _N(_A, "Jump one second back"), "Shift+Left", needs="match"),
    _spec("second_on", "play", _N(_A, "One second on"), _N(_A, "Jump one second on"), "Shift+Right", needs="match"),
    _spec("ten_back", "play", _N(_A, "Ten seconds back"), _N(_A, "Jump ten seconds back"), "Ctrl+Left", needs="match"),
    _spec("ten_on", "play", _N(_A, "Ten seconds on"), _N(_A, "Jump ten seconds on"), "Ctrl+Right", needs="match"),
    _spec("to_start", "play", _N(_A, "To the start"), _N(_A, "Go to the first frame"), "Home", icon="start",
          needs="match"),
    _spec("to_end", "play", _N(_A, "To the end"), _N(_A, "Go to the last frame"), "End", icon="end", needs="match"),
    _spec("go_to", "play", _N(_A, "&Go to time..."), _N(_A, "Type a time to go to"), "G", needs="match",
          starts_group=True),
    _spec("play_around", "play", _N(_A, "Play &around the event"), _N(_A, "Play the selected event's clip once"), "/",
          needs="event"),
    _spec("loop", "play", _N(_A, "&Loop the clip"), _N(_A, "Play the selected event's clip again and again"), "Ctrl+L",
          is_checkable=True, needs="match"),
    _spec("mute", "play", _N(_A, "&Mute"), _N(_A, "Switch the sound off or on"), "Ctrl+M", icon="sound",
          is_checkable=True),
    # event
    _spec("previous_event", "event", _N(_A, "&Previous event"), _N(_A, "Go to the event before"), "Up", needs="match"),
    _spec("next_event", "event", _N(_A, "&Next event"), _N(_A, "Go to the event after"), "Down", needs="match"),
    _spec("accept", "event", _N(_A, "&Accept and go on"), _N(_A, "Accept and go to the next undecided event"),
          "Return Enter", icon="accept", needs="event", starts_group=True),
    _spec("reject", "event", _N(_A, "&Reject and go on"), _N(_A, "Reject and go to the next undecided event"),
          "Delete Backspace", icon="reject", needs="event"),
    _spec("release", "event", _N(_A, "&Back to automatic"), _N(_A, "Forget what you decided about the event"),
          "Ctrl+Backspace", needs="event"),
    _spec("add_event", "event", _N(_A, "A&dd an event here"), _N(_A, "Add an event at the playhead"), "M", icon="add",
          needs="match", starts_group=True),
    _spec("nudge_back", "event", _N(_A, "Nudge a frame back"), _N(_A, "Move the event one frame back"), "Alt+Left",
          needs="event"),
    _spec("nudge_on", "event", _N(_A, "Nudge a frame on"), _N(_A, "Move the event one frame on"), "Alt+Right",
          needs="event"),
    _spec("move_here", "event", _N(_A, "Move to the playhead"), _N(_A, "Move the event to the playhead"), "Alt+M",
          needs="event"),
    _spec("merge", "event", _N(_A, "M&erge the selected"), _N(_A, "Make one event of the selected ones"), "Ctrl+E",
          needs="event"),
    _spec("remove", "event", _N(_A, "Re&move"), _N(_A, "Remove events you added, reject the others"), "Shift+Delete",
          needs="event"),
    _spec("edit_note", "event", _N(_A, "Edit the &note"), _N(_A, "Write a note"), "F2", needs="event"),
    *(
        _spec(f"label_{n}", "", _N(_A, "Label") + f" {n}", _N(_A, "Give the event this label"), str(n), needs="event")
        for n in range(1, 10)
    ),
    # reel
    _spec("clip_in", "reel", _N(_A, "Clip &in here"), _N(_A, "Start the selected clip at the playhead"), "I",
          icon="in", needs="event"),
    _spec("clip_out", "reel", _N(_A, "Clip &out here"), _N(_A, "End the selected clip after this frame"), "O",
          icon="out", needs="event"),
    _spec("clip_reset", "reel", _N(_A, "&Reset the clip"), _N(_A, "Give the clip its label's padding again"),
          "Shift+I", needs="event"),
    _spec("toggle_reel", "reel", _N(_A, "&Put in the reel or take out"), _N(_A, "Put the event into the reel, or take "
          "it out"), "R", needs="event"),
    _spec("preview", "reel", _N(_A, "&Preview the reel"), _N(_A, "Play the reel as it will be cut"), "P",
          icon="preview", needs="match", starts_group=True),
    _spec("export", "reel", _N(_A, "&Export the reel..."), _N(_A, "Write the reel as one MP4"), "E", icon="export",
          needs="match"),
    _spec("export_clips", "reel", _N(_A, "Export the &clips..."), _N(_A, "Write every clip as a file of its own"),
          "Shift+E", needs="match"),
    # view
    _spec("zoom_event", "view", _N(_A, "&Zoom to the event"), _N(_A, "Show the event's surroundings"), "Z",
          needs="match"),
    _spec("zoom_all", "view", _N(_A, "Show the &whole match"), _N(_A, "Show the whole match"), "Shift+Z",
          needs="match"),
    _spec("zoom_in", "view", _N(_A, "Zoom in"), _N(_A, "Zoom in around the playhead"), "Ctrl+= Ctrl++",
          needs="match"),
    _spec("zoom_out", "view", _N(_A, "Zoom out"), _N(_A, "Zoom out around the playhead"), "Ctrl+-", needs="match"),
    _spec("raw_votes", "view", _N(_A, "&Raw votes"), _N(_A, "Draw the votes per frame, as the paper does"), "V",
          is_checkable=True, starts_group=True),
    _spec("timecode", "view", _N(_A, "Next &timecode notation"), _N(_A, "Clock, SMPTE, seconds or frame"), "T"),
    _spec("full_screen", "view", _N(_A, "&Full screen"), _N(_A, "Show the window on the whole screen"), "F11",
          is_checkable=True, starts_group=True),
    _spec("reset_layout", "view", _N(_A, "Reset the &layout"), _N(_A, "Put every panel back in its place")),
    # help
    _spec("cheat_sheet", "help", _N(_A, "&Keyboard"), _N(_A, "Show every shortcut"), "F1"),
    _spec("about_model", "help", _N(_A, "About the &model"), _N(_A, "What the model was trained on")),
    _spec("copy_report", "help", _N(_A, "&Copy a report"), _N(_A, "Copy versions and recent messages for a bug "
          "report")),
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


def _make(parent: QObject, spec: ActionSpec, keys: tuple[str, ...]) -> QAction:
    action = QAction(translated(spec.text), parent)
    action.setObjectName(spec.name)
    action.setIconText(plain(spec.text))
    action.setCheckable(spec.is_checkable)
    sequences = [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys]
    action.setShortcuts(sequences)
    tip = translated(spec.tooltip)
    shown = sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""
    action.setToolTip(f"{tip} ({shown})" if shown else tip)
    action.setStatusTip(tip)
    action.setWhatsThis(tip)
    return action
