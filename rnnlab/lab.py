"""Start JupyterLab on the lectures: python -m rnnlab.lab [options of `jupyter lab`] [a notebook or a folder]

It opens the first lecture with the list of files beside it, whatever was open the last time; a notebook
that is named is opened instead. As root, which is usual in containers, it starts for this machine only.
"""

import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp
from traitlets.config import Config

from rnnlab.loopback import is_this_machine

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
ALONE = "Running as root: JupyterLab is started for this machine only (127.0.0.1).\n"
REFUSED = "Not started: as root, JupyterLab is for this machine only, not for the address {} (--ip).\n"


def place_of(file=None, folder=None):
    """Which folder is served, and which page is opened.

    Parameters
    ----------
    file : str, optional
        A notebook to open.
    folder : str, optional
        To serve; without it, that of the lectures.

    Returns
    -------
    folder : Path
        The one of `file` where the other does not hold it.
    page : str
        The first lecture, `file`, or, in another folder, JupyterLab itself.
    """
    root = Path(folder).resolve() if folder else NOTEBOOKS
    if file:
        file = Path(file).resolve()
        root = root if root in file.parents else file.parent
    elif root == NOTEBOOKS:
        file = min(NOTEBOOKS.glob("*.ipynb"), default=None)
    return root, f"/lab/tree/{quote(file.relative_to(root).as_posix())}" if file else "/lab"


class Server(ServerApp):
    """Jupyter's server, which knows its place, and what root may do."""

    def parse_command_line(self, argv=None):
        super().parse_command_line(argv)
        given = self.config.ServerApp
        folder, page = place_of(given.get("file_to_run"), given.get("root_dir"))
        found = Config()
        found.ServerApp.root_dir, found.ServerApp.file_to_run = str(folder), ""
        found.LabApp.default_url = self.config.LabApp.get("default_url", page)
        self.update_config(found)

    def init_configurables(self):
        """Here every option and every configuration file has been read, and nothing listens yet."""
        if getattr(os, "geteuid", lambda: 1)() == 0:
            if not is_this_machine(self.ip):
                sys.stderr.write(REFUSED.format(self.ip or "*"))
                self.exit(1)
            sys.stderr.write(ALONE)
            self.ip, self.allow_root = self.ip.replace("localhost", "127.0.0.1"), True
        super().init_configurables()


class Lab(LabApp):
    """JupyterLab on that server. To Jupyter, it is the extension that JupyterLab is."""

    serverapp_class = Server

    @classmethod
    def get_extension_package(cls):
        return "jupyterlab"


def main(words=None):
    """Run the server until it is ended; `words` are options, as on the command line."""
    with tempfile.TemporaryDirectory(prefix="rnnlab-") as workspaces:
        own = [f"--LabApp.workspaces_dir={workspaces}"]  # nothing restored, and nobody else's overwritten
        own += ["--ServerApp.jpserver_extensions=rnnlab.server=True"]
        Lab.launch_instance([*own, *(sys.argv[1:] if words is None else words)])


if __name__ == "__main__":
    sys.exit(main())
