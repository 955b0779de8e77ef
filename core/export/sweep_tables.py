"""What a sweep leaves behind: sweep.csv, sweep.json and the map of one curve."""

from __future__ import annotations

import csv
import io
import math

import msgspec

from core.explain.sweep import Swept

FORMAT = 1


def csv_bytes(found: Swept) -> bytes:
    """A line for each network, with the newest value of every curve."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["rate", "strength", "seed", "status", "epochs", "steps", *found.names])
    for cell in found.cells:
        values = (cell.values.get(name, math.nan) for name in found.names)
        numbers = ("" if math.isnan(value) else repr(value) for value in values)
        writer.writerow(
            [repr(cell.rate), repr(cell.strength), cell.seed, cell.status, cell.epoch, cell.steps, *numbers]
        )
    return file.getvalue().encode()


def json_bytes(found: Swept, project: str) -> bytes:
    """The sweep, its networks, and the means of every curve over the seeds (a row for each strength); what is not
    known is null."""
    value = {
        "format": FORMAT,
        "project": project,
        "engine": found.engine,
        "sweep": {
            "rates": found.sweep.rates,
            "penalty": found.sweep.penalty,
            "strengths": found.sweep.strengths,
            "seeds": found.sweep.seeds,
            "epochs": found.sweep.epochs,
        },
        "networks": found.networks,
        "steps": found.steps,
        "seconds": round(found.seconds, 6),
        "means": {name: found.mean(name).tolist() for name in found.names},
        "cells": [
            {
                "rate": cell.rate,
                "strength": cell.strength,
                "seed": cell.seed,
                "status": cell.status,
                "message": cell.message,
                "epochs": cell.epoch,
                "steps": cell.steps,
                "values": cell.values,
            }
            for cell in found.cells
        ],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def curve_of(found: Swept) -> str:
    """The curve that a sweep is judged by: the loss of the validation part, else of the test part, else of training."""
    losses = [f"{part}_loss" for part in ("validation", "test", "train")]
    return next(name for name in losses if name in found.names)


def best(found: Swept, name: str) -> tuple[float, float] | None:
    """Rate and strength of the lowest mean; None where none is known."""
    at = found.best(name)
    return None if at is None else (found.sweep.rates[at[1]], found.sweep.strengths[at[0]])
