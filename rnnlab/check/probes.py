"""Where to look for a mistake that has no name: what the function is right without, and what it first gets wrong."""

import numpy as np

from rnnlab.check.comparing import same

BIASES = ("b", "b_h", "b_g", "b_hn", "b_y")
OTHERS = ("h", "h0", "x", "c", "dh", "dh_next", "dc", "m", "v")
CONDITIONS = (
    ("H = D", "H and D differ", lambda sizes: sizes.get("H", 0) == sizes.get("D", 1)),
    ("B = 1", "the batch is larger", lambda sizes: sizes.get("B", 0) == 1),
    ("T = 1", "there are more steps", lambda sizes: sizes.get("T", 0) == 1),
    ("H = 1", "there are more hidden units", lambda sizes: sizes.get("H", 0) == 1),
)
TRIED, SAID = 2, 2  # examples for each probe; probes that are said


def say_where(cases, failed):
    """For which sizes a function is right and for which wrong, when one condition tells them apart."""
    random = [k for k, case in enumerate(cases) if case.sizes]
    for where, otherwise, holds in CONDITIONS:
        right = [k for k in random if k not in failed]
        if right and all(holds(cases[k].sizes) == (k in right) for k in random):
            return f" It is right where {where}, and wrong where {otherwise}."
    return ""


def say_where_to_look(trial, cases, failed):
    """The probes that a wrong function passes, and the first station of the exercise that it does not; in words."""
    tried = [cases[k] for k in sorted(failed, key=lambda k: cases[k].numbers) if cases[k].make][-2 * TRIED : -TRIED]
    if len(tried) < TRIED:
        return ""
    words = [text for text, changed in _probes(tried) if _is_right(trial, changed)][:SAID]
    return "".join(f" It is right where {text}." for text in words) + _first_station(trial, tried)


def _is_right(trial, cases):
    outcomes = trial.call(cases)
    return bool(outcomes) and all(
        same(outcome.arrays, trial.exercise.wanted(case)) for outcome, case in zip(outcomes, cases, strict=True)
    )


def _probes(cases):
    """What a probe does, in words, and the examples changed by it."""
    arguments, sizes = cases[0].arrays, cases[0].sizes
    for name in (*BIASES, *OTHERS):
        if name in arguments:
            look = "the bias" if name in BIASES else f"what becomes of {name}"
            yield f"{name} is 0: look at {look}", [_with(case, **{name: 0 * case.arrays[name]}) for case in cases]
    for name in ("W_hh", "W_h", "W") if {"h", "h0"} & arguments.keys() else ():
        if name in arguments:
            yield (
                "W_hh is 0: look at what h is multiplied by",
                [_with(case, **_no_hidden(case, name)) for case in cases],
            )
    for letter, look in (("T", "what a step hands to the next one"), ("H", "what mixes the hidden units")):
        if letter in sizes:
            yield f"{letter} = 1: look at {look}", [_made(case, k, letter) for k, case in enumerate(cases)]


def _with(case, **arrays):
    return case._replace(arrays=case.arrays | arrays)


def _no_hidden(case, name):
    W = case.arrays[name]
    H = len(W) if name == "W_hh" else case.arrays.get("h", case.arrays.get("h0")).shape[-1]
    return {name: W * (np.arange(len(W)) >= H)[:, None]}


def _made(case, seed, letter):
    rng, sizes = np.random.default_rng(seed), case.sizes | {letter: 1}
    return case._replace(arrays=case.make(lambda *shape: 0.7 * rng.standard_normal(shape), **sizes), sizes=sizes)


def _first_station(trial, cases):
    """The first of the exercise's stations at which what comes back is not what it must be."""
    stations = trial.exercise.stations
    for station in stations:
        for case in cases:
            changed = [_with(case, **change(case.arrays)) for change in station.changes]
            yours = [outcome.arrays for outcome in trial.call(changed)]
            both = (yours, [trial.exercise.wanted(one) for one in changed])
            numbers = [[np.asarray(arrays[station.part], float) for arrays in found if arrays] for found in both]
            if [array.shape for array in numbers[0]] != [array.shape for array in numbers[1]]:
                return ""
            shown = [station.shown(*arrays) for arrays in numbers]
            if not same(shown[:1], shown[1:]):
                names = ", ".join(one.name for one in stations)
                return (
                    f" Of {names} the first that cannot be right is {station.name}: {station.words}, and it is not so."
                )
    return ""
