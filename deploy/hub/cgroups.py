"""All processes of one student as one group with limits: a control group of Linux, of version 2 or 1.

The kernel keeps the limits: what is in the group together takes no more memory, processor or processes
than the group has, whatever each process does. A process stays in the group that it was born in.
"""

import os
import signal
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
NEEDED = ("memory", "cpu", "pids")
PERIOD = 100_000  # microseconds in which `cpus` times as many may be used
NOT_HERE = (
    "{} cannot be written, so no student could be held to limits. Start the hub as root, under systemd by "
    "`systemd-run --scope --property=Delegate=yes`, in a container with a writable /sys/fs/cgroup."
)


class Cgroup:
    """The processes of one student.

    Parameters
    ----------
    name : str
    root : path
        Where control groups are mounted.
    own : path
        What the kernel says of the control groups of this process.
    """

    def __init__(self, name, root=ROOT, own="/proc/self/cgroup"):
        self.unified, bases = _bases(Path(root), Path(own))
        self.folders = {controller: base / f"student-{name}" for controller, base in bases.items()}

    def make(self, memory, cpus, processes):
        """Make the group anew, empty: at most `memory` bytes, `cpus` processors and so many processes."""
        self.remove()
        for folder in self._each():
            folder.mkdir()
        quota = round(cpus * PERIOD)
        if self.unified:
            limits = {"memory.max": memory, "memory.swap.max": 0, "cpu.max": f"{quota} {PERIOD}"}
        else:
            limits = {"memory.limit_in_bytes": memory, "memory.memsw.limit_in_bytes": memory}
            limits |= {"cpu.cfs_period_us": PERIOD, "cpu.cfs_quota_us": quota}
        for file, value in (limits | {"pids.max": processes}).items():
            path = self.folders[file.split(".")[0]] / file
            if path.exists() or "sw" not in file:  # a kernel without swap has no limit of it
                path.write_text(f"{value}")

    def enter(self):
        """Put the calling process into the group."""
        for folder in self._each():
            (folder / "cgroup.procs").write_text("0")

    def processes(self):
        """Ids of what is in the group."""
        file = self.folders["pids"] / "cgroup.procs"
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def remove(self, seconds=5):
        """End what is in the group, then the group; nothing happens where there is none."""
        end = time.monotonic() + seconds
        while left := self.processes():
            for process in left:
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    continue  # it has ended by itself meanwhile
            if time.monotonic() > end:
                raise TimeoutError(f"processes {left} in {self.folders['pids']} do not end")
            time.sleep(0.01)
        for folder in self._each():
            if folder.exists():
                folder.rmdir()

    def _each(self):
        return list(dict.fromkeys(self.folders.values()))


def prepare(root=ROOT, own="/proc/self/cgroup"):
    """Make sure that groups with limits can be made in the group of this process.

    In version 2 a group that has parts holds no processes itself: those of ours move into a part of their own.

    Raises
    ------
    PermissionError
        Where it cannot be.
    """
    unified, bases = _bases(Path(root), Path(own))
    base = bases["memory"]
    try:
        if unified:
            hub = base / "hub"
            hub.mkdir(exist_ok=True)
            for process in (base / "cgroup.procs").read_text().split():
                (hub / "cgroup.procs").write_text(process)
            (base / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in NEEDED))
        for folder in {*bases.values()}:
            (folder / "student-").mkdir(exist_ok=True)
            (folder / "student-").rmdir()
    except OSError as error:
        raise PermissionError(NOT_HERE.format(error.filename or base)) from error


def _bases(root, own):
    """Whether it is version 2, and for each limit the folder of the group that this process belongs to."""
    lines = [line.split(":", 2) for line in own.read_text().splitlines()]
    paths = {name: path for _, names, path in lines for name in names.split(",")}  # version 2 has no name
    unified = (root / "cgroup.controllers").exists()
    missing = [name for name in ([""] if unified else NEEDED) if name not in paths]
    if missing:
        raise PermissionError(NOT_HERE.format(root))
    if unified:
        return True, dict.fromkeys(NEEDED, root / paths[""].strip("/").removesuffix("hub").strip("/"))
    return False, {name: root / name / paths[name].strip("/") for name in NEEDED}
