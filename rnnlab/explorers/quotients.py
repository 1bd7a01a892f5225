"""Slopes from differences: how far they are from the gradient for each size of the step."""

from functools import lru_cache

import numpy as np

from rnnlab.drawing.secant import draw_secant
from rnnlab.explorers.controls import choice, whole
from rnnlab.explorers.explorer import explore
from rnnlab.networks.backward import rnn_backward
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences import rnn_forward

NETWORKS, T, D, H, LEAST, REACH = 20, 8, 2, 3, -14, 1.6
STEPS = np.array([float(f"{digit}e{power}") for power in range(LEAST, 1) for digit in (1, 3)][:-1])
DTYPES, FORMULAS = {"float64": np.float64, "float32": np.float32}, ("central", "forward")


def explore_quotients():
    """The slope from a difference beside the gradient, with the step, the dtype and the formula under the hand."""
    return explore(
        draw_quotients,
        power=whole("step 10ⁿ: n", -1, LEAST, 0),
        dtype=choice("numbers", DTYPES),
        formula=choice("difference", FORMULAS),
    )


def draw_quotients(power, dtype, formula):
    """The loss over one weight with secant and tangent, and the errors of 20 networks for every step."""
    W_h, x, readout = (array[0] for array in networks())
    step, kind = float(f"1e{power}"), DTYPES[dtype]
    middle, gradient = W_h[0, 0], exact_gradients()[0][0, 0]
    ends = np.array([middle - step if formula == "central" else middle, middle + step])
    places = np.concatenate([np.linspace(middle - REACH * step, middle + REACH * step, 65), [middle], ends])
    moved = np.repeat(W_h[None].astype(kind), len(places), axis=0)
    moved[:, 0, 0] = places.astype(kind)
    heights = losses(moved, x.astype(kind), readout.astype(kind)).astype(float)
    slope = (heights[-1] - heights[-2]) / (ends[1] - ends[0])
    return draw_secant(
        (places[:65] - middle) / step,
        heights[:65] - heights[65],
        (ends - middle) / step,
        heights[66:] - heights[65],
        gradient * step,
        f"{slope:.6f}".replace("-", "−"),
        f"{gradient:.6f}".replace("-", "−"),
        STEPS,
        {(d, f): errors(d, f) for d in DTYPES for f in FORMULAS},
        (dtype, formula),
        step,
    )


@lru_cache(maxsize=1)
def networks():
    """W_h (20, H + D, H), x (20, T, D) and a read-out (20, T, H) of whole 1024ths, which float32 holds exactly."""
    rng = np.random.default_rng(0)
    shapes = ((H + D, H), (T, D), (T, H))
    return tuple(rng.integers(-900, 901, (NETWORKS, *shape)) / 1024 for shape in shapes)


def losses(W_h, x, readout):
    """The sum of readout ⊙ h over all steps of RNNs without bias, every sum and every tanh written out.

    A matrix product may add in any order, and a library's tanh may round in any way: here each machine
    makes the same rounding errors.

    Parameters
    ----------
    W_h : array (..., H + D, H)
    x : array (..., T, D)
    readout : array (..., T, H)

    Returns
    -------
    array (...), of the dtype of the arguments
    """
    h, loss = np.zeros((), W_h.dtype) * W_h[..., 0, :], np.zeros((), W_h.dtype)
    for t in range(x.shape[-2]):
        z = 0 * h
        for k in range(h.shape[-1]):
            z = z + h[..., k, None] * W_h[..., k, :]
        for k in range(x.shape[-1]):
            z = z + x[..., t, k, None] * W_h[..., h.shape[-1] + k, :]
        h = tanh_by_fractions(z)
        for k in range(h.shape[-1]):
            loss = loss + readout[..., t, k] * h[..., k]
    return loss


def tanh_by_fractions(z, levels=16):
    """tanh z = z / (1 + z² / (3 + z² / (5 + …))), Lambert's continued fraction (1768)."""
    squares, below = z * z, np.full_like(z, 2 * levels + 1)
    for odd in range(2 * levels - 1, 0, -2):
        below = odd + squares / below
    return z / below


@lru_cache(maxsize=1)
def exact_gradients():
    """The gradients (20, H + D, H) of `losses` with respect to W_h, by `rnn_backward`, in float64."""
    found = []
    for W_h, x, readout in zip(*networks(), strict=True):
        params = RNNParams(W_h, np.zeros(H))
        found.append(rnn_backward(readout, x, params, rnn_forward(x, params)).W_h)
    return np.array(found)


@lru_cache(maxsize=4)
def errors(dtype, formula):
    """The median over 20 networks of max |difference − gradient| / max |gradient|, for each of STEPS.

    As powers of ten, rounded to 2 decimals: the gradient itself is a matter of the machine in its last digit.
    """
    kind = DTYPES[dtype]
    W_h, x, readout = (array.astype(kind) for array in networks())
    gradients, found = exact_gradients(), []
    x, readout = x[:, None], readout[:, None]
    one = np.eye((H + D) * H).reshape(-1, H + D, H)
    at_rest = losses(W_h, x[:, 0], readout[:, 0])[:, None]
    for step in STEPS:
        above = losses(W_h[:, None] + (step * one).astype(kind), x, readout)
        below = losses(W_h[:, None] - (step * one).astype(kind), x, readout) if formula == "central" else at_rest
        width = 2 * step if formula == "central" else step
        slopes = ((above - below).astype(float) / width).reshape(gradients.shape)
        scale = np.abs(gradients).max(axis=(1, 2))
        found.append(np.median(np.abs(slopes - gradients).max(axis=(1, 2)) / scale))
    found = np.round(np.log10(found), 2)
    found.flags.writeable = False
    return found
