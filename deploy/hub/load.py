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
import statistics
import sys
import tempfile
import time
from pathlib import Path

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


async def class_of(hub, names, moves, pause, page):
    """Everything that so many students do; what was measured of it."""
    doors, errors = asyncio.Semaphore(AT_ONCE), []
    students = [Student(hub.url, name, hub.passwords[name], seconds=300) for name in names]

    async def noted(step):
        try:
            return await step
        except Exception as error:  # counted, shown and turned into the exit status; the others go on
            errors.append(f"{type(error).__name__}: {error}")

    for student in students:
        await student.__aenter__()
    ready = await asyncio.gather(*(noted(prepare(student, doors)) for student in students))
    there = [(student, *row) for student, row in zip(students, ready, strict=True) if row]
    browser = noted(asyncio.to_thread(page, hub, names[0])) if page else asyncio.sleep(0)
    rounds = (noted(move(student, explorer, moves, pause)) for student, explorer, *_ in there)
    seen, *times = await asyncio.gather(browser, *rounds)
    memory = [memory_of(name) for name in names]
    for student in students:
        await student.__aexit__()
    times = [1000 * took for one in times if one for took in one]
    row = {
        "students": len(names),
        "moves": len(times),
        **{f"p{q}_ms": percentile(times, q) for q in (50, 95)},
        "longest_ms": round(max(times), 1) if times else None,
        "start_s": round(statistics.median(row[2] for row in there), 1) if there else None,
        "run_lecture_s": round(statistics.median(row[3] for row in there), 1) if there else None,
        "MB_each": round(statistics.median(memory)),
        "hub_MB": round(pss_of(psutil.Process(hub.process.pid), also_students=False)),
    }
    if page:
        row |= {f"page_{name}": value for name, value in (seen or {"p50_ms": None, "p95_ms": None}).items()}
    return row | {"errors": len(errors)}, errors


def percentile(values, q):
    """The q-th percentile, or None where there are too few values."""
    return round(statistics.quantiles(values, n=100, method="inclusive")[q - 1], 1) if len(values) > 1 else None


def memory_of(name):
    """MB of everything that runs as that student, with its part of what is shared (PSS)."""
    return sum(_pss(process) for process in psutil.process_iter(["username"]) if process.info["username"] == name)


def pss_of(process, also_students):
    """MB of a process and its children; of the hub's, those of students are counted elsewhere."""
    family = [process, *process.children(recursive=True)]
    return sum(_pss(one) for one in family if also_students or one.username() == process.username())


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
    page = None
    if chosen.page:
        from load_page import page
    failed = False
    for count in chosen.students:
        names = [f"rnnlab-load-{number:02}" for number in range(1, count + 1)]
        load = os.getloadavg()[0]
        with tempfile.TemporaryDirectory() as folder, TrialHub(folder, names) as hub:
            row, errors = asyncio.run(class_of(hub, names, chosen.moves, chosen.pause, page))
        print("  ".join(f"{name} {value}" for name, value in {**row, "load_before": round(load, 1)}.items()), flush=True)
        print(*errors[:5], sep="\n", end="\n" if errors else "", flush=True)
        failed |= bool(errors)
    sys.exit(failed)


if __name__ == "__main__":
    main()
