"""Batches of sequences of different lengths, padded at the end."""

import numpy as np


def read_lengths(lengths, x):
    """Which steps of x (B, T, D) lie past the end, (B, T) booleans; for x (T, D) (T,). None when `lengths` is None.

    Raises
    ------
    TypeError, ValueError
        When `lengths` is not one whole number from 0 to T for each example.
    """
    if lengths is None:
        return None
    *lead, T, _ = x.shape
    try:
        array = np.asarray(lengths)
    except ValueError:
        raise ValueError("lengths is a ragged list, but it must be one whole number for each example.") from None
    if array.size and array.dtype.kind not in "iu":
        raise TypeError(f"lengths has dtype {array.dtype}, but a length is a whole number of steps.")
    if array.size == 1 and lead in ([], [1]):
        array = array.reshape(lead)
    if array.shape != (*lead,):
        letters = f"(B,) = ({lead[0]},)" if lead else "one number, as x has no batch"
        raise ValueError(f"lengths has shape {array.shape}, but with x {x.shape} it must be {letters}.")
    if ((array < 0) | (array > T)).any():
        raise ValueError(f"lengths is {array.tolist()}, but with x {x.shape} each must be from 0 to T = {T}.")
    return np.arange(T) >= array[..., None]


def hold_last(states, start, past):
    """Past the end the states (B, T, H) repeat the last one, or `start` (B, H) where there is none; in place."""
    np.copyto(states, last_state(states, start, past)[:, None], where=past[..., None])


def last_state(states, start, past=None):
    """The state (B, H) at the end of each sequence of (B, T, H); `start` where a sequence has no step."""
    B, T, _ = states.shape
    if T == 0:
        return start
    ends = np.full(B, T) if past is None else T - past.sum(axis=1)
    return np.where(ends[:, None] == 0, start, states[np.arange(B), ends - 1])


def without_past(x, dh, past):
    """What a backward pass reads where steps lie past the end.

    The states there repeat the last one, so their gradient belongs to the last one.

    Parameters
    ----------
    x : array (B, T, D)
    dh : array (B, T, H)
    past : array (B, T) of booleans, or None

    Returns
    -------
    x, dh : ndarray
        Zero past the end.
    dh_start : ndarray (B, H), or 0
        What belongs to the state before the first step: where a sequence has no step.
    """
    if past is None:
        return x, dh, 0
    past = past[..., None]
    ends = (~past).sum(axis=1)
    beyond = np.where(past, dh, 0).sum(axis=1)
    x, dh = np.where(past, 0, x), np.where(past, 0, dh)
    some = np.flatnonzero(ends)
    dh[some, ends[some, 0] - 1] += beyond[some]
    return x, dh, np.where(ends, 0, beyond)
