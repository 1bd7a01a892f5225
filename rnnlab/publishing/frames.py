"""A scene that moves without a kernel: the pictures of its controls' values, drawn beforehand.

Of each picture only what differs from the first is kept: a list of pieces, [from, to] of the first picture's
text, or text of its own. Beside most explorers that is a twentieth of the pictures.
"""

import re
from difflib import SequenceMatcher
from itertools import product
from math import prod

from ipywidgets import Checkbox, Dropdown

MOST = 400  # of the combinations of a scene's controls


def frames_of(explorer, most=MOST):
    """The pictures of an explorer, from where it stands.

    Each control goes through all of its values while the others stay; those with few values are
    combined with each other, as many as give no more than `most` combinations.

    Parameters
    ----------
    explorer : Explorer
        Is where it was, afterwards.
    most : int

    Returns
    -------
    dict
        controls: what each control is on the page, in its order. start: the place of each one's value
        among its values. whole: whether all combinations are there. pictures: lists of pieces, the
        first picture's first. states: by the places of the values, "2,0,1", the number of the
        picture, alone or in a list with what else is not as at the start: where the controls then
        stand ("at"), the last place that a slider can have ("last"), who has no part ("idle").
    """
    names, controls = explorer.shown, explorer.controls
    values = {name: values_of(controls[name]) for name in names}
    start = _places(explorer, names)
    small, first = _combined(values, most), explorer.svg
    ways = [dict(zip(small, way, strict=True)) for way in product(*(range(len(values[name])) for name in small))]
    ways += [{name: k} for name in names if name not in small for k in range(len(values[name]))]
    pieces, texts, states = {first: 0}, split(first), {}
    pictures = [[[0, len(first)]]]
    usual = _as_now(explorer, names)
    for way in ways:
        with explorer.moved(**{name: values[name][k] for name, k in way.items()}):
            if explorer.svg not in pieces:
                pieces[explorer.svg] = len(pictures)
                pictures.append(difference(texts, split(explorer.svg)))
            wanted = [way.get(name, k) for name, k in zip(names, start, strict=True)]
            other = {key: value for key, value in _as_now(explorer, names, wanted).items() if value != usual.get(key)}
            number = pieces[explorer.svg]
        states[",".join(map(str, wanted))] = [number, other] if other else number
    if (_places(explorer, names), explorer.svg) != (start, first):
        raise RuntimeError(f"{explorer!r} does not go back to where it started.")
    shown = [_control(name, controls[name], explorer) for name in names]
    whole = len(small) == len(names)
    return dict(controls=shown, start=start, whole=whole, pictures=pictures, states=states)


def values_of(control):
    """All values of a control, in their order."""
    if isinstance(control, Dropdown):
        return list(control.options)
    if isinstance(control, Checkbox):
        return [False, True]
    steps = round((control.max - control.min) / control.step)
    return [round(control.min + k * control.step, 10) for k in range(steps + 1)]


def split(svg):
    """The text of a picture as a list of its tags, each with the text after it."""
    return re.split("(?=<)", svg)


def difference(first, other):
    """The pieces of `other`, both as `split` gives them: joined, they are its text."""
    ends, pieces = [0], []
    for text in first:
        ends.append(ends[-1] + len(text))
    for kind, i, j, k, end in SequenceMatcher(None, first, other, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append([ends[i], ends[j]])
        elif end > k:
            pieces.append("".join(other[k:end]))
    return pieces


def joined(pieces, first):
    """The text of a picture from its pieces and the first one's text: what the page does, in Python."""
    return "".join(piece if isinstance(piece, str) else first[slice(*piece)] for piece in pieces)


def _combined(values, most):
    """The names of those with fewest values, whose combinations are no more than `most`."""
    small = []
    for name in sorted(values, key=lambda name: len(values[name])):
        if prod(len(values[one]) for one in [*small, name]) <= most:
            small.append(name)
    return [name for name in values if name in small]


def _places(explorer, names):
    return [_place(explorer.controls[name], explorer.values[name]) for name in names]


def _place(control, value):
    return values_of(control).index(value)


def _as_now(explorer, names, wanted=None):
    """What may be other than at the start: where the controls stand, their limits, and who has no part."""
    at, idle = _places(explorer, names), [name for name in names if name not in explorer.on_page]
    last = [len(values_of(explorer.controls[name])) - 1 for name in names]
    return dict(at=None if at == wanted or wanted is None else at, last=last, idle=idle)


def _control(name, control, explorer):
    """What a control is on the page."""
    about = dict(name=name, label=control.description, idle=name not in explorer.on_page)
    about["more"] = name in explorer.behind
    if isinstance(control, Dropdown):
        return about | dict(kind="choice", values=list(control.options), value=control.value)
    if isinstance(control, Checkbox):
        return about | dict(kind="switch", value=control.value)
    digits = 0 if isinstance(control.value, int) else 2
    play = control.play.interval if hasattr(control, "play") else None
    limits = dict(min=control.min, max=control.max, step=control.step)
    return about | dict(kind="slider", value=explorer.values[name], digits=digits, play=play, **limits)
