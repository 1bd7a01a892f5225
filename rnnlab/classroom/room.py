"""A folder and an environment for one notebook alone: it finds nothing of the lecturer's and of other students'."""

import os
import shutil
import site
import subprocess
import sys
import tempfile
from pathlib import Path

KEPT = {"PATH", "PATHEXT", "SYSTEMROOT", "WINDIR", "COMSPEC", "LANG", "LC_ALL", "LC_CTYPE", "TZ"}
KEPT |= {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "CONDA_PREFIX", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}
MARK = "RNNLAB_ROOM"
FONTS = "from matplotlib import font_manager, get_cachedir; print(get_cachedir())"


def make_room(name, data, fonts=()):
    """Make a room: a new temporary folder.

    Parameters
    ----------
    name : str
        Of the notebook's file.
    data : bytes
        The notebook.
    fonts : iterable of Path
        matplotlib's lists of fonts, which take seconds to make where there are many.

    Returns
    -------
    Path
        In it are work/, where the kernel works beside its copy of the notebook, and home/.
    """
    room = Path(tempfile.mkdtemp(prefix="rnnlab-")).resolve()
    for folder in ("work", "home", "tmp", "matplotlib"):
        (room / folder).mkdir()
    (room / "work" / name).write_bytes(data)
    for path in fonts:
        shutil.copy(path, room / "matplotlib")
    return room


def environment_of(room):
    """The environment variables in which a room's processes run.

    Parameters
    ----------
    room : Path

    Returns
    -------
    dict of str
        Of the scorer's own, only what Python needs. The rest says that every folder is in the room.
    """
    kept = {name: value for name, value in os.environ.items() if name.upper() in KEPT}
    if site.ENABLE_USER_SITE:
        kept["PYTHONUSERBASE"] = site.getuserbase()  # packages installed there are found in another home too
    home, temporary = str(room / "home"), str(room / "tmp")
    return kept | {
        MARK: str(room),
        "HOME": home,
        "USERPROFILE": home,
        "TMPDIR": temporary,
        "TEMP": temporary,
        "TMP": temporary,
        "IPYTHONDIR": str(room / "home" / "ipython"),
        "JUPYTER_CONFIG_DIR": str(room / "home" / "config"),
        "JUPYTER_DATA_DIR": str(room / "home" / "data"),
        "JUPYTER_RUNTIME_DIR": str(room / "home" / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this environment
        "MPLCONFIGDIR": str(room / "matplotlib"),
        "OPENBLAS_NUM_THREADS": "1",  # several notebooks run at once: one thread each
    }


def find_fonts():
    """The lists of fonts that matplotlib has made for the lecturer.

    Returns
    -------
    list of Path
        Empty where there is no matplotlib.
    """
    done = subprocess.run([sys.executable, "-P", "-c", FONTS], capture_output=True, text=True, check=False)
    return sorted(Path(done.stdout.strip()).glob("fontlist-*.json")) if done.returncode == 0 else []
