"""The shape of the code: small modules, guarded states, explained constants, no loose ends."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("core", "oo_app", "oo_admin")
MAX_LINES = 300
LOOSE_ENDS = re.compile(r"\bTO_DO\b|\bFIX_ME\b|\bXX_X\b|NotImplemented_Error".replace("_", ""))
"""Written with gaps, so that this module may be searched like any other."""
FORBIDDEN_MODULES = {"pickle", "cPickle", "marshal", "dill", "shelve", "cloudpickle", "joblib"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
"""Of the builtins; a method of the same name is another thing."""


def modules(*tops):
    """Return our modules by their path from the root."""
    found = (path for top in tops for path in (ROOT / top).rglob("*.py"))
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in found}


def dotted(node):
    """Return a name with its dots, such as `rx.State`; empty when it is none."""
    node = node.func if isinstance(node, ast.Call) else node
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_no_module_is_longer_than_a_person_reads():
    every = modules(*PACKAGES, "tests")

    long = {path: text.count("\n") for path, text in every.items() if text.count("\n") > MAX_LINES}

    assert long == {}


def is_state(node):
    return node.name.endswith("State") or any(
        dotted(base).split(".")[-1].endswith("State") for base in node.bases
    )


def states(tree):
    """Return the classes of a module that Reflex takes for states, by themselves or by a base."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = {node.name for node in classes if is_state(node)}
    for _ in classes:
        found |= {node.name for node in classes if found & {dotted(base) for base in node.bases}}
    return [node for node in classes if node.name in found]


def bare_methods(text, known=frozenset()):
    """Return the public methods of states that carry neither `rx.event` nor `rx.var`."""
    tree = ast.parse(text)
    heirs = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and known & {dotted(base) for base in node.bases}
    ]
    return sorted(
        f"{node.name}.{method.name}"
        for node in {*states(tree), *heirs}
        for method in node.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        and not method.name.startswith("_")
        and not {dotted(mark) for mark in method.decorator_list} & {"rx.event", "rx.var"}
    )


def state_names():
    """Return the names of all states: another module may inherit from any of them."""
    every = modules("oo_app", "oo_admin").values()
    return frozenset(node.name for text in every for node in states(ast.parse(text)))


def test_every_public_method_of_a_state_says_how_it_is_called():
    known = state_names()

    bare = {
        path: found
        for path, text in modules("oo_app", "oo_admin").items()
        if (found := bare_methods(text, known))
    }

    assert known
    assert bare == {}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("class Tip(rx.State):\n  def load(self): ...", ["Tip.load"]),
        ("class Tip(rx.State):\n  @rx.event\n  def load(self): ...", []),
        ("class Tip(rx.State):\n  @rx.event(background=True)\n  async def load(self): ...", []),
        ("class Tip(rx.State):\n  @rx.var(cache=True)\n  def words(self): ...", []),
        ("class Tip(rx.State):\n  @requires('user')\n  def load(self): ...", ["Tip.load"]),
        ("class Tip(rx.State):\n  def _step(self): ...", []),
        ("class TipState(Base):\n  def load(self): ...", ["TipState.load"]),
        ("class A(rx.State): ...\nclass B(A):\n  def load(self): ...", ["B.load"]),
        ("class Known(Binding):\n  def load(self): ...", ["Known.load"]),
        ("class Plain:\n  def load(self): ...", []),
    ],
)
def test_a_method_without_its_mark_would_be_seen(text, bare):
    assert bare_methods(text, frozenset({"Binding"})) == bare


def unexplained(text):
    """Return the bare constants of a module that have no sentence under them."""
    body = ast.parse(text).body
    return [
        name
        for node, below in zip(body, [*body[1:], None], strict=False)
        if (name := constant(node)) and not sentence(below)
    ]


def constant(node):
    """Return the name that a statement gives to a bare value; empty when it gives none."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
    elif isinstance(node, ast.AnnAssign):
        target = node.target
    else:
        return ""
    public = isinstance(target, ast.Name) and re.fullmatch("[A-Z][A-Z0-9_]*", target.id)
    return target.id if public and bare(node.value) else ""


def bare(value):
    """Return whether a value says nothing of itself: a literal, or a wrapper around one."""
    if isinstance(value, ast.Call):
        return dotted(value) in {"timedelta", "time", "frozenset", "re.compile", "MappingProxyType"}
    return not isinstance(value, ast.Name | ast.Attribute | ast.Subscript)


def sentence(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def test_every_bare_constant_of_core_has_a_sentence_under_it():
    bare = {path: found for path, text in modules("core").items() if (found := unexplained(text))}

    assert bare == {}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("A = 3", ["A"]),
        ('A = 3\n"""Why three."""', []),
        ("A: int = 3", ["A"]),
        ("A = timedelta(hours=1)", ["A"]),
        ("_A = 3", []),
        ("a = 3", []),
        ("TABLE = table_of(Row)", []),
        ('A = 3\nB = 4\n"""Why four."""', ["A"]),
    ],
)
def test_a_constant_without_a_sentence_would_be_seen(text, missing):
    assert unexplained(text) == missing


def test_nothing_is_left_for_later():
    later = {path for path, text in modules(*PACKAGES, "tests").items() if LOOSE_ENDS.search(text)}

    assert later == set()


def dangers(text):
    """Return what a module does that turns bytes into code (reliability C2)."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & FORBIDDEN_MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} & FORBIDDEN_MODULES
        elif isinstance(node, ast.Call):
            found |= dangerous_call(node)
    return found


def dangerous_call(node):
    name = dotted(node)
    found = {name} & (FORBIDDEN_CALLS | {"yaml.load", "yaml.unsafe_load", "os.system", "os.popen"})
    shell = (it.value for it in node.keywords if it.arg == "shell")
    if any(not isinstance(it, ast.Constant) or it.value for it in shell):
        found.add("shell=True")
    loads_numbers = name.endswith((".load", ".loads")) and name.split(".")[0] in {"np", "numpy"}
    pickled = any(it.arg == "allow_pickle" for it in node.keywords)
    return found | ({"allow_pickle"} if loads_numbers and pickled else set())


def test_no_bytes_ever_become_code():
    found = {
        path: sorted(danger)
        for path, text in modules(*PACKAGES).items()
        if (danger := dangers(text))
    }

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from pickle import loads",
        "import marshal",
        "eval('1')",
        "exec('1')",
        "yaml.load(text)",
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=wanted)",
        "os.system('ls')",
        "np.load(path, allow_pickle=True)",
    ],
)
def test_a_danger_would_be_seen(text):
    assert dangers(text)


@pytest.mark.parametrize("text", ["page.eval('x')", "subprocess.run(['ls'])", "yaml.safe_load(x)"])
def test_harmless_code_is_left_alone(text):
    assert dangers(text) == set()
