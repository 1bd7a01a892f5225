"""Mistakes that most steps of a network can have, made once: of the bias, of what goes in, of what comes back.

Each function gives tuples of name, sentence, and the parts that make the mistake.
"""

import numpy as np

from rnnlab.check.exercises import Wrong


def made_by(make, slips):
    """The known mistakes that `make` makes of these parts."""
    return tuple(Wrong(name, sentence, make(**parts)) for name, sentence, parts in slips)


def changed(name, change):
    """An argument that is changed."""
    return {name: lambda s: change(getattr(s, name))}


def of_bias(b, units="unit"):
    """The bias `b`, which is added once, each number to its own sum."""
    return (
        ("bias subtracted", f"The bias {b} is subtracted. It is added to the product.", changed(b, np.negative)),
        (
            "bias averaged",
            f"One number stands for all of {b}, their mean. Each {units} has a bias of its own: add {b} as it is.",
            changed(b, lambda bias: np.full_like(bias, bias.mean())),
        ),
        (
            "bias averaged",
            f"One number stands for all of {b}, their sum. Each {units} has a bias of its own: add {b} as it is.",
            changed(b, lambda bias: np.full_like(bias, bias.sum())),
        ),
    )


def of_terms(x, h):
    """The two terms of the sum, from the input and from the state."""
    return tuple(
        (
            f"{name} subtracted",
            f"What comes from {name} is subtracted. The two terms are added, the one from h and the one from x.",
            changed(name, np.negative),
        )
        for name in (x, h)
    )


def _of_one(states, batch):
    return states[:1].repeat(batch, axis=0)


def of_batch(*states):
    """The states of a batch: each example has its own."""
    words = f"Each example has its own row of {' and '.join(states)}, (B, H)."
    return (
        (
            "one state for the whole batch",
            f"The state of the first example is used for the whole batch. {words}",
            {name: lambda s, name=name: _of_one(getattr(s, name), len(getattr(s, name))) for name in states},
        ),
        (
            "one state for the whole batch",
            f"The mean of the batch's states is used for all of it. {words}",
            {
                name: lambda s, name=name: _of_one(getattr(s, name).mean(0, keepdims=True), len(getattr(s, name)))
                for name in states
            },
        ),
    )


def cut_to_whole(right):
    """The right function whose numbers are cut; of what is left, no second mistake can be read."""
    return tuple(
        Wrong("cut to whole numbers", f"The numbers are {words}.", lambda *given, cut=cut: _each(cut, right(*given)))
        for words, cut in (
            ("cut to whole ones: the array that they are put into is one for integers", np.trunc),
            ("rounded to whole ones", np.round),
        )
    )


def _each(change, result):
    return tuple(map(change, result)) if isinstance(result, tuple) else change(result)
