"""What the window remembers between sessions: the person's preferences, recent files and the layout of docks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from core.registry import Options, meta
from guiapp.theme import ThemeName

Language = Literal["system", "English", "Español"]
Engine = Literal["Auto", "CPU", "GPU", "NumPy"]
GpuMath = Literal["fp32", "TF32", "bf16"]
ENGINES: dict[Engine, str] = {"Auto": "auto", "CPU": "cpu", "GPU": "cuda", "NumPy": "numpy"}
"""What the core calls them."""
RECENT = 10


class Preferences(Options, frozen=True, tag="preferences"):
    """What a person chooses once; the preferences form is made from this declaration."""

    theme: Annotated[ThemeName, meta("Colours", "System follows the desktop's light or dark scheme.")] = "system"
    language: Annotated[
        Language, meta("Language", "From the next start on; system follows the desktop where there is a translation.")
    ] = "system"
    engine: Annotated[
        Engine,
        meta("Engine", "What computes. Auto times processor and GPU on the network itself and takes the faster one."),
    ] = "Auto"
    gpu_math: Annotated[
        GpuMath,
        meta("GPU products", "What a GPU multiplies the matrices of large networks in; weights stay float32."),
    ] = "fp32"
    threads: Annotated[
        int, meta("Threads", "Processor threads for training; 0 leaves one core to the window.", ge=0, le=256)
    ] = 0
    frames: Annotated[
        int, meta("Drawing rate", "How often the pictures are redrawn.", unit="frames/s", ge=1, le=120)
    ] = 30
    reduced_motion: Annotated[bool, meta("Less motion", "Pictures change at once instead of gliding.")] = False
    announce: Annotated[bool, meta("Announce progress", "A screen reader is told of epochs, loss and the end.")] = False
    autosave: Annotated[bool, meta("Keep unsaved work", "After a crash, the next start offers what was not saved.")] = (
        True
    )
    keep_runs: Annotated[bool, meta("Keep runs", "Every run played in the window is kept in a folder.")] = True


class Settings:
    """The typed door to one `QSettings` store; what cannot be read any more counts as never set."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else _user_store()

    @property
    def preferences(self) -> Preferences:
        try:
            return msgspec.json.decode(str(self._store.value("preferences", "{}")), type=Preferences)
        except msgspec.MsgspecError:
            return Preferences()

    @preferences.setter
    def preferences(self, value: Preferences) -> None:
        self._store.setValue("preferences", msgspec.json.encode(value).decode())

    @property
    def recent_files(self) -> list[str]:
        """Absolute paths, the latest first."""
        try:
            return msgspec.json.decode(str(self._store.value("recent", "[]")), type=list[str])
        except msgspec.MsgspecError:
            return []

    def add_recent(self, path: str) -> None:
        files = [path, *(other for other in self.recent_files if other != path)]
        self._store.setValue("recent", msgspec.json.encode(files[:RECENT]).decode())

    def clear_recent(self) -> None:
        self._store.remove("recent")

    @property
    def folder(self) -> str:
        """The folder that a file dialog opens in; empty for the system's choice."""
        return str(self._store.value("folder", ""))

    @folder.setter
    def folder(self, value: str) -> None:
        self._store.setValue("folder", value)

    @property
    def home(self) -> Path:
        """The folder for what is kept beside the settings: a person's progress and notes."""
        if self._store.format() == QSettings.Format.IniFormat:
            return Path(self._store.fileName()).parent
        return Path(platformdirs.user_data_dir("glassnet"))

    @property
    def lessons(self) -> str:
        """A person's own folder of lessons; empty where none was chosen."""
        return str(self._store.value("lessons", ""))

    @lessons.setter
    def lessons(self, value: str) -> None:
        self._store.setValue("lessons", value)

    @property
    def open_parts(self) -> list[str] | None:
        """Parts of the training form that stood open last, each by its first field; None if nothing is known."""
        try:
            return msgspec.json.decode(str(self._store.value("parts", "null")), type=list[str] | None)
        except msgspec.MsgspecError:
            return None

    @open_parts.setter
    def open_parts(self, names: list[str]) -> None:
        self._store.setValue("parts", msgspec.json.encode(names).decode())

    @property
    def pace(self) -> float:
        """How long training takes on this machine, as a multiple of what `core.session.forecast` counts with."""
        try:
            return min(max(float(str(self._store.value("pace", "1.0"))), 1e-3), 1e3)
        except ValueError:
            return 1.0

    @pace.setter
    def pace(self, value: float) -> None:
        self._store.setValue("pace", repr(value))

    @property
    def mini_map(self) -> bool:
        """Whether networks that do not fit have a map in the corner."""
        return str(self._store.value("mini_map", "true")) == "true"

    @mini_map.setter
    def mini_map(self, wanted: bool) -> None:
        self._store.setValue("mini_map", "true" if wanted else "false")

    def sync(self) -> None:
        """Write what is still only in memory."""
        self._store.sync()

    def layout(self) -> tuple[QByteArray, QByteArray]:
        """Geometry and dock state of the window, empty where none was kept."""
        return self._bytes("geometry"), self._bytes("docks")

    def keep_layout(self, geometry: QByteArray, docks: QByteArray) -> None:
        self._store.setValue("geometry", geometry)
        self._store.setValue("docks", docks)

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()


def _user_store() -> QSettings:
    """The person's own settings, below GLASSNET_HOME where that is set."""
    home = os.environ.get("GLASSNET_HOME")
    if home:
        return QSettings(os.path.join(home, "settings.ini"), QSettings.Format.IniFormat)
    return QSettings("Glassnet", "Glassnet")
