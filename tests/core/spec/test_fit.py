"""A network's end follows the targets, and only where they change."""

from __future__ import annotations

import msgspec
import pytest

from core.catalog.activations import Identity, Relu, Sigmoid, Softmax, Tanh
from core.catalog.datasets import DATASETS
from core.catalog.datasets.bundled import Diabetes, Digits, Iris
from core.catalog.datasets.csv_file import Csv
from core.catalog.datasets.plane_classes import Blobs, Circle, Spiral
from core.catalog.datasets.plane_numbers import Bumps, Plane
from core.catalog.datasets.points import Points
from core.catalog.initializers import Values
from core.catalog.layers.activation import Activate
from core.catalog.layers.add import Add
from core.catalog.layers.dense import Dense
from core.catalog.layers.input import Input
from core.catalog.layers.output import Output
from core.catalog.losses import Bce, Cce, Mse
from core.catalog.metrics import Accuracy, RootMeanSquare
from core.compile.check import check
from core.data.prepare import describe
from core.registry import Options
from core.spec.architecture import Architecture, NodeSpec
from core.spec.data import DataSpec
from core.spec.fit import fitted_to_data, with_data, with_source
from core.spec.project import Project


def chain(*layers: Options) -> Architecture:
    """Input, the layers as h1, h2 ..., output."""
    names = ["x", *(f"h{i + 1}" for i in range(len(layers))), "out"]
    options = [Input(), *layers, Output()]
    pairs = zip(names, options, strict=True)
    return Architecture(tuple(NodeSpec(name, o, (names[i - 1],) if i else ()) for i, (name, o) in enumerate(pairs)))


@pytest.fixture
def spiral() -> Project:
    return Project(architecture=chain(Dense(units=8, activation=Tanh()), Dense(units=1, activation=Sigmoid())))


def test_four_classes_take_four_units_with_softmax(spiral: Project) -> None:
    project = with_source(spiral, Blobs(classes=4))
    last = project.architecture["h2"].options
    assert (last.units, last.activation, project.training.loss) == (4, Softmax(), Cce())
    assert project.training.metrics == (Accuracy(),)
    assert check(project).problems == ()


def test_a_number_takes_one_plain_unit_and_squared_error(spiral: Project) -> None:
    project = with_source(spiral, Bumps())
    last = project.architecture["h2"].options
    assert (last.units, last.activation, project.training.loss) == (1, Identity(), Mse())
    assert project.training.metrics == (RootMeanSquare(),)
    assert check(project).problems == ()


def test_back_to_two_classes(spiral: Project) -> None:
    project = with_source(with_source(spiral, Plane()), Circle())
    assert project == msgspec.structs.replace(spiral, data=project.data)


def test_fewer_classes_of_the_same_set_change_the_end_too(spiral: Project) -> None:
    project = with_source(with_source(spiral, Blobs(classes=5)), Blobs(classes=3))
    assert project.architecture["h2"].options.units == 3


def test_two_softmax_units_serve_two_classes(spiral: Project) -> None:
    blobs = with_source(spiral, Blobs(classes=2))
    assert blobs.architecture["h2"].options.units == 1
    wide = chain(Dense(units=2, activation=Softmax()))
    training = msgspec.structs.replace(spiral.training, loss=Cce())
    project = msgspec.structs.replace(spiral, architecture=wide, training=training)
    assert fitted_to_data(project, describe(project.data)) == project


def test_noise_and_an_equal_task_leave_the_network_alone(spiral: Project) -> None:
    odd = msgspec.structs.replace(spiral, architecture=chain(Dense(units=1, activation=Relu())))
    assert with_source(odd, Spiral(noise=0.4)).architecture is odd.architecture
    assert with_source(odd, Circle()).architecture is odd.architecture


def test_tables_get_their_scaling_and_all_columns(spiral: Project) -> None:
    plane = msgspec.structs.replace(spiral, data=DataSpec(features=("x1", "x1^2")))
    assert with_source(plane, Circle()).data.features == ("x1", "x1^2")
    iris = with_source(plane, Iris())
    assert (iris.data.features, iris.data.scaling, iris.architecture["h2"].options.units) == ((), "standard", 3)
    diabetes = with_source(iris, Diabetes())
    assert diabetes.data.target_scaling == "standard"
    assert check(diabetes).problems == ()
    assert with_source(diabetes, Digits()).data.scaling == "none"


def test_columns_of_zeros_and_ones_are_answers_of_their_own(spiral: Project) -> None:
    points = Points(x=((0.0, 1.0), (1.0, 0.0)), y=((0, 1), (1, 1)))
    project = with_source(spiral, points)
    assert (project.architecture["h2"].options.units, project.training.loss) == (2, Bce())


def test_another_task_of_the_same_data(spiral: Project) -> None:
    points = with_source(spiral, Points(x=((0.0,), (1.0,), (2.0,)), y=(0, 1, 2)))
    assert points.architecture["h2"].options.units == 3
    numbers = with_data(points, msgspec.structs.replace(points.data, task="regress"))
    assert (numbers.architecture["h2"].options.units, numbers.training.loss) == (1, Mse())


def test_data_that_cannot_be_read_change_nothing_else(spiral: Project) -> None:
    project = with_source(spiral, Csv(path="/nowhere.csv", target="y"))
    assert (project.architecture, project.training) == (spiral.architecture, spiral.training)
    assert check(project).errors


def test_an_activation_of_its_own_is_the_end(spiral: Project) -> None:
    project = msgspec.structs.replace(spiral, architecture=chain(Dense(units=1), Activate(activation=Sigmoid())))
    fitted = with_source(project, Blobs(classes=3))
    assert fitted.architecture["h1"].options.units == 3
    assert fitted.architecture["h2"].options.activation == Softmax()


def test_written_weights_of_another_width_are_dropped(spiral: Project) -> None:
    written = Dense(units=1, activation=Sigmoid(), initializer=Values(weight=((1.0,), (2.0,))))
    project = msgspec.structs.replace(spiral, architecture=chain(written))
    assert with_source(project, Circle()).architecture["h1"].options == written
    assert with_source(project, Blobs(classes=3)).architecture["h1"].options.initializer.kind != "values"


def test_an_end_that_is_no_dense_layer_stays_as_drawn(spiral: Project) -> None:
    nodes = (NodeSpec("x", Input()), NodeSpec("sum", Add(), ("x", "x")), NodeSpec("out", Output(), ("sum",)))
    project = msgspec.structs.replace(spiral, architecture=Architecture(nodes))
    assert with_source(project, Blobs()).architecture is project.architecture
    assert fitted_to_data(Project(), describe(DataSpec())) == Project()


@pytest.mark.parametrize("kind", [entry.name for entry in DATASETS if entry.group != "file"])
def test_every_set_can_be_chosen(spiral: Project, kind: str) -> None:
    assert check(with_source(spiral, DATASETS[kind].options())).errors == ()
