"""The packages that Python loads in the page, and the lock file that names them.

Pyodide finds packages in its lock file, and loads one when it is imported. The site has a lock file of its
own: Pyodide's, and in it also this package, the widgets and the kernel.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("rnnlab", "pyproject.toml", "README.md", "LICENSE")
WIDGETS = ("ipywidgets", "anywidget", "psygnal", "comm")
KERNEL = ("piplite", "ipykernel", "pyodide_kernel")  # those of JupyterLite, in the build of the site
PYODIDE = ("numpy", "micropip", "ipython", "jedi", "sqlite3", "typing-extensions")  # Pyodide's own
LOADED = ("rnnlab", *WIDGETS, *KERNEL, *PYODIDE)  # all at once, while Python starts


def make_wheels(folder, python):
    """Build the wheel of this package, and fetch those of the widgets, in the versions that are installed here.

    Parameters
    ----------
    folder : Path
    python : str
        The version of Python in the page.

    Raises
    ------
    RuntimeError
        What pip said.
    """
    source = folder / "source"  # a copy: what is built in the folder itself is found there the next time
    for name in SOURCES:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(path, source / name)
    _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(source))
    shutil.rmtree(source)
    target = "--platform=any", "--implementation=py", "--abi=none", f"--python-version={python}"
    pinned = [f"{name}=={version(name)}" for name in WIDGETS]
    _pip("download", "--no-deps", "--only-binary=:all:", *target, "--dest", str(folder), *pinned)


def _pip(*words):
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    same = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}  # built twice, a wheel is the same
    done = subprocess.run(command, env=same, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"pip {words[0]} failed:\n{done.stderr}")


def needed(lock, names=PYODIDE):
    """The names of these packages of a lock, and of all that they need."""
    found, asked = set(), list(names)
    while asked:
        name = canonicalize_name(asked.pop())
        if name not in found:
            found.add(name)
            asked += lock["packages"][name]["depends"]
    return found


def make_lock(lock, where, wheels, base):
    """Write the site's own lock file, with the wheels beside it.

    Parameters
    ----------
    lock : dict
        Pyodide's own.
    where : Path
        The new folder for the lock and the wheels.
    wheels : list of Path
        They are moved there, each to a folder with a name of its own: of two of one name, none hides the other.
    base : str
        Where Pyodide's packages are, as seen from the lock.

    Returns
    -------
    list of str
        What is loaded while Python starts, as seen from the lock.
    """
    own = {}
    for wheel in wheels:
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        name, number = wheel.name.split("-")[:2]
        path = f"{digest[:12]}/{wheel.name}"
        (where / path).parent.mkdir(parents=True)
        shutil.move(wheel, where / path)
        own[canonicalize_name(name)] = {
            "name": name,
            "version": number,
            "file_name": path,
            "sha256": digest,
            "imports": [name],
            "depends": [],  # all of them are loaded, in any order
            "install_dir": "site",
            "package_type": "package",
            "unvendored_tests": False,
        }
    packages = {name: {**one, "file_name": base + one["file_name"]} for name, one in lock["packages"].items()}
    text = json.dumps(lock | {"packages": packages | own}, sort_keys=True)
    (where / "pyodide-lock.json").write_text(text, encoding="utf-8")
    return [packages[name]["file_name"] for name in sorted(needed(lock))] + [one["file_name"] for one in own.values()]
