"""The lectures live in a page: a JupyterLite site, whose kernel is Python in the browser (Pyodide)."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from rnnlab.publishing.wheels import KERNEL, LOADED, make_lock, make_wheels, needed

PYODIDE_URL = "https://cdn.jsdelivr.net/pyodide/v0.29.3/full/"  # what jupyterlite-pyodide-kernel 0.7.2 is made for
CORE = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
EXTENSION = "@jupyterlite/pyodide-kernel-extension"
SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},  # all cells are in the page
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyter-notebook/application-extension:top": {"visible": "no"},  # a line says where one is
}


def build_lite(notebooks, out, pyodide_url=PYODIDE_URL, pyodide_folder=None):
    """Build the live lectures: in `out`, one is `notebooks/index.html?path=01_concatenation.ipynb`.

    Parameters
    ----------
    notebooks : list of Path
        The lectures, which may show pictures in a folder images beside them.
    out : path
        Is made anew. All addresses in it are relative: it may be put anywhere.
    pyodide_url : str
        Where the reader's browser finds Pyodide and its packages, with a slash at the end.
    pyodide_folder : path, optional
        A Pyodide release, unpacked: what the lectures need of it becomes part of the site, which then asks
        no other host for anything.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    FileNotFoundError
        A folder that is no Pyodide release.
    RuntimeError
        What pip or JupyterLite said when it failed.
    OSError
        Pyodide's lock file could not be fetched.
    """
    out, base = Path(out).resolve(), "../pyodide/" if pyodide_folder else pyodide_url  # as seen from folders of out
    lock = _read_lock(pyodide_url, pyodide_folder)
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="rnnlab-") as work:
        _lay_out(Path(work) / "lite", notebooks, base)
        _run_jupyterlite(Path(work) / "lite", out)
        make_wheels(Path(work), lock["info"]["python"])
        pypi = out / "extensions" / EXTENSION / "static" / "pypi"
        wheels = [*Path(work).glob("*.whl"), *(next(pypi.glob(f"{name}-*.whl")) for name in KERNEL)]
        if pyodide_folder:
            lock = _keep(lock, Path(pyodide_folder), out / "pyodide")
        parts = make_lock(lock, out / "lock", sorted(wheels), base)
    parts = {"Pyodide": [base + name for name in CORE], "packages": parts}
    (out / "lock" / "parts.json").write_text(json.dumps(parts, indent=1), encoding="utf-8")
    return out


def _read_lock(url, folder):
    if folder is None:
        with urlopen(url + LOCK) as file:
            return json.load(file)
    missing = [name for name in (*CORE, LOCK) if not (Path(folder) / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{folder} has no {', '.join(missing)}: it must be a Pyodide release, unpacked.")
    return json.loads((Path(folder) / LOCK).read_text(encoding="utf-8"))


def _keep(lock, source, target):
    """Copy what the lectures need of a Pyodide release, and leave the rest out of its lock."""
    kept = {name: lock["packages"][name] for name in sorted(needed(lock))}
    target.mkdir()
    for name in (*CORE, *(one["file_name"] for one in kept.values())):
        shutil.copy2(source / name, target / name)
    return lock | {"packages": kept}


def _lay_out(folder, notebooks, pyodide):
    """What JupyterLite is made from: the lectures, with the kernel of the page, and the settings."""
    (folder / "contents").mkdir(parents=True)
    for path in notebooks:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)"}
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        (folder / "contents" / path.name).write_text(text, encoding="utf-8")
    for images in {path.parent / "images" for path in notebooks}:
        if images.is_dir():
            shutil.copytree(images, folder / "contents" / "images", dirs_exist_ok=True)
    kernel = {
        "pyodideUrl": pyodide + "pyodide.js",
        "loadPyodideOptions": {"lockFileURL": f"lock/{LOCK}", "packages": LOADED},
    }
    config = {
        "exposeAppInBrowser": True,
        "faviconUrl": "./notebooks/favicon.ico",
        "litePluginSettings": {f"{EXTENSION}:kernel": kernel},
    }
    files = {
        "jupyter-lite.json": {"jupyter-lite-schema-version": 0, "jupyter-config-data": config},
        "overrides.json": SETTINGS,
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def _run_jupyterlite(folder, out):
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--contents=contents", f"--output-dir={out}"]
    command += ["--apps=notebooks", "--apps=tree", "--no-sourcemaps", "--no-unused-shared-packages", "--no-libarchive"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"JupyterLite could not be built:\n{done.stdout}{done.stderr}")
