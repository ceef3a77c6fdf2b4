"""The style sheet: the little that Fusion and a palette cannot say."""

from __future__ import annotations

from pathlib import Path

from ui.desktop.theme import Colours, mix

LOOK = Path(__file__).resolve().parents[2] / "resources" / "look"
"""Arrows and ticks, which a style sheet takes from files."""


def style_sheet(colours: Colours, *, line: int = 16) -> str:
    """No rule touches the document view: it paints itself. `line` is the height of a line of words, in pixels: icons
    and handles grow with it."""
    c = colours
    hover, edge = mix(c.raised, c.accent, 0.10), mix(c.border, c.muted, 0.35)
    pressed, icon = mix(c.raised, c.accent, 0.2), max(16, line)
    off, mark = mix(c.muted, c.window, 0.3), mix(c.muted, c.base, 0.25)
    title = round(line * 0.86)  # of panels
    box, arrow, look = max(14, line - 2), max(10, line * 5 // 8), LOOK.as_posix()
    return f"""
QMainWindow::separator {{ background: {c.window}; width: 5px; height: 5px; }}
QMainWindow::separator:hover {{ background: {mix(c.window, c.accent, 0.4)}; }}
QToolBar {{ background: {c.window}; border: 0; border-bottom: 1px solid {c.border}; padding: 3px 6px; spacing: 3px; }}
QToolBar::separator {{ background: {c.border}; width: 1px; margin: 5px 4px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; }}
QToolButton:hover {{ background: {hover}; border-color: {c.border}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed}; border-color: {c.accent}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton#qt_toolbar_ext_button {{ padding: 0; width: 22px; background: {hover}; border-color: {edge}; }}
QPushButton {{ background: {c.raised}; border: 1px solid {edge}; border-radius: 5px; padding: 5px 14px;
    icon-size: {icon}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border-color: {c.accent}; }}
QPushButton:default {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton:default:hover {{ background: {mix(c.accent, c.on_accent, 0.12)}; }}
QPushButton:default:focus {{ border-color: {c.text}; }}
QPushButton:disabled {{ background: {c.window}; color: {off}; border-color: {c.border}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton[kind="plain"] {{ padding: 4px 6px; }}
QPushButton[kind="start"] {{ text-align: left; padding: {max(9, line * 2 // 3)}px 16px; }}
QLabel[kind="panel"] {{ font-size: {title}px; }}
QToolButton[kind="panel"] {{ padding: 2px; icon-size: {max(14, title)}px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {c.border}; padding-top: 6px; }}
QTabBar::tab {{ background: transparent; color: {c.muted}; padding: 6px 12px; border: 0;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:focus {{ color: {c.accent}; }}
QStatusBar {{ background: {c.window}; border-top: 1px solid {c.border}; color: {c.muted}; }}
QStatusBar::item {{ border: 0; }}
QHeaderView {{ background: {c.window}; }}
QHeaderView::section {{ background: {c.window}; color: {c.muted}; border: 0; border-bottom: 1px solid {c.border};
    padding: 4px 8px; font-weight: normal; }}
QListView, QTreeView, QTableView {{ border: 1px solid {c.border}; border-radius: 5px; outline: 0; }}
QListView::item, QTreeView::item, QTableView::item {{ padding: 3px 4px; }}
QListView:focus, QTreeView:focus, QTableView:focus {{ border-color: {c.accent}; }}
QLineEdit, QTextEdit, QDockWidget QPlainTextEdit, QPlainTextEdit[kind="field"] {{ background: {c.base};
    border: 1px solid {edge}; border-radius: 5px; padding: 3px 6px;
    selection-background-color: {c.selection}; selection-color: {c.text}; }}
QLineEdit:focus, QTextEdit:focus, QDockWidget QPlainTextEdit:focus, QPlainTextEdit[kind="field"]:focus {{
    border-color: {c.accent}; }}
QComboBox, QAbstractSpinBox {{ background: {c.raised}; border: 1px solid {edge}; border-radius: 5px; padding: 3px 6px;
    min-height: {line}px; selection-background-color: {c.selection}; selection-color: {c.text}; }}
QComboBox:editable, QAbstractSpinBox {{ background: {c.base}; }}
QComboBox:hover {{ background: {hover}; }}
QComboBox:focus, QAbstractSpinBox:focus {{ border-color: {c.accent}; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {off}; border-color: {c.border}; background: {c.window}; }}
QComboBox::drop-down {{ border: 0; width: {line + 6}px; }}
QComboBox::down-arrow {{ image: url("{look}/down-{c.scheme}.svg"); width: {line}px; height: {line}px; }}
QComboBox QAbstractItemView {{ background: {c.base}; border: 1px solid {edge}; border-radius: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: {line + 2}px; background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url("{look}/up-{c.scheme}.svg"); width: {arrow}px; height: {arrow}px; }}
QAbstractSpinBox::down-arrow {{ image: url("{look}/down-{c.scheme}.svg"); width: {arrow}px; height: {arrow}px; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator, QListView::indicator, QTreeView::indicator {{ width: {box}px; height: {box}px;
    border: 1px solid {mark}; border-radius: 4px; background: {c.base}; }}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {{ background: {c.accent};
    border-color: {c.accent}; image: url("{look}/check-{c.scheme}.svg"); }}
QCheckBox::indicator:focus {{ border-color: {c.accent}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.border}; padding: 4px 0; icon-size: {icon}px; }}
QMenu::item {{ padding: 4px {line}px 4px 8px; }}
QMenu::item:selected {{ background: {c.selection}; color: {c.text}; }}
QMenu::item:disabled {{ color: {off}; }}
QMenu::separator {{ background: {c.border}; height: 1px; margin: 4px 0; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator:non-exclusive {{ width: {box}px; height: {box}px; margin-left: 8px; border: 1px solid {mark};
    border-radius: 4px; background: {c.base}; }}
QMenu::indicator:non-exclusive:checked {{ background: {c.accent}; border-color: {c.accent};
    image: url("{look}/check-{c.scheme}.svg"); }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: 0; border-radius: 0; padding: 0; background: transparent; }}
QFrame#messageBar {{ background: {mix(c.window, c.warning, 0.12)}; border: 0;
    border-bottom: 1px solid {mix(c.border, c.warning, 0.5)}; }}
QFrame#documentCodes {{ border: 0; border-bottom: 1px solid {c.border}; }}
QFrame#documentCodes QToolButton {{ border-color: {c.border}; border-radius: {line // 2 + 3}px; padding: 2px 8px; }}
QFrame#documentCodes QToolButton:focus, QFrame#documentCodes QToolButton:checked {{ border-color: {c.accent}; }}
QLabel[kind="quiet"] {{ color: {c.muted}; }}
QLabel[kind="bad"] {{ color: {c.bad}; }}
QScrollBar {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {mix(c.muted, c.window, 0.35)}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QTableCornerButton::section {{ background: {c.window}; border: 0; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border}; padding: 4px 6px; }}
"""
