"""What somebody can do in the instruments, beside editing and training: the names that `did` knows."""

from __future__ import annotations

from core.lessons.condition import sentence

DEEDS: dict[str, str] = {
    "race": sentence("A race is run to its end"),
    "landscape": sentence("The loss landscape is computed"),
    "sweep": sentence("A sweep is run to its end"),
    "rates": sentence("The rates are tried out"),
    "went_back": sentence("The run is taken back to an earlier step"),
    "branched": sentence("The run goes another way from its past"),
    "number": sentence("A number of the network is set by hand"),
    "unit": sentence("Another unit is looked at"),
    "sample": sentence("Another sample is looked at"),
}
"""What stands in a file, and the words it is shown with."""
ERRANDS = ("race", "landscape", "sweep", "rates")
"""Those that are errands, by their keys: deeds once they are done."""
