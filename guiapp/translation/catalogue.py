"""The window in another language, from the .ts files that pyside6-lupdate keeps in resources/translations."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = {"English": "en", "Español": "es"}
"""Every language there is, by its own name; English stands in the source."""
VALUE = re.compile(r"\{\w*\}")
FEW = 8
"""Letters of a sentence that may be found by chance in another."""
WORDS = 4
"""Words that a value has at the least, if it is looked at as a sentence."""
QTS_OWN = re.compile(r"Q[A-Z]")


def read(language: str) -> dict[str, str]:
    """Source text -> translation, of everything that is translated."""
    text = files("resources").joinpath("translations", f"{language}.ts").read_text("utf-8")
    found: dict[str, str] = {}
    for message in ElementTree.fromstring(text).iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.text and translation.get("type") is None:
            found[message.findtext("source", "")] = translation.text
    return found


class Catalogue(QTranslator):
    """Answers for every context of our own alike: the same words mean the same everywhere in this program.

    Qt's own texts (of contexts like QDialogButtonBox) are left to Qt's catalogue: there they have other keys and holes.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self.texts = read(language)
        holed = (text for text in self.texts if VALUE.search(text) and _weight(text))
        whole = sorted(holed, key=_weight, reverse=True)
        self._sentences = [(text, _pattern(text)) for text in whole]

    def translate(self, context: Any, source: str, *more: Any) -> Any:
        # None asks the next catalogue; an empty text would count as the translation.
        return None if QTS_OWN.match(context or "") else self.texts.get(source)

    def isEmpty(self) -> bool:
        return not self.texts

    def sentence(self, text: str) -> str:
        """A sentence of the core with its values in it; what nobody knows, and what is quoted, stays as it is."""
        if text in self.texts:
            return self.texts[text]
        for source, pattern in self._sentences:
            found = pattern.fullmatch(text)
            if found is not None:
                named = {
                    hole[0]: value if _quoted(source, hole) else self._within(value)
                    for hole, value in zip(VALUE.finditer(source), found.groups(), strict=True)
                }
                return VALUE.sub(partial(_filled, named), self.texts[source])
        return text

    def _within(self, value: str) -> str:
        """A value that stands in a sentence; a long one may be a sentence itself."""
        return self.texts.get(value) or (self.sentence(value) if value.count(" ") >= WORDS else value)


def _quoted(source: str, hole: re.Match[str]) -> bool:
    """Whether the value is a name that somebody typed."""
    return source[: hole.start()].endswith("'")


def _filled(named: dict[str, str], hole: re.Match[str]) -> str:
    return named.get(hole[0], hole[0])


def _weight(text: str) -> int:
    """Letters outside the values: sentences with more of them say more surely what they are, and are tried first."""
    return sum(sign.isalpha() for sign in VALUE.sub("", text))


def _pattern(text: str) -> re.Pattern[str]:
    """What the sentence looks like with any values in it; in sentences of few letters, values of few words."""
    value = "(.+?)" if _weight(text) > FEW else r"(\S+(?: \S+){0,2}?)"
    return re.compile(value.join(re.escape(piece) for piece in VALUE.split(text)), re.DOTALL)


_installed: list[QTranslator] = []


def install(language: str) -> None:
    """Speak a language, by name or code, from now on: "system" is the desktop's where there is one for it."""
    app = QCoreApplication.instance()
    for old in _installed:
        if app is not None:
            app.removeTranslator(old)
    _installed.clear()
    said.cache_clear()
    language = LANGUAGES.get(language, language)
    if language == "system":
        language = QLocale.system().name().partition("_")[0]
    if app is None or language == "en" or language not in LANGUAGES.values():
        return
    own, buttons = Catalogue(language), QTranslator()
    for translator in (buttons, own):
        _installed.append(translator)
        app.installTranslator(translator)
    buttons.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


@lru_cache(maxsize=1024)
def said(text: str) -> str:
    """What the core says, in the window's language."""
    own = next((one for one in _installed if isinstance(one, Catalogue)), None)
    if own is None or not text:
        return text
    return "\n".join(own.sentence(line) for line in text.split("\n")) if text not in own.texts else own.texts[text]


def spoken(text: str) -> str:
    """The same, but nothing where there is no translation: for what is better left away than said in English."""
    own = next((one for one in _installed if isinstance(one, Catalogue)), None)
    return text if own is None else own.texts.get(text, "")
