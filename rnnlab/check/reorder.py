"""Lecture 7: somebody else's blocks, put in our order, and how that goes wrong."""

from itertools import permutations

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.check.places import places

THEIRS, OURS = "ifgo", "fiog"
MOVED = [1, 0, 3, 2]


def _columns(array, order):
    """Blocks that stand as i, f, g, o along the last axis, put in another order."""
    blocks = dict(zip(THEIRS, np.split(array, 4, axis=-1), strict=True))
    return np.concatenate([blocks[name] for name in order], axis=-1)


@places("W", "b")
def moved_of(order_W=OURS, order_b=OURS):
    """Both put in order, each in its own."""
    return lambda W, b: (_columns(W, order_W), _columns(b, order_b))


def _to(order_W, order_b=None):
    return moved_of(order_W=order_W, order_b=order_b or order_W)


def _right(W, b):
    return _to(OURS)(W, b)


def _rows(W, b):
    return np.concatenate([np.split(W, len(b) // 4 * np.arange(1, 4))[k] for k in MOVED]), _columns(b, OURS)


def _rows_of_four(W, b):
    H = len(b) // 4
    return np.concatenate([W[k * H : (k + 1) * H] for k in MOVED]), _columns(b, OURS)


def _single_columns(W, b):
    return W[:, MOVED], b[MOVED]


def _split_into_units(W, b):
    H = len(b) // 4
    return W.reshape(-1, H, 4)[..., MOVED].reshape(W.shape), b.reshape(H, 4)[:, MOVED].ravel()


def _split_across_rows(W, b):
    return W.reshape(4, -1)[MOVED].reshape(W.shape), _columns(b, OURS)


def _on_top(W, b):
    return np.concatenate([np.split(W, 4, axis=1)[k] for k in MOVED]), _columns(b, OURS)


def _rows_moved_too(s):
    H = len(s.b) // 4
    return np.concatenate([s.W[H:], s.W[:H]])


def _letters(order):
    return ", ".join(order)


UNITS = "The blocks are taken apart in the wrong way: their columns are mixed. In W the H columns of one block stand "
UNITS += "side by side, so reshape to (H + D, 4, H), not (H + D, H, 4), or use np.split(W, 4, axis=1)."
ACROSS = "The reshape cuts W across its rows: the columns are the last axis, so reshape to (H + D, 4, H), and take "
ACROSS += "the blocks along axis 1."
OVERWRITTEN = "A block is written over before it is read, so that one stands twice and another is lost. A slice is a "
OVERWRITTEN += "view: put the blocks into a new array, or copy the first one."
SPECIAL = {
    THEIRS: ("nothing moved", "The blocks come back as they came, i, f, g, o. Put them in the order f, i, o, g."),
    "figo": ("f and i only", "f and i are right, but g and o still stand as they came. The order is f, i, o, g."),
    "ifog": ("g and o only", "o and g are right, but i and f still stand as they came. The order is f, i, o, g."),
    "ogfi": ("reversed", "The blocks are turned round: o, g, f, i. The order is f, i, o, g."),
}


def _name(order):
    return SPECIAL.get(order) or (
        f"blocks {_letters(order)}",
        f"Your blocks stand as {_letters(order)}, and should as f, i, o, g. They come as i, f, g, o: the first to go "
        "is the second of those.",
    )


def _in_other_orders():
    """Another order of all blocks; the right one in W and a likely one in b; and the other way round."""
    for order in map("".join, permutations(THEIRS)):
        if order == OURS:
            continue
        name, sentence = _name(order)
        yield Wrong(name, sentence, _to(order))
        if order in SPECIAL:
            stands = f"stands as {_letters(order)}. Move both in the same way: f, i, o, g."
            moved = order != THEIRS
            yield Wrong(
                f"b {'in another order' if moved else 'not moved'}",
                f"W is right, but b {stands}",
                moved_of(order_b=order),
            )
            yield Wrong(
                f"W {'in another order' if moved else 'not moved'}",
                f"b is right, but W {stands}",
                moved_of(order_W=order),
            )


def _weights(draw, D, H):
    return {"W": draw(H + D, 4 * H), "b": draw(4 * H)}


COUNTED = np.array([1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0])

REORDER = Exercise(
    name="reorder",
    lecture=7,
    forms=(("W", "b"),),
    returns={"W": "(H + D, 4H)", "b": "(4H,)"},
    cases=(
        Case(
            {"W": np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]), "b": np.array([10.0, 20.0, 30.0, 40.0])},
            "one hidden unit: the columns are i, f, g, o, and should be f, i, o, g",
        ),
        Case(
            {"W": np.tile(COUNTED, (3, 1)), "b": COUNTED},
            "two hidden units, and every block is full of one number: 1 is i, 2 is f, 3 is g and 4 is o",
        ),
        Case(
            {"W": np.arange(24.0).reshape(3, 8), "b": np.arange(8.0)},
            "two hidden units, every number once: the columns of a block keep their order, and so do the rows",
        ),
        *random_cases(_weights, "DH"),
    ),
    right=_right,
    wrong=(
        *_in_other_orders(),
        Wrong("overwritten", OVERWRITTEN, _to("ffoo")),
        Wrong("overwritten", OVERWRITTEN, _to("iigg")),
        Wrong("overwritten", OVERWRITTEN, moved_of(order_W="ffoo")),
        *(
            Wrong(
                "rows, not columns",
                "The rows of W are moved. The blocks stand side by side: each has all rows, and H of the columns.",
                rows,
            )
            for rows in (_rows, _rows_of_four)
        ),
        Wrong(
            "single columns",
            "Four single columns come back: an index picks one column, and a block has H of them.",
            _single_columns,
        ),
        Wrong("reshaped the wrong way", UNITS, _split_into_units),
        Wrong("reshaped the wrong way", ACROSS, _split_across_rows),
        Wrong(
            "on top of each other",
            "The blocks are in the right order, but on top of each other. They stand side by side: axis=1.",
            _on_top,
        ),
        Wrong(
            "stacked",
            "The blocks lie on each other in an axis of their own: np.stack makes one. np.concatenate with axis=1 "
            "joins them side by side.",
            lambda W, b: tuple(np.stack([np.split(a, 4, axis=-1)[k] for k in MOVED]) for a in (W, b)),
        ),
        Wrong(
            "rows exchanged too",
            "The blocks are right, but the rows of x come first now. They were right before: hidden rows first.",
            moved_of(W=_rows_moved_too),
        ),
        Wrong(
            "b, W returned",
            "Both are right, but they come back in the other order: return W, b.",
            moved_of(result=lambda result, s: result[::-1]),
        ),
    ),
)
