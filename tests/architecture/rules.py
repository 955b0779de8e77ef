"""The rules of DESIGN.md 2 and of the style page: each takes the modules of a tree and returns its faults."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from tests.architecture.cycles import cycles
from tests.architecture.source import Import, Module, imported_modules, imports

Modules = dict[str, Module]
Rule = Callable[[Modules], list[str]]

MAX_LINES = 350
QT = ("PySide6", "shiboken6", "pyqtgraph", "PyQt5", "PyQt6", "qtpy")
UNSAFE = ("pickle", "_pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "imp", "jsonpickle")
VAGUE = re.compile(r"^(utils?|helpers?|common|misc|managers?|.*_(utils?|helpers?|manager))$")

# The command line hands over to the window by name, at that moment only.
HANDOVER = ("core.cli", "guiapp")

# Who may know what inside the window: target package -> the only modules that import it.
ONLY = {
    "guiapp.panels": ("guiapp.main_window", "guiapp.panel_list"),
    "guiapp.panel_list": ("guiapp.main_window",),
    "core.session.worker": ("guiapp.pump",),
    "guiapp.main_window": ("guiapp.app", "guiapp.station"),
    "guiapp.app": ("guiapp.__main__",),
}

# The contract of panels names none of them: the drawing keeps to it as well.
CONTRACT = ("guiapp.panels.base",)

# Objects that live as long as the window does: built in `app` alone.
LONG_LIVED = ("Document", "Pump", "Worker", "MainWindow", "Settings", "QApplication")
BUILDERS = {"guiapp.app": LONG_LIVED, "guiapp.station": LONG_LIVED, "guiapp.pump": ("Worker",)}

# Where everything that can go wrong is reported: the worker's end and the excepthook; and where what numba-cuda and
# the driver raise, which has no common class, becomes a fault a person reads.
CATCH_ALL = ("core.session.worker", "guiapp.app", "guiapp.messages", "core.engine.cuda.shim")

# Who may ask where its own file is, and what for.
OWN_FILE = {
    "core.engine.jit": "names the kernel cache by a hash of the core's sources",
    "core.engine.cpu": "marks the generated program as compiled, beside it",
    "core.engine.dispatch": "writes the registries' formulas into the text of the training loop",
}


def under(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the packages or lies inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def named(modules: Modules, item: Import) -> str:
    """The module that an import means: the child where `from package import child` names one."""
    full = f"{item.target}.{item.name}" if item.name else item.target
    return full if full in modules else item.target


def in_package(modules: Modules, package: str) -> Iterator[tuple[Module, Import, str]]:
    """Every import made under a package, with the full name it asks for."""
    for module in modules.values():
        if under(module.name, (package,)):
            for item in imports(module):
                yield module, item, f"{item.target}.{item.name}" if item.name else item.target


def core_knows_no_window(modules: Modules) -> list[str]:
    """Nothing under `core` imports Qt, pyqtgraph or `guiapp`."""
    faults = []
    for module, item, target in in_package(modules, "core"):
        handover = module.name == HANDOVER[0] and under(target, HANDOVER[1:]) and not _is_statement(module, item)
        if under(target, (*QT, "guiapp")) and not handover:
            faults.append(f"{module.name}:{item.line} imports {target}")
    return faults


def _is_statement(module: Module, item: Import) -> bool:
    """Whether an import is written as a statement, not as a call of `import_module`."""
    kinds = (ast.Import, ast.ImportFrom)
    return any(isinstance(node, kinds) and node.lineno == item.line for node in ast.walk(module.tree))


def window_knows_no_engine(modules: Modules) -> list[str]:
    """Nothing under `guiapp` imports `core.engine`, `core.plan` or `core.compile`."""
    hidden = ("core.engine", "core.plan", "core.compile")
    return [
        f"{module.name}:{item.line} imports {target}"
        for module, item, target in in_package(modules, "guiapp")
        if under(target, hidden)
    ]


def only_the_named_know(modules: Modules) -> list[str]:
    """Panels are known to `main_window` and its list alone, the worker to `pump`, the window to `app` and `station`."""
    faults = []
    for module, item, target in in_package(modules, "guiapp"):
        for package, allowed in ONLY.items():
            inside = under(module.name, (package,))
            if (
                under(target, (package,))
                and not inside
                and not under(module.name, allowed)
                and not under(target, CONTRACT)
            ):
                faults.append(f"{module.name}:{item.line} imports {target}; only {', '.join(allowed)} may")
    return faults


def panels_know_no_panel(modules: Modules) -> list[str]:
    """One dock a file: a panel imports no other panel, only the package's shared base."""
    faults = []
    for module, item, _ in in_package(modules, "guiapp.panels"):
        target = named(modules, item)
        if under(target, ("guiapp.panels",)) and target not in ("guiapp.panels", "guiapp.panels.base", module.name):
            faults.append(f"{module.name}:{item.line} imports {target}")
    return faults


def long_lived_objects_are_built_in_app(modules: Modules) -> list[str]:
    """Only `app` builds what lives as long as the window (the pump builds its worker)."""
    faults = []
    for module in modules.values():
        if not under(module.name, ("guiapp",)):
            continue
        for call, name in _calls(module):
            if name in LONG_LIVED and name not in BUILDERS.get(module.name, ()):
                faults.append(f"{module.name}:{call.lineno} builds {name}")
    return faults


def _calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call in a module, with the last part of the called name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node, node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def no_cycles(modules: Modules) -> list[str]:
    """No import cycle, function bodies counted."""
    graph = {name: imported_modules(modules, module) for name, module in modules.items()}
    if HANDOVER[0] in graph:
        module = modules[HANDOVER[0]]
        calls = {item.line for item in imports(module) if not _is_statement(module, item)}
        graph[HANDOVER[0]] = {
            target: line
            for target, line in graph[HANDOVER[0]].items()
            if not (under(target, HANDOVER[1:]) and line in calls)
        }
    return [f"cycle: {_links(graph, members)}" for members in cycles(graph)]


def _links(graph: dict[str, dict[str, int]], members: list[str]) -> str:
    """The imports that hold a cycle together."""
    pairs = [(a, b, line) for a in members for b, line in graph[a].items() if b in members]
    return ", ".join(f"{a}:{line} -> {b}" for a, b, line in pairs)


def files_are_short(modules: Modules) -> list[str]:
    """No file is longer than 350 lines."""
    long = {name: module.text.count("\n") for name, module in modules.items()}
    return [f"{name} has {lines} lines, more than {MAX_LINES}" for name, lines in long.items() if lines > MAX_LINES]


def nothing_executable_in_files(modules: Modules) -> list[str]:
    """No pickle and nothing that stands on it; no `allow_pickle` either."""
    faults = []
    for module in modules.values():
        found = [(item.line, item.target) for item in imports(module) if under(item.target, UNSAFE)]
        for call, name in _calls(module):
            if name in ("eval", "exec") and isinstance(call.func, ast.Name):
                found.append((call.lineno, name))
            if any(word.arg == "allow_pickle" and _is_true(word.value) for word in call.keywords):
                found.append((call.lineno, "allow_pickle"))
        faults += [f"{module.name}:{line} uses {what}" for line, what in found]
    return faults


def _is_true(node: ast.expr) -> bool:
    return not (isinstance(node, ast.Constant) and node.value is False)


def names_say_something(modules: Modules) -> list[str]:
    """No module called utils, helpers or manager, no class called Manager."""
    faults = [f"{name} is a vague name" for name in modules if VAGUE.match(name.rpartition(".")[2])]
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Manager"):
                faults.append(f"{module.name}:{node.lineno} defines {node.name}")
    return faults


def resources_are_read_as_resources(modules: Modules) -> list[str]:
    """Files of the program are read through `importlib.resources`, never beside `__file__`."""
    return [
        f"{module.name}:{line} reads {name}"
        for module in modules.values()
        for line, name in _own_places(module)
        if module.name not in OWN_FILE
    ]


def _own_places(module: Module) -> Iterator[tuple[int, str]]:
    """Where a module asks where it, or another module, lies; a package may list its own `__path__`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == "__file__":
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and node.attr in ("__file__", "__path__"):
            yield node.lineno, node.attr


def faults_are_caught_by_name(modules: Modules) -> list[str]:
    """`except Exception`, and wider, stands only where everything is reported."""
    faults = []
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler) and module.name not in CATCH_ALL and _is_catch_all(node.type):
                faults.append(f"{module.name}:{node.lineno} catches everything")
    return faults


def _is_catch_all(kind: ast.expr | None) -> bool:
    names = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(name is None or getattr(name, "id", "") in ("Exception", "BaseException") for name in names)


def packages_are_whole(modules: Modules) -> list[str]:
    """Every folder with Python files is a package, so that the wheel carries it."""
    faults = []
    for module in modules.values():
        if not (module.path.parent / "__init__.py").exists():
            faults.append(f"{module.path.parent.name}/ has {module.path.name} but no __init__.py")
    return sorted(set(faults))


RULES: tuple[Rule, ...] = (
    core_knows_no_window,
    window_knows_no_engine,
    only_the_named_know,
    panels_know_no_panel,
    long_lived_objects_are_built_in_app,
    no_cycles,
    files_are_short,
    nothing_executable_in_files,
    names_say_something,
    resources_are_read_as_resources,
    faults_are_caught_by_name,
    packages_are_whole,
)
