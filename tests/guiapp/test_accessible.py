"""What a screen reader finds: every thing that can be used has a name, and the tab key reaches it.

The tree is written to build/accessible.txt, to be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guiapp.focus_ring import Ring
from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window

ROLE = QAccessible.Role
USED = {
    ROLE.Button, ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox, ROLE.Dial,
    ROLE.EditableText, ROLE.SpinBox, ROLE.Slider, ROLE.Tree, ROLE.Table, ROLE.PageTab, ROLE.Link, ROLE.MenuItem,
}  # fmt: skip
"""Roles of what is pressed, typed into or chosen from."""
SHOWN = 12
"""Rows of a list that are looked at."""
DEEP = 30
BUILD = Path(__file__).resolve().parents[2] / "build"


def walk(node: QAccessibleInterface, depth: int = 0) -> Iterator[tuple[int, QAccessibleInterface]]:
    yield depth, node
    for index in range(min(node.childCount(), SHOWN * 3) if depth < DEEP else 0):
        child = node.child(index)
        if child is not None and child.isValid():
            yield from walk(child, depth + 1)


def line(depth: int, node: QAccessibleInterface) -> str:
    name, about = (node.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description))
    return f"{'  ' * depth}{node.role().name} {name!r}" + (f" ({about})" if about else "")


def part_of_another(node: QAccessibleInterface) -> bool:
    """The field of a number and the list of a choice are spoken with the whole."""
    above = node.parent()
    return above is not None and above.role() in (ROLE.SpinBox, ROLE.ComboBox)


def nameless(node: QAccessibleInterface) -> bool:
    if node.state().invisible or node.role() not in USED or part_of_another(node):  # type: ignore[attr-defined]
        return False
    return not node.text(QAccessible.Text.Name).strip()


def open_all(window: MainWindow) -> Iterator[str]:
    """The window as it is, then with each panel in front."""
    app = QApplication.instance()
    assert app is not None
    for name in ("", *window.docks.docks):
        if name:
            window.docks.show(name)
        for _ in range(3):
            app.processEvents()
        yield name or "window"


def test_whatever_can_be_used_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    found: list[str] = []
    lines: list[str] = []
    with make_window(qtbot, tmp_path) as window:
        window.context.select("h1")
        for panel in open_all(window):
            tree = list(walk(QAccessible.queryAccessibleInterface(window)))
            lines = [line(*entry) for entry in tree]
            found += [f"{panel}: {line(0, node)} {type(node.object()).__name__}" for _, node in tree if nameless(node)]
    BUILD.mkdir(exist_ok=True)
    (BUILD / "accessible.txt").write_text("\n".join(lines) + "\n", "utf-8")
    assert len(lines) > 300
    assert sorted(set(found)) == []


def stops(window: MainWindow) -> list[QWidget]:
    """Where the tab key stops."""
    found = window.findChildren(QWidget)
    seen = [widget for widget in found if widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None]
    return [widget for widget in seen if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]


def called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}"


def test_what_takes_the_keyboard_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    """Also widgets that are painted, whose role says nothing."""
    found = set()
    with make_window(qtbot, tmp_path) as window:
        window.context.select("h1")
        for panel in open_all(window):
            for widget in stops(window):
                node = QAccessible.queryAccessibleInterface(widget)
                if not node.text(QAccessible.Text.Name).strip() and not part_of_another(node):
                    found.add(f"{panel}: {called(widget)}")
    assert sorted(found) == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_one_sees_where_the_keyboard_is(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    """Whatever takes the keyboard looks different while it has it."""
    alike, looked_at = set(), set()
    with make_window(qtbot, tmp_path) as window:
        window.activateWindow()
        window.set_theme(theme)
        window.context.select("h1")
        for panel in open_all(window):
            for widget in stops(window):
                if called(widget) in looked_at:
                    continue
                looked_at.add(called(widget))
                window.setFocus()
                without = widget.grab().toImage()
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                assert widget.hasFocus(), called(widget)
                if widget.grab().toImage() == without:
                    alike.add(f"{panel}: {called(widget)}")
    assert len(looked_at) > 60
    assert sorted(alike) == []


def test_the_ring_goes_with_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.activateWindow()
        next(open_all(window))
        view = window.network.view
        view.setFocus(Qt.FocusReason.TabFocusReason)
        assert [ring.geometry() for ring in view.findChildren(Ring)] == [view.rect()]
        window.top.play.setFocus()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert view.findChildren(Ring) == []


def test_the_tab_key_reaches_all(qtbot: QtBot, tmp_path: Path) -> None:
    """Every widget that takes the keyboard is in the one ring that the tab key goes round."""
    with make_window(qtbot, tmp_path) as window:
        for panel in open_all(window):
            ring, widget = set(), window.nextInFocusChain()
            while widget is not window:
                assert widget not in ring, panel
                ring.add(widget)
                widget = widget.nextInFocusChain()
            assert [called(stop) for stop in stops(window) if stop.window() is window and stop not in ring] == [], panel


def test_numbers_that_change_are_read_with_their_names(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        texts = [node.text(QAccessible.Text.Name) for _, node in walk(QAccessible.queryAccessibleInterface(window.top))]
        assert "Train loss –" in texts
        assert window.bar_below.doing.accessibleDescription() == window.bar_below.doing.toolTip() != ""
        window.context.take_engine("numpy", "")
        assert window.pump.threads == 1
        assert "1 thread" in window.top.engine.accessibleDescription()
