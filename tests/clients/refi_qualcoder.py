"""QualCoder: its importer into its database, and its exporter from there, without a window.

OBELUS_TEST_QUALCODER names the source of QualCoder, which is in no package registry."""

import ast
import importlib
import os
import sqlite3
import sys
import tempfile
import types
from pathlib import Path
from unittest.mock import MagicMock

from rows import row

ROOT = Path(os.environ["OBELUS_TEST_QUALCODER"]) / "src"
again = Path(sys.argv[2]) if len(sys.argv) > 2 else None


class Widget:
    """Stands in for every widget."""

    def __init__(self, *_, **__):
        pass

    def __getattr__(self, _):
        return MagicMock()


def stand_in(name, **known):
    module = types.ModuleType(name)
    module.__getattr__ = lambda _: MagicMock()
    module.__dict__.update(known)
    sys.modules[name] = module
    return module


said = []
widgets = stand_in("PyQt6.QtWidgets", QDialog=Widget, QWidget=Widget)
widgets.QFileDialog = MagicMock()
stand_in("PyQt6", QtWidgets=widgets, QtCore=stand_in("PyQt6.QtCore"), QtGui=stand_in("PyQt6.QtGui"))
sys.path.insert(0, str(ROOT))
stand_in("qualcoder.helpers", Message=lambda *words: said.append(words[1:]) or MagicMock())
refi = importlib.import_module("qualcoder.refi")
refi.RefiLineEndings = lambda _: MagicMock(**{"ui.radioButton_maxqda.isChecked.return_value": False})


def tables():
    """The statements that make its tables, as its source has them."""
    tree = ast.parse((ROOT / "qualcoder/__main__.py").read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            words = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant)]
            made = [one for one in words if isinstance(one, str) and one.startswith("CREATE TABLE ")]
            if any(one.startswith("CREATE TABLE project (") for one in made):
                return made
    raise AssertionError("QualCoder makes its tables elsewhere now")


def app(folder):
    (folder / "demo.qda/documents").mkdir(parents=True)
    made = MagicMock(version="QualCoder", project_name="demo.qda", project_path=str(folder / "demo.qda"))
    made.settings = {"codername": "default", "directory": str(folder), "ai_enable": "False"}
    made.project_events = None
    made.conn = sqlite3.connect(folder / "demo.qda/data.qda")
    for statement in tables():
        made.conn.execute(statement)
    made.conn.execute("insert into project (date, memo) values ('2026-01-01 00:00:00', '')")
    keys = ["anid", "fid", "pos0", "pos1", "memo", "owner", "date"]
    found = lambda: [dict(zip(keys, one)) for one in made.conn.execute(f"select {','.join(keys)} from annotation")]
    made.get_annotations = found
    return made


def memo(words):
    words = words or ""
    return "" if words.startswith("[Obelus]\n") else words.split("\n\n[Obelus]\n")[0]


def importer(made, kind, path):
    reader = refi.RefiImport.__new__(refi.RefiImport)
    dialog = refi.QtWidgets.QFileDialog
    dialog.getOpenFileName.return_value = (str(path), "all")
    dialog.getExistingDirectory.return_value = str(made.settings["directory"])
    reader.__init__(made, MagicMock(), kind)
    return reader


with tempfile.TemporaryDirectory() as place:
    home = Path(place)
    os.environ["HOME"] = place
    (home / ".qualcoder").mkdir()
    (found,) = Path(sys.argv[1]).iterdir()
    copy = home / found.name
    copy.write_bytes(found.read_bytes())
    made = app(home / "project")
    importer(made, "qdc" if found.suffix == ".qdc" else "qde", copy)
    if found.suffix == ".qdc":
        sql = "select code_cat.name, code_name.name, code_name.color, code_name.memo from code_name join code_cat using (catid)"
        for group, name, colour, words in made.conn.execute(sql):
            row("", group, name, 0, 0, colour, memo(words))
    else:
        sql = """select source.name, code_text.owner, code_name.name, pos0, pos1, seltext, code_text.memo
            from code_text join code_name using (cid) join source on fid = source.id"""
        for *fields, words in made.conn.execute(sql):
            row(*fields, memo(words))
        sql = """select source.name, annotation.owner, '', pos0, pos1, substr(fulltext, pos0 + 1, pos1 - pos0),
            annotation.memo from annotation join source on fid = source.id"""
        for *fields, words in made.conn.execute(sql):
            row(*fields, memo(words))
    if again:
        out = home / "out"
        out.mkdir()
        refi.QtWidgets.QFileDialog.getExistingDirectory.return_value = str(out)
        made.settings["directory"] = str(out)
        refi.RefiExport(made, MagicMock(), "codebook" if found.suffix == ".qdc" else "project")
        for written in out.iterdir():
            (again / written.name).write_bytes(written.read_bytes())
