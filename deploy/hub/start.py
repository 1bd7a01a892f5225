"""Start JupyterHub for a class: python deploy/hub/start.py [options of jupyterhub]"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("RNNLAB_HUB_STATE", "/var/lib/rnnlab-hub"))
sys.path.insert(0, str(HERE))

from cgroups import prepare  # noqa: E402
from jupyterhub.app import JupyterHub  # noqa: E402
from traitlets import default  # noqa: E402

from rnnlab.loopback import is_this_machine  # noqa: E402


class Hub(JupyterHub):
    """JupyterHub, which does not let passwords cross a network in clear text."""

    @default("config_file")
    def _config_file(self):
        return str(HERE / "jupyterhub_config.py")

    def init_hub(self):
        """Here every option and the configuration have been read, and nothing listens yet."""
        address = urlsplit(self.bind_url).hostname or ""
        if not (self.ssl_cert and self.ssl_key) and not is_this_machine(address):
            sys.exit(
                f"Not started: on {address or 'all addresses'} passwords would cross the network in clear text. "
                "Give --ssl-key and --ssl-cert, or stay on 127.0.0.1 behind a web server that has a certificate."
            )
        super().init_hub()


def closed_to_students(paths):
    """The first folder on the way to one of `paths` that another Unix user cannot enter, or None."""
    folders = [folder for path in paths for folder in reversed([path, *path.parents])]
    return next((folder for folder in folders if folder.is_dir() and not folder.stat().st_mode & 0o001), None)


def main():
    if os.geteuid() != 0:
        sys.exit("Not started: only root can start servers as their students. Try: sudo make hub")
    if closed := closed_to_students([HERE, Path(sys.prefix), Path(sys.base_prefix), HERE.parent.parent / "notebooks"]):
        sys.exit(f"Not started: students cannot enter {closed}. Put this folder elsewhere, for example into /opt.")
    try:
        prepare()
    except PermissionError as error:
        sys.exit(f"Not started: {error}")
    STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    STATE.chmod(0o700)
    os.chdir(STATE)  # its database, cookie secret and certificates are kept here, for root alone
    os.umask(0o077)
    Hub.launch_instance()


if __name__ == "__main__":
    main()
