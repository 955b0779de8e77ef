"""The cards that are pinned over the drawing: opened by a click, kept, typed into, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from core.session.document import Checked
from core.session.patch import Patch
from guiapp.canvas.card import Card, inside
from guiapp.canvas.edit import Edit
from guiapp.canvas.numbers import Place, switch, tr, words_of
from guiapp.canvas.scene import CanvasScene
from guiapp.theme import Theme

MOST = 6
APART = QPoint(18, 20)


class Typist(Protocol):
    """Who takes typed numbers and edits."""

    @property
    def checked(self) -> Checked: ...

    def type_number(self, text: str, patch: Patch, merge: str | None = None) -> None: ...

    def seal(self) -> None: ...


class Cards:
    """Cards over `area`, about what `scene` shows. A new one takes the place of those that are not kept."""

    def __init__(
        self, scene: CanvasScene, desk: Typist, make: Callable[[Edit | None], None], area: QWidget, home: QWidget
    ) -> None:
        self._scene, self._desk, self._make, self._area, self._home = scene, desk, make, area, home
        self.cards: list[Card] = []
        self._typed: dict[Place, float] = {}
        """What numbers were before somebody began to type."""

    def toggle(self, place: Place, at: QPoint) -> None:
        """A click: show the card of this number, or put it away."""
        found = self.of(place)
        if found is not None:
            self.close(found)
        else:
            self.open(place, at)

    def of(self, place: Place) -> Card | None:
        return next((card for card in self.cards if card.place == place), None)

    def open(self, place: Place, at: QPoint, *, focus: bool = False) -> Card:
        """The card of a number, near a place of the area."""
        card = self.of(place)
        if card is None:
            loose = [one for one in self.cards if not one.keep.isChecked()]
            for old in [*loose, *self.cards[: max(0, len(self.cards) - len(loose) - MOST + 1)]]:
                self.close(old)
            card = Card(place, self._scene.theme, self._area)
            card.edited.connect(lambda value, card=card: self._on_edited(card, value))
            card.settled.connect(lambda card=card: self._on_settled(card))
            card.switched.connect(lambda card=card: self._switch(card.place))
            card.closed.connect(lambda card=card: self._dismiss(card))
            self.cards.append(card)
            self._fill(card)
            card.move(inside(at + APART, card.sizeHint(), self._area.size()))
            card.show()
        card.raise_()
        if focus:
            card.take_focus()
        return card

    def close(self, card: Card) -> None:
        if card in self.cards:
            self.cards.remove(card)
            card.hide()
            card.deleteLater()

    def close_all(self) -> bool:
        """Whether there were any."""
        found = list(self.cards)
        for card in found:
            self.close(card)
        return bool(found)

    def _dismiss(self, card: Card) -> None:
        self.close(card)
        self._home.setFocus()

    def refresh(self) -> None:
        """The numbers of the moment; cards of what is gone go too."""
        for card in list(self.cards):
            if card.place.there(self._scene.drawing):
                self._fill(card)
                card.move(inside(card.pos(), card.size(), self._area.size()))
            else:
                self._typed.pop(card.place, None)
                self.close(card)

    def set_theme(self, theme: Theme) -> None:
        for card in self.cards:
            card.set_theme(theme)

    def _fill(self, card: Card) -> None:
        text = words_of(self._scene, card.place)
        off = card.place.switched_off(self._desk.checked.project)
        card.show_numbers(text, card.place.value(self._scene.weights), off, typed=card.place in self._typed)

    def _switch(self, place: Place) -> None:
        self._make(switch(self._desk.checked.project, place, place.value(self._scene.weights)))

    def _on_edited(self, card: Card, value: float) -> None:
        """Every change goes to the network at once; all until the person is done are one step of undo."""
        place = card.place
        now = place.value(self._scene.weights)
        if now is None:
            return
        self._typed.setdefault(place, now)
        self._type(place, now, value, told=False)

    def _on_settled(self, card: Card) -> None:
        before = self._typed.pop(card.place, None)
        if before is not None:
            self._type(card.place, before, float(card.box.value()), told=True)
            self._desk.seal()

    def _type(self, place: Place, old: float, new: float, *, told: bool) -> None:
        text = tr("Type a weight") if place.weight else tr("Type a bias")
        self._desk.type_number(text, place.patch(old, new, told=told), f"type {place}")
