"""Let students use the hub at once, and measure: make load, or python deploy/hub/load.py [--students 1 10 30]

Each student logs in through the proxy, starts the server, runs lecture 1 in a kernel, and moves its first
slider, all students at the same time. What is measured is the time from the message that moves the slider to
the message with the new picture. With --page, one of them also is a real page in Chromium, where the time goes
from the key to the frame in which the new picture is seen.

It makes a hub of its own on free ports of this machine, with Unix users that are removed afterwards, and it
stops by itself. It needs root.
"""

import argparse
import asyncio
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
from trial import TrialHub
from virtual_student import SHOWN, Student

LECTURE = "01_concatenation.ipynb"
AT_ONCE = 4  # servers that start at a time: as many as students who press the button in the same second or two


async def prepare(student, doors):
    """Log in, start the server, run the lecture; return its first explorer, and the seconds of both."""
    async with doors:
        await student.log_in()
        started = await student.start_server()
        cells = await student.open(LECTURE)
        start, explorer = time.perf_counter(), None
        for cell in cells:
            outputs = await student.run(cell)
            if explorer is None and any(SHOWN in data for data in outputs):
                explorer = student.explorer(outputs)
        return explorer, started, time.perf_counter() - start


async def move(student, explorer, moves, pause):
    """Move the slider up and down near its middle, as often as `moves`; the seconds of each."""
    slider, picture = explorer
    low, high = (student.models[slider][edge] for edge in ("min", "max"))
    value, up, times = student.models[slider]["value"], True, []
    for _ in range(moves):
        up = value < high if up else value <= low
        value += 1 if up else -1
        await asyncio.sleep(random.uniform(0, 2 * pause))  # students do not move in step
        times.append(await student.move(slider, picture, value))
    return times


async def class_of(hub, names, moves, pause, at_page):
    """Everything that so many students do; what was measured of it, and the errors."""
    doors, errors, loop = asyncio.Semaphore(AT_ONCE), [], asyncio.get_running_loop()
    students = [Student(hub.url, name, hub.passwords[name], seconds=300) for name in names[at_page:]]
    thread = ThreadPoolExecutor(1)  # what drives a browser stays in one thread

    async def noted(step):
        try:
            return await step
        except Exception as error:  # counted, shown and turned into the exit status; the others go on
            errors.append(f"{type(error).__name__}: {error}")

    opening = []
    if at_page:
        from load_page import Page

        opening = [noted(loop.run_in_executor(thread, Page, hub, names[0]))]
    for student in students:
        await student.__aenter__()
    *ready, page = await asyncio.gather(
        *(noted(prepare(student, doors)) for student in students), *opening or [_none()]
    )
    there = [(student, *row) for student, row in zip(students, ready, strict=True) if row]
    rounds = [noted(move(student, explorer, moves, pause)) for student, explorer, *_ in there]
    rounds += [noted(loop.run_in_executor(thread, page.move, moves, pause)) if page else _none()]
    before, start = [cpu_of(name) for name in names], time.perf_counter()
    proxied = sum(proxy_of(hub).cpu_times()[:2])
    *times, seen = await asyncio.gather(*rounds)
    seconds = time.perf_counter() - start
    proxied = sum(proxy_of(hub).cpu_times()[:2]) - proxied
    busy = [cpu_of(name) - earlier for name, earlier in zip(names, before, strict=True)]
    memory = [memory_of(name) for name in names]
    for student in students:
        await student.__aexit__()
    if page:
        await loop.run_in_executor(thread, page.close)
    thread.shutdown()
    row = {"students": len(names), **summary([1000 * took for one in times if one for took in one], "message_")}
    if at_page:
        missed = seen.count(None) if seen else moves
        errors.extend(["the page showed no new picture"] * missed)
        row |= summary([took for took in seen or [] if took is not None], "key_")
    row |= {"start_s": _median(row[2] for row in there), "run_lecture_s": _median(row[3] for row in there)}
    row |= {"cpu_s_until_ready": _median(before), "cpu_each": round(statistics.median(busy) / seconds, 3)}
    row |= {"cpu_proxy": round(proxied / seconds, 3), "MB_each": _median(memory)}
    return row | {"MB_hub": round(hub_memory(hub)), "errors": len(errors)}, errors


async def _none():
    return None


def summary(times, prefix):
    """How many times there are, and their median, 95th percentile and maximum in ms."""
    values = {"moves": len(times), "p50": percentile(times, 50), "p95": percentile(times, 95)}
    values["max"] = round(max(times), 1) if times else None
    return {prefix + name: value for name, value in values.items()}


def _median(values):
    values = list(values)
    return round(statistics.median(values), 1) if values else None


def percentile(values, q):
    """The q-th percentile, or None where there are too few values."""
    return round(statistics.quantiles(values, n=100, method="inclusive")[q - 1], 1) if len(values) > 1 else None


def memory_of(name):
    """MB of everything that runs as that student, with its part of what is shared (PSS)."""
    return sum(_pss(process) for process in psutil.process_iter(["username"]) if process.info["username"] == name)


def cpu_of(name):
    """Seconds of processor that what runs as that student has used."""
    running = [one for one in psutil.process_iter(["username", "cpu_times"]) if one.info["username"] == name]
    return sum(one.info["cpu_times"].user + one.info["cpu_times"].system for one in running)


def proxy_of(hub):
    """The process of the hub's proxy."""
    children = psutil.Process(hub.process.pid).children()
    return next(one for one in children if "configurable-http-proxy" in " ".join(one.cmdline()))


def hub_memory(hub):
    """MB of the hub, its proxy and its culler."""
    family = [psutil.Process(hub.process.pid)]
    family += [one for one in family[0].children(recursive=True) if one.username() == family[0].username()]
    return sum(map(_pss, family))


def _pss(process):
    try:
        return process.memory_full_info().pss / 2**20
    except psutil.NoSuchProcess:
        return 0


def main():
    options = argparse.ArgumentParser(prog="make load", description=__doc__.split("\n")[0])
    options.add_argument("--students", type=int, nargs="+", default=[1, 10, 30], help="how many at once (1 10 30)")
    options.add_argument("--moves", type=int, default=50, help="of the slider, each student (50)")
    options.add_argument("--pause", type=float, default=0.5, help="mean seconds between two moves of a student (0.5)")
    options.add_argument("--page", action="store_true", help="one of them also is a page in Chromium")
    chosen = options.parse_args()
    if os.geteuid() != 0:
        sys.exit("Only root can start servers as their students. Try: sudo make load")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # with the hub's end, and without its users
    rows, failed = [], False
    for count in chosen.students:
        names = [f"rnnlab-load-{number:02}" for number in range(1, count + 1)]
        load = {"load_before": round(os.getloadavg()[0], 1)}
        with tempfile.TemporaryDirectory() as folder, TrialHub(folder, names) as hub:
            row, errors = asyncio.run(class_of(hub, names, chosen.moves, chosen.pause, chosen.page))
        rows.append(row | load)
        failed |= bool(errors)
        print(f"{count} students: {len(errors)} errors", *errors[:5], sep="\n  ", flush=True)
    print(table(rows))
    sys.exit(failed)


def table(rows):
    """A line for each figure, a column for each number of students."""
    return "\n".join(f"{name:20}" + "".join(f"{row[name]!s:>9}" for row in rows) for name in rows[0])


if __name__ == "__main__":
    main()
