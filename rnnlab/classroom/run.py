"""Run the cells of one notebook in a kernel of their own: the worker between the scorer and a student's code.

It is started as a file, not as a part of rnnlab, whose import would cost as much as the kernel's own.
Cells come in on its standard input, as JSON, and one line of JSON goes out on its standard output:

    {"errors": [null, "NameError", …], "results": [{"exercise": …}, …], "problem": null}
    {"stopped": "the kernel ended by itself (a crash, or os._exit)"}

The kernel has neither of the two streams. Whoever reads the line ends the kernel: this process does not
wait until it has shut down.
"""

import json
import os
import secrets
import sys
from pathlib import Path
from subprocess import DEVNULL
from threading import Timer

KERNEL = """
import runpy, sys
sys.modules["debugpy"] = None  # it takes a fifth of the time in which a kernel starts, and nobody debugs here
runpy.run_module("ipykernel_launcher", run_name="__main__")
"""
GRACE = 5  # seconds after which this process ends even when nobody watches it any more
COLLECT = """
def _collect_results():
    from IPython import get_ipython
    from rnnlab import check
    get_ipython().display_pub.publish({{"{mark}": check.results()}})
_collect_results()
"""


def finish(outcome):
    """Write the one line, and end at once."""
    sys.stdout.write(json.dumps(outcome) + "\n")
    sys.stdout.flush()
    os._exit(0)


def run_cells(sources, cell_seconds, megabytes):
    """Run the cells one after the other, whatever errors they raise, and write the line with what was checked.

    Parameters
    ----------
    sources : list of str
    cell_seconds : float
        After which a cell is interrupted.
    megabytes : float
        Of output, after which everything is stopped.
    """
    for module in ("rfc3987_syntax", "isoduration"):  # jsonschema has grammars of addresses and durations, which take
        sys.modules[module] = None  # a second to load; no cell has any
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook

    class Kernel(AsyncKernelManager):
        kernel_spec = KernelSpec(argv=[sys.executable, "-c", KERNEL, "-f", "{connection_file}"])

    class Client(NotebookClient):
        printed = 0

        def output(self, outs, msg, *args):
            self.printed += len(str(msg["content"]))
            if self.printed > megabytes * 1e6:
                finish({"stopped": f"stopped: printed more than {megabytes:g} MB"})
            return super().output(outs, msg, *args)

    mark = f"application/vnd.rnnlab.{secrets.token_hex(16)}+json"
    cells = [new_code_cell(source) for source in [*sources, COLLECT.format(mark=mark)]]

    def at_the_end(cell_index, **_):
        if cell_index == len(sources):
            *errors, problem = [next((out.ename for out in cell.outputs if "ename" in out), None) for cell in cells]
            results = next((out.data[mark] for out in cells[-1].outputs if mark in out.get("data", {})), None)
            finish({"errors": errors, "results": results, "problem": problem})

    client = Client(
        new_notebook(cells=cells),
        kernel_manager_class=Kernel,  # of this Python, whatever kernels are installed and the notebook asks for
        timeout_func=lambda _: cell_seconds,
        interrupt_on_timeout=True,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
        on_cell_executed=at_the_end,
        resources={"metadata": {"path": str(Path.cwd() / "work")}},
    )
    try:
        client.execute(stdout=DEVNULL, stderr=DEVNULL)
    except DeadKernelError:
        finish({"stopped": "the kernel ended by itself (a crash, or os._exit)"})


def main():
    order = json.loads(sys.stdin.buffer.read())
    watch = Timer(order["seconds"] + GRACE, os._exit, [1])
    watch.daemon = True
    watch.start()
    run_cells(order["sources"], order["cell_seconds"], order["printed"])


if __name__ == "__main__":
    main()
