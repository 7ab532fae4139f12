"""Every text of the window is in every catalogue, translated, and compiled as it is written."""

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QLabel

from app.actions import MENUS, SPECS
from app.languages import LANGUAGES, catalogue_folder, chosen_language, install_language
from app.texts import texts_of_window


def entries(language):
    tree = ET.parse(catalogue_folder() / f"rmsnet_{language}.ts")  # noqa: S314 - our own file
    return {
        (context.findtext("name"), message.findtext("source")): message.find("translation")
        for context in tree.iter("context")
        for message in context.iter("message")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_every_text_and_nothing_else(language):
    found = entries(language)
    assert set(found) == texts_of_window(), "run python -m app.texts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_unfinished_and_placeholders_are_kept(language):
    for (context, source), translation in entries(language).items():
        assert translation.get("type") is None and translation.text, (context, source)
        assert sorted(re.findall(r"{\w*}", translation.text)) == sorted(re.findall(r"{\w*}", source)), source
        assert translation.text.endswith("...") == source.endswith("..."), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_the_same(qapp, language):
    translator = QTranslator()
    assert translator.load(str(catalogue_folder() / f"rmsnet_{language}.qm"))
    for (context, source), translation in entries(language).items():
        assert translator.translate(context, source) == translation.text


def test_the_window_speaks_italian(qapp, make_window):
    before = set(qapp.findChildren(QTranslator))
    assert install_language(qapp, "it") == "it"
    try:
        window = make_window()
        assert window.action["accept"].text() == "&Accetta e prosegui"
        assert "Trascina qui una partita" in [label.text() for label in window.empty_page.findChildren(QLabel)]
        assert window.docks["quality"].windowTitle() == "Qualità"
        titles = [action.text() for action in window.menuBar().actions()]
        marks = [title[title.index("&") + 1].casefold() for title in titles]
        assert len(set(marks)) == len(marks), f"menus share a key: {titles}"
    finally:
        for translator in set(qapp.findChildren(QTranslator)) - before:
            qapp.removeTranslator(translator)


def test_an_unknown_language_is_english():
    assert chosen_language("tlh") == "en"
    assert chosen_language("it") == "it"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("menu", MENUS)
def test_no_two_entries_of_a_menu_share_a_key(language, menu):
    found = entries(language)
    texts = [found["actions", spec.text].text for spec in SPECS.values() if spec.menu == menu]
    texts += [found["actions", "Open &recent"].text] if menu == "file" else []
    marks = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(set(marks)) == len(marks), texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_fields_of_the_export_dialog_share_a_key(language):
    texts = [text.text for (context, _), text in entries(language).items() if context == "ExportDialog"]
    marks = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(set(marks)) == len(marks), texts
