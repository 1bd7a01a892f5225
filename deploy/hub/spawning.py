"""A student's server: run as the student's own Unix user, in a control group, with certificates of its own."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from cgroups import Cgroup
from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Integer, Unicode, default

HERE = Path(__file__).resolve().parent


class StudentSpawner(LocalProcessSpawner):
    """JupyterHub's own spawner of local processes, whose limits on memory and processor are kept."""

    max_processes = Integer(300, config=True, help="Processes and threads that a student may have at once.")
    lectures = Unicode(config=True, help="The folder that a student gets a copy of.")
    private = Unicode("/run/rnnlab-hub", config=True, help="Where each student has a folder that no other can enter.")

    @default("lectures")
    def _lectures(self):
        return str(HERE.parent.parent / "notebooks")

    @default("cmd")
    def _cmd(self):
        python = [sys.executable, "-P"]
        return [*python, str(HERE / "with_lectures.py"), *python, "-m", "jupyterhub.singleuser"]

    @default("popen_kwargs")
    def _popen_kwargs(self):  # the hub's own terminal and log are not passed on
        return dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)

    @property
    def cgroup(self):
        return Cgroup(self.user.name)

    @property
    def folder(self):
        return Path(self.private) / self.user.name

    def user_env(self, env):
        env = super().user_env(env)
        return env | {"RNNLAB_LECTURES": self.lectures, "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime")}

    def make_preexec_fn(self, name):
        enter, become = self.cgroup.enter, super().make_preexec_fn(name)
        log = Path(pwd.getpwnam(name).pw_dir) / ".rnnlab-server.log"

        def preexec():
            enter()
            become()
            os.umask(0o077)
            file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, 1)
            os.dup2(file, 2)

        return preexec

    async def start(self):
        self.cgroup.make(self.mem_limit, self.cpu_limit, self.max_processes)
        return await super().start()

    async def poll(self):
        status = await super().poll()
        if status is not None:  # what the server has left behind ends with it
            self.cgroup.remove()
        return status

    async def move_certs(self, paths):
        """Put the certificates where only the student can read them.

        Not in the home, where a student could have laid a link for root to follow.
        """
        user, parent = pwd.getpwnam(self.user.name), self.folder.parent
        parent.mkdir(exist_ok=True)
        parent.chmod(0o711)  # whoever has a folder in it gets there, and sees none of the others
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        moved = {name: str(shutil.copy(path, self.folder)) for name, path in paths.items()}
        for path in [*moved.values(), self.folder]:
            os.chmod(path, 0o700 if path == self.folder else 0o400)
            os.chown(path, user.pw_uid, user.pw_gid)
        return moved
