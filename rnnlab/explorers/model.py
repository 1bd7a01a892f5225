"""Lecture 9: a look inside a trained network: letters, gates, half-lives, and what an output depends on."""

from functools import lru_cache
from os import PathLike

import numpy as np

from rnnlab.datasets import LETTER_MODEL, LINE_LETTERS, one_hot
from rnnlab.drawing.connectivity_bars import draw_connectivity
from rnnlab.drawing.half_lives import Units, draw_half_lives
from rnnlab.drawing.letter_colours import draw_letter_colours
from rnnlab.drawing.unit_gates import draw_unit_gates
from rnnlab.explorers.controls import choice, playing, whole
from rnnlab.explorers.explorer import Explorer
from rnnlab.explorers.model_words import say_step
from rnnlab.frameworks import load_weights
from rnnlab.networks.arguments import as_float
from rnnlab.networks.inspection import connectivity, dead, first_layers, saturated, unit_half_lives
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.stacks import Stack, stack_forward
from rnnlab.networks.variants import VANILLA

TEXT, UNIT, WIDTH = ".tin (iron zinc) gold (lead).", 16, 900
VIEWS = ("letters", "gates", "half-lives", "connectivity")
DIRECTIONS = ("forward", "backward")
ROWS = {LSTMParams: "fiogch", GRUParams: "rznh", RNNParams: "h"}
KEEPS = {LSTMParams: "f", GRUParams: "z", RNNParams: None}


def explore_model(stack=None, x=None, text=None, show=None, **start):
    """A look inside a trained network that reads a sequence.

    Parameters
    ----------
    stack : Stack, optional
        What `load_weights` returns, or Stack([params]). When missing, the example of the package: an LSTM that reads
        lines such as `.tin (iron zinc) gold.`
    x : array (T, D), optional
        One sequence; of the example, the letters of `text` as one-hot rows.
    text : str of T letters, or list of T short str, optional
        What is written at each step; the numbers of the steps when missing.
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        view, unit, t, state, layer, direction. unit is a column of the states, from 0; t a step, from 1; layer from 1.
        state, c or h, is there for an LSTM; layer where there are several; direction where a layer has both.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A stack that is none, such as a path; an x that is missing, has a batch axis, no steps, another D or a number
        that is not finite; a text with another number of letters; a name that no control has, or a value that its
        control cannot have.
    """
    example = stack is None and x is None
    stack, x, labels = read_model(stack, x, text)
    look = Look(stack, x, labels)
    both = any(None not in layer for layer in stack.layers)
    controls = dict(
        view=choice("look at", VIEWS),
        unit=whole("unit", UNIT if example else 0, 0, stack.H - 1),
        t=playing(whole("time t", len(x), 1, len(x))),
    )
    if stack.cell is LSTMParams:
        controls["state"] = choice("state", ("c", "h"))
    if len(stack.layers) > 1:
        controls["layer"] = whole("layer", 1, 1, len(stack.layers))
    if both:
        controls["direction"] = choice("direction", DIRECTIONS)

    def idle(values):
        view = values["view"]
        return {
            *(("state",) if view != "letters" else ()),
            *(("t",) if view == "half-lives" or len(x) == 1 else ()),
            *(("unit",) if (view == "half-lives" and stack.cell is RNNParams) or stack.H == 1 else ()),
            *(("direction",) if None in stack.layers[values.get("layer", 1) - 1] else ()),
        }

    more = ("state",) if "state" in controls else ()
    return Explorer(look.draw, controls, show, start, more, idle=idle, width=WIDTH)


class Look:
    """A stack and what it computed from one sequence, once; each drawing takes its numbers from there.

    Parameters
    ----------
    stack : Stack
    x : array (T, D)
    labels : list of T str
    """

    def __init__(self, stack, x, labels):
        self.stack, self.x, self.labels = stack, x, tuple(labels)
        self.trace = stack_forward(stack, x)
        self.lengths = lru_cache(maxsize=256)(self._lengths)
        self.units = lru_cache(maxsize=None)(self._units)

    def draw(self, view, unit, t, state="h", layer=1, direction="forward"):
        """One of the four views as a picture."""
        layer = layer - 1
        ways = self.stack.layers[layer]
        way = DIRECTIONS.index(direction) if None not in ways else int(ways.forward is None)
        trace, where = self.trace.layers[layer][way], self._where(layer, way)
        if view == "letters":
            return draw_letter_colours(self.labels, getattr(trace, state), unit, t, state, where)
        if view == "gates":
            arrays = {name: getattr(trace, name) for name in ROWS[self.stack.cell]}
            return draw_unit_gates(self.labels, arrays, unit, t, say_step(trace, unit, t, way), where)
        if view == "half-lives":
            gate = KEEPS[self.stack.cell]
            return draw_half_lives(self.units(layer, way), len(self.x), gate, unit, where)
        return draw_connectivity(self.labels, self.lengths(layer, way, unit, t), t, unit, self.stack.D, where)

    def _where(self, layer, way):
        """Which of several layers, and which of two directions."""
        said = [f"layer {layer + 1} of {len(self.stack.layers)}"] if len(self.stack.layers) > 1 else []
        ways = self.stack.layers[layer]
        return ", ".join([*said, *([DIRECTIONS[way]] if ways.backward is not None else [])])

    def _lengths(self, layer, way, unit, t):
        column = unit + self.stack.H * (way and None not in self.stack.layers[layer])
        return connectivity(first_layers(self.stack, layer + 1), self.x, t - 1, column)

    def _units(self, layer, way):
        params, trace = self.stack.layers[layer][way], self.trace.layers[layer][way]
        squashed = squashed_states(trace, self.stack)
        flat = None if squashed is None else saturated(squashed) > 0.5
        return Units(unit_half_lives(params, trace), flat, dead(trace.h))


def squashed_states(trace, stack):
    """What came out of a tanh: h of an RNN, tanh(c) of an LSTM, n of a GRU; None where there is no tanh."""
    if stack.cell is GRUParams:
        return trace.n
    if stack.cell is RNNParams:
        return trace.h if stack.options.get("activation", "tanh") == "tanh" else None
    return np.tanh(trace.c) if stack.options.get("variant", VANILLA).output_activation == "tanh" else None


def read_model(stack, x, text):
    """The stack, x (T, D) and a label for each step; those of the example where they are missing.

    Raises
    ------
    TypeError, ValueError
        As `explore_model`.
    """
    if stack is None:
        stack = load_weights(LETTER_MODEL)
        if x is None:
            text = TEXT if text is None else text
            x = one_hot(["".join(text)], LINE_LETTERS)[0][0]
    if not isinstance(stack, Stack):
        kind = type(stack).__name__
        hint = "read the file first, load_weights(path)" if isinstance(stack, str | PathLike) else "Stack([params])"
        raise TypeError(f"stack is of type {kind}, but it must be a Stack: {hint}.")
    if x is None:
        raise ValueError(f"x is missing: a sequence for this network to read, (T, D) with D = {stack.D}.")
    x = as_float("x", x)
    if x.ndim != 2:
        hint = "x[0] is the first of a batch." if x.ndim == 3 else "a row for each step."
        raise ValueError(f"x has shape {x.shape}, but it must be one sequence, (T, D), D = {stack.D}: {hint}")
    if x.shape[1] != stack.D:
        raise ValueError(f"x has shape {x.shape}, but this network reads D = {stack.D} numbers at each step: (T, D).")
    if len(x) == 0:
        raise ValueError(f"x has shape {x.shape}, but there must be at least one step to look at.")
    if not np.isfinite(x).all():
        t = int(np.flatnonzero(~np.isfinite(x).all(axis=1))[0]) + 1
        raise ValueError(f"x has a number that is not finite at t = {t}: no state after it would say anything.")
    labels = [str(t) for t in range(1, len(x) + 1)] if text is None else list(map(str, text))
    if len(labels) != len(x):
        raise ValueError(
            f"text has {len(labels)} letters, but x {x.shape} has T = {len(x)} steps: one letter, or short label, "
            "for each."
        )
    return stack, x, labels
