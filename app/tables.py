"""How the window's tables look: rows that are chosen whole, heads over their columns, room for every head."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

HEAD_MARGINS = 16
"""Pixels beside the words of a head: what the style sheet pads, and some air."""


def dress_table(
    table: QTableView, model: QAbstractItemModel, letters: Mapping[int, int], wide: int, height: int
) -> None:
    """Give a table its model and looks.

    Args:
        table: to dress.
        model: what it shows.
        letters: least width of columns by section, in average letters; a longer head, in another language, widens it.
        wide: the section that takes what is left.
        height: of a row in pixels.
    """
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(height)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    metrics = table.fontMetrics()
    arrow = HEAD_MARGINS if table.isSortingEnabled() else 0
    for section, count in letters.items():
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        needed = metrics.horizontalAdvance(words) + HEAD_MARGINS + arrow
        header.resizeSection(section, max(count * metrics.averageCharWidth() + 12, needed))
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
