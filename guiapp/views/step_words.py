"""What a page of a step is called, and what it shows, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.explain.chain import ChainRule
from core.explain.chain_lines import chain_lines, difference_line
from core.explain.hand import Hand
from core.explain.pages import Page
from core.explain.step import Step
from guiapp.plots.base import number_text
from guiapp.translation.catalogue import said
from guiapp.views.choice import Choice


def tr(text: str) -> str:
    return QCoreApplication.translate("views", text)


def sample_or_batch() -> Choice:
    """What a step is taken on."""
    ways = (("sample", tr("Sample")), ("batch", tr("Batch")))
    return Choice(tr("What the step is taken on"), ways, listed=True)


def phase_words() -> tuple[tuple[str, str], ...]:
    return (
        ("forward", tr("Forward")),
        ("loss", tr("Loss")),
        ("backward", tr("Backward")),
        ("update", tr("Update")),
        ("weight", tr("Weight")),
    )


def page_title(step: Step, page: Page) -> str:
    """The layer and what is done in it."""
    if page.phase == "loss":
        return said(LOSSES[step.loss.loss].title)
    if page.phase == "update":
        return page.key
    op = step.operations[page.at]
    name = said(ACTIVATIONS[op.function].title) if op.function else operation_word(page.kind)
    return f"{page.node} \N{MIDDLE DOT} {name}"


def operation_word(kind: str) -> str:
    words = {
        "dense": tr("sum"),
        "add": tr("add"),
        "multiply": tr("multiply"),
        "copy": tr("join"),
        "dropout": tr("dropout"),
        "batch_norm": tr("batch norm"),
        "layer_norm": tr("layer norm"),
        "noise": tr("noise"),
    }
    return words.get(kind, kind)


def page_words(step: Step, page: Page) -> str:
    """A sentence about the page, and one about what is left out."""
    text = tr("The batch is too large to be held: these are the numbers of its first {0} rows.")
    return _words(step, page) + (" " + text.format(f"{len(step.places):,}") if step.left_out else "")


def _words(step: Step, page: Page) -> str:
    if page.phase == "loss":
        return _loss_words(step)
    if page.phase == "update":
        return _update_words(step)
    op = step.operations[page.at]
    if page.phase == "forward":
        return {
            "dense": tr("Every input times its weight, added up, and the bias."),
            "activate": tr("The activation of every sum."),
            "prelu": tr("The activation of every sum."),
            "softmax": tr("Shares of the exponentials: they add up to 1."),
            "dropout": tr("Units that are left out in this step are 0; the others grow to make up for them."),
            "batch_norm": tr("Less the batch's mean, over its spread, times the scale, and the shift."),
            "layer_norm": tr("Less the row's mean, over its spread, times the scale, and the shift."),
            "noise": tr("Noise that this step adds."),
        }.get(page.kind, "")
    if op.fused:
        return tr("The slopes of the loss and of this activation cancel: only F \N{MINUS SIGN} y is left.")
    if page.kind == "dense":
        return tr("A weight's slope is its input times the slope behind it; what goes back is weighed the same way.")
    if page.kind in ("batch_norm", "layer_norm", "softmax"):
        return tr("Every output hangs on every number, so all their slopes are added up.")
    return tr("The slope behind, times the slope of what was done forward.")


def _loss_words(step: Step) -> str:
    loss = step.loss
    pair = f"{said(ACTIVATIONS[loss.activation].title)} + {said(LOSSES[loss.loss].title)}"
    text = tr("{pair}: the last factor of every slope is {factor}.").format(pair=pair, factor=loss.last)
    if loss.guess:
        text += " " + tr("One who guesses pays {0}.").format(loss.guess)
    if loss.cost:
        text += " " + tr("Penalties add {0}.").format(number_text(loss.cost))
    return text


def _update_words(step: Step) -> str:
    update = step.update
    name = said(OPTIMIZERS[update.optimizer].title)
    text = tr("{name}, step {step}, learning rate {rate}.").format(
        name=name, step=f"{update.number:,}", rate=number_text(update.rate)
    )
    if update.scale != 1.0:
        text += " " + tr("Clipping scales all slopes by {0}.").format(number_text(update.scale))
    return text


def chain_text(rule: ChainRule, hand: Hand) -> str:
    """The slope of one weight, whether a difference agrees, and every way to the loss."""
    # Names above, numbers below: a column is narrow.
    head, *ways = (line.replace(" = ", "\n    = ", 1) for line in chain_lines(rule, hand))
    lines = [head]
    if rule.rows > 1:
        text = tr("First {0} rows of the batch: {1}") if rule.left_out else tr("Whole batch of {0} rows: {1}")
        lines.append(text.format(f"{rule.rows:,}", hand.number(rule.gradient)))
    lines += ["", tr("Checked by a difference:"), difference_line(rule, hand), agreement(rule), ""]
    if rule.paths:
        lines += [tr("Every way to the loss:"), *ways]
    elif rule.mixes_rows:
        lines.append(tr("A batch norm ties the rows together: their ways are not told apart."))
    elif rule.count:
        text = tr("{0} ways lead from here to the loss; together they are the slope behind.")
        lines.append(text.format(number_text(rule.count, 3)))
    return "\n".join(lines)


def agreement(rule: ChainRule) -> str:
    gap = abs(rule.gradient - rule.difference)
    if rule.agrees:
        return tr("They agree (apart by {0}).").format(number_text(gap, 2))
    return tr("They differ by {0}: a corner is near, where no slope is the right one.").format(number_text(gap, 2))
