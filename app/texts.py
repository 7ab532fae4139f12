"""Every text of the window, found in its source: what a catalogue must translate.

``python -m app.texts`` brings the catalogues in resources/translations up to date and compiles them, with Qt's own
lupdate and lrelease; translate what it reports as unfinished in ``rmsnet_LANGUAGE.ts`` and run it again.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.languages import LANGUAGES, catalogue_folder

ROOT = Path(__file__).resolve().parent
Text = tuple[str, str]
"""A context and a text in it, as Qt looks them up."""


def texts_of_window() -> set[Text]:
    """Context and text of everything that is shown."""
    found = set(_table_texts())
    for path in sorted(ROOT.glob("*.py")) + sorted(ROOT.glob("views/*.py")):
        found |= set(_texts_of(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def _texts_of(module: ast.Module) -> Iterator[Text]:
    own = _own_context(module)
    for node in module.body:
        context = node.name if isinstance(node, ast.ClassDef) else ""
        for call in ast.walk(node):
            if not isinstance(call, ast.Call) or len(call.args) != 1:
                continue
            text = call.args[0]
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                continue
            called = call.func
            if isinstance(called, ast.Attribute) and called.attr == "tr" and isinstance(called.value, ast.Name):
                yield context if called.value.id == "self" else "MainWindow", text.value
            elif isinstance(called, ast.Name) and called.id in ("tr", "translated") and own:
                yield own, text.value


def _own_context(module: ast.Module) -> str:
    """The context that a module's own ``tr`` or ``translated`` names, or that it imports from the actions."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name in ("tr", "translated"):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and isinstance(call.args[0] if call.args else None, ast.Constant):
                    return str(call.args[0].value)  # type: ignore[attr-defined]
    return "actions"


def _table_texts() -> Iterator[Text]:
    from app.actions import MENU_TITLES, SPECS
    from app.views.settings_dialog import FIELDS

    yield "QShortcut", "Home"  # Qt's own Italian shows an arrow
    for title in MENU_TITLES.values():
        yield "actions", title
    for spec in SPECS.values():
        yield "actions", spec.text
        yield "actions", spec.tooltip
    for field in FIELDS:
        for text in (field.text, field.help, *(text for _, text in field.choices)):
            yield "settings", text


def main() -> int:
    """Update and compile the catalogues; 1 when one is not complete."""
    tools = Path(sys.executable).parent
    lines = [f"QCoreApplication.translate({context!r}, {text!r})\n" for context, text in sorted(texts_of_window())]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.py"
        source.write_text("from PySide6.QtCore import QCoreApplication\n" + "".join(lines), encoding="utf-8")
        for language in LANGUAGES:
            catalogue = catalogue_folder() / f"rmsnet_{language}.ts"
            options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
            subprocess.run([tools / "pyside6-lupdate", *options, source, "-ts", catalogue], check=True)
            subprocess.run([tools / "pyside6-lrelease", catalogue, "-qm", catalogue.with_suffix(".qm")], check=True)
    unfinished = [
        path.name for path in catalogue_folder().glob("*.ts") if 'type="unfinished"' in path.read_text("utf-8")
    ]
    return 1 if unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
