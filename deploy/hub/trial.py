"""A hub to try: on free ports of this machine, with students who are Unix users only while it runs."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import add_students

HERE = Path(__file__).resolve().parent


class TrialHub:
    """The hub of this folder, started by start.py, with every setting as it is but the ports.

    Parameters
    ----------
    folder : path
        A new folder for its database and its log.
    names : list of str
        Students to make; whoever was made here is removed in the end, with all files.
    options : list of str
        Of jupyterhub, for example `--StudentSpawner.mem_limit=512M`.
    start : path
        Another start.py, for example in a copy that was changed.
    """

    def __init__(self, folder, names, options=(), start=HERE / "start.py"):
        self.folder, self.names, self.options, self.start = Path(folder), list(names), list(options), Path(start)
        self.passwords, self.log = {}, self.folder / "hub.log"
        self.process = None

    def __enter__(self):
        port, proxy, hub = _free_ports(3)
        self.url, self.hub_port, self.proxy_port = f"http://127.0.0.1:{port}", hub, proxy
        self.private = Path(f"/run/rnnlab-trial-{port}")
        options = [f"--JupyterHub.port={port}", f"--JupyterHub.hub_port={hub}"]
        options += [f"--ConfigurableHTTPProxy.api_url=https://127.0.0.1:{proxy}"]
        options += [f"--StudentSpawner.private={self.private}", *self.options]
        try:
            subprocess.run(["groupadd", "--force", add_students.GROUP], check=True)
            for name in self.names:
                password = add_students.add(name)
                if password is None:
                    raise ValueError(f"{name} is a user of this machine already: remove it, or choose another name.")
                self.passwords[name] = password
            environment = os.environ | {"RNNLAB_HUB_STATE": str(self.folder / "state")}
            with self.log.open("wb") as log:
                self.process = subprocess.Popen(
                    [sys.executable, self.start, *options], env=environment, stdout=log, stderr=log
                )
            self._wait(60)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.private, ignore_errors=True)
        for name in self.passwords:
            subprocess.run(["userdel", "--remove", "--force", name], check=True, capture_output=True)

    def _wait(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/hub/login", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        raise TimeoutError(f"the hub did not start: {self.log.read_text(errors='replace')[-2000:]}")


def _free_ports(count):
    """Ports that were free a moment ago, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
