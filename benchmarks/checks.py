"""What a check costs: the right function, and a wrong one that is named, with and without its card."""

from statistics import median
from time import perf_counter

from rnnlab.check import EXERCISES
from rnnlab.check.diagnosis import diagnose


def checks(repeats=15):
    """One row for each exercise: median milliseconds of a check, first the right function, then the wrong ones."""
    rows = []
    for name, exercise in EXERCISES.items():
        runs = {"right": [], "slowest_wrong": [], "its_card": []}
        for _ in range(repeats):
            runs["right"].append(_ms(lambda exercise=exercise: diagnose(exercise, exercise.right))[0])
            wrong = [_ms(lambda f=wrong.function, e=exercise: diagnose(e, f)) for wrong in exercise.wrong]
            slowest, result = max(wrong, key=lambda pair: pair[0])
            runs["slowest_wrong"].append(slowest)
            runs["its_card"].append(_ms(lambda result=result: result.picture)[0])
        rows.append({"exercise": name, "known_mistakes": len({wrong.name for wrong in exercise.wrong})})
        rows[-1] |= {f"{what}_ms": round(median(times), 1) for what, times in runs.items()}
    return rows


def _ms(function):
    start = perf_counter()
    result = function()
    return 1000 * (perf_counter() - start), result
