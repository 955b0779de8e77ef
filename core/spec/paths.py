"""Marks an option that holds a path: `Annotated[str, FILE_PATH]`.

In memory such a path is absolute; in a project file it is relative to that file.
"""

from __future__ import annotations


class FilePath:
    """The option names a file, or a folder."""


FILE_PATH = FilePath()
