"""Metrics: how good a model is, in numbers people read; the values are scikit-learn's.

The engines add up a few totals while they run (`TOTALS`); a metric with a `total` makes its value from them, so that
it costs nothing extra. Every metric, those too, also has a value of outputs and targets, `score`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.catalog import confusion, ranking
from core.registry import Entry, Options, Registry, meta

TOTALS = ("loss", "hits", "squares")
"""Added up over rows: the loss's sum over rows, right answers (rows, or elements / width), squared errors / width."""

Array = NDArray[Any]
Value = Callable[[Any, Array, Array, float | None], float]


@dataclass(frozen=True, kw_only=True)
class Metric(Entry):
    """`value(options, prediction, target, boundary)` of `score`; `finish(mean)` makes the same from the mean over
    rows of the engines' total named `total`, where there is one."""

    value: Value
    total: str = ""
    finish: Callable[[Any], Any] = lambda mean: mean
    task: str = ""
    higher_is_better: bool = True

    def score(self, options: Options, prediction: Array, target: Array, boundary: float | None) -> float:
        """The value for outputs and targets (n, k), n > 0; NaN where it is not defined or an output is not finite.

        With a `boundary` every output is a yes/no question of its own: yes above it, and a target says yes above
        0.5; a single output stands for two classes. None: a row is of one class, that of the largest number.
        """
        if not np.isfinite(prediction).all():
            return float("nan")
        return float(self.value(options, prediction, target, boundary))

    def label(self, options: Options) -> str:
        """What its curves are called behind the part's name: f1, or f1_micro where an option is not as it comes."""
        plain = self.options()
        values = [(getattr(options, name), getattr(plain, name)) for name in options.__struct_fields__]
        return "_".join([self.name, *(str(value) for value, usual in values if value != usual)])


METRICS: Registry[Metric] = Registry("metric", "metrics")

Average = Annotated[
    Literal["macro", "micro", "weighted"],
    meta("Average", "macro: every class counts alike; weighted: by its rows; micro: all rows count alike."),
]


class Accuracy(Options, tag="accuracy"):
    """No options."""


class BalancedAccuracy(Options, tag="balanced_accuracy"):
    """No options."""


class TopK(Options, tag="top_k"):
    k: Annotated[int, meta("Guesses", "The true class must be among so many largest outputs.", ge=1, le=10_000)] = 3


class Precision(Options, tag="precision"):
    average: Average = "macro"


class Recall(Options, tag="recall"):
    average: Average = "macro"


class F1(Options, tag="f1"):
    average: Average = "macro"


class RocAuc(Options, tag="roc_auc"):
    """No options."""


class LogLoss(Options, tag="log_loss"):
    """No options."""


class Kappa(Options, tag="kappa"):
    """No options."""


class Mcc(Options, tag="mcc"):
    """No options."""


class RootMeanSquare(Options, tag="rmse"):
    """No options."""


class MeanSquare(Options, tag="mse"):
    """No options."""


class MeanAbsolute(Options, tag="mae"):
    """No options."""


class R2(Options, tag="r2"):
    """No options."""


def _accuracy(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    given = confusion.questions(prediction, boundary)
    true = confusion.questions(target, None if boundary is None else confusion.YES)
    return float(np.mean(given == true))


def _mse(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    return float(((target - prediction) ** 2).mean(axis=0).mean())


def _mae(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    return float(np.abs(prediction - target).mean(axis=0).mean())


def _r2(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    """The mean over outputs; a target that never changes gives 1 where it is met exactly, else 0."""
    if len(target) < 2:
        return float("nan")
    missed = ((target - prediction) ** 2).sum(axis=0)
    spread = ((target - target.mean(axis=0)) ** 2).sum(axis=0)
    shares = np.where(missed > 0.0, 1.0, 0.0)
    np.divide(missed, spread, out=shares, where=(missed > 0.0) & (spread > 0.0))
    return float((1.0 - shares).mean())


METRICS.add(
    Metric(
        options=Accuracy,
        title="Accuracy",
        text="Share of answers that are right, from 0 to 1; of several yes/no outputs, over all of them.",
        formula="right answers / all answers",
        total="hits",
        value=_accuracy,
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=BalancedAccuracy,
        title="Balanced accuracy",
        text="The mean of the classes' own accuracies: rare classes count as much as frequent ones.",
        formula="mean over classes c of right_c / rows of c",
        value=confusion.mean_of_questions(confusion.balanced_accuracy),
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=TopK,
        title="Top-k accuracy",
        text="Share of samples whose true class is among the k largest outputs.",
        formula="true classes among the k largest outputs / true classes",
        value=ranking.top_k,
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=Precision,
        title="Precision",
        text="Of what is called a class, the share that is one; averaged over classes, or over the yes of each output.",
        formula="P_c = right_c / called c",
        value=confusion.precision,
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=Recall,
        title="Recall",
        text="Of what is of a class, the share that is found; averaged over classes, or over the yes of each output.",
        formula="R_c = right_c / rows of c",
        value=confusion.recall,
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=F1,
        title="F1",
        text="Precision and recall of a class in one number, their harmonic mean; averaged in the same way.",
        formula="F_c = 2 P_c R_c / (P_c + R_c) = 2 right_c / (called c + rows of c)",
        value=confusion.f1,
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=RocAuc,
        title="ROC AUC",
        text="How surely a sample of a class gets a larger output for it than another: 1 always, 0.5 by chance; "
        "each class against the rest, then their mean. Not defined where a class has no samples.",
        formula="mean over classes of P(output of a member > output of another), ties half",
        value=ranking.roc_auc,
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=LogLoss,
        title="Log loss",
        text="-log of the probability given to what is true, on average. Needs probabilities: not defined for outputs "
        "outside 0 to 1.",
        formula="mean(-log p_true), p inside [eps, 1 - eps]",
        value=ranking.log_loss,
        task="classify",
        higher_is_better=False,
    )
)
METRICS.add(
    Metric(
        options=Kappa,
        title="Kappa",
        text="Cohen's kappa: agreement beyond what chance would give; 1 is all right, 0 no better than chance.",
        formula="(p_o - p_e) / (1 - p_e), p_o agreement, p_e agreement by chance",
        value=confusion.mean_of_questions(confusion.kappa),
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=Mcc,
        title="MCC",
        text="Matthews' correlation of answers and truth, from -1 to 1; 0 where answers or truth never change.",
        formula="(n sum_c right_c - sum_c t_c g_c) / sqrt((n^2 - sum_c g_c^2) (n^2 - sum_c t_c^2)), "
        "t_c rows of c, g_c called c",
        value=confusion.mean_of_questions(confusion.mcc),
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=RootMeanSquare,
        title="RMSE",
        text="Typical size of the error, in the units of the target; of several outputs, over all of them.",
        formula="sqrt(mean((p - t)^2))",
        total="squares",
        finish=np.sqrt,
        value=lambda *case: float(np.sqrt(_mse(*case))),
        task="regress",
        higher_is_better=False,
    )
)
METRICS.add(
    Metric(
        options=MeanSquare,
        title="MSE",
        text="The mean of the squared errors.",
        formula="mean((p - t)^2)",
        total="squares",
        value=_mse,
        task="regress",
        higher_is_better=False,
    )
)
METRICS.add(
    Metric(
        options=MeanAbsolute,
        title="MAE",
        text="The mean size of the errors; outliers count no more than their size.",
        formula="mean(|p - t|)",
        value=_mae,
        task="regress",
        higher_is_better=False,
    )
)
METRICS.add(
    Metric(
        options=R2,
        title="R²",
        text="How much of the targets' spread is explained: 1 all of it, 0 no more than their mean would; of several "
        "outputs the mean.",
        formula="1 - sum((p - t)^2) / sum((t - mean(t))^2)",
        value=_r2,
        task="regress",
    )
)
