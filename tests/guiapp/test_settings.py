"""What the window remembers comes back, and what cannot be read counts as never set."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QByteArray, QSettings

from guiapp.settings import RECENT, Preferences, Settings


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def test_round_trip(store: QSettings, tmp_path: Path) -> None:
    settings = Settings(store)
    assert settings.preferences == Preferences()
    chosen = Preferences(theme="dark", threads=3, frames=60, reduced_motion=True, announce=True, keep_runs=False)
    settings.preferences = chosen
    settings.folder = str(tmp_path)
    settings.keep_layout(QByteArray(b"a\x00b"), QByteArray(b"docks"))
    store.sync()
    again = Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))
    assert again.preferences == chosen
    assert again.folder == str(tmp_path)
    assert again.layout() == (QByteArray(b"a\x00b"), QByteArray(b"docks"))


def test_recent_files_are_few_and_each_once(store: QSettings) -> None:
    settings = Settings(store)
    for i in range(RECENT + 3):
        settings.add_recent(f"/p/{i}.json")
    settings.add_recent("/p/9.json")
    assert settings.recent_files[0] == "/p/9.json"
    assert len(settings.recent_files) == len(set(settings.recent_files)) == RECENT
    settings.clear_recent()
    assert settings.recent_files == []


def test_unreadable_settings_are_as_never_set(store: QSettings) -> None:
    store.setValue("preferences", '{"theme": "pink"}')
    store.setValue("recent", "nonsense")
    store.setValue("geometry", "text")
    settings = Settings(store)
    assert settings.preferences == Preferences()
    assert settings.recent_files == []
    assert settings.layout()[0].isEmpty()


def test_preferences_refuse_what_is_out_of_bounds() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"frames": 0}, Preferences)
