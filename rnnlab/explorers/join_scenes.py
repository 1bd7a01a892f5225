"""The scenes of lecture 1: from the values of the controls to arrays, and from these to a picture."""

import numpy as np

from rnnlab.drawing.growth import draw_growth
from rnnlab.drawing.join_mistakes import draw_join_mistake
from rnnlab.drawing.letters import draw_letters
from rnnlab.drawing.matrix import Block
from rnnlab.drawing.partners import draw_partners
from rnnlab.explorers.join import distinct, fill_blocks, fixed

__all__ = ["MISTAKES", "SWAPPED", "TURNED", "fixed", "grow", "meet", "read_word", "see_mistake", "wrong_join"]

MISTAKES = ("edges do not fit", "np.stack", "axes mixed up", "swapped order")
TURNED, SWAPPED = "W_hh transposed", "blocks swapped"
SMALL = 28  # the side of a cell where two blocks stand on top of each other


def count_vowels(word):
    """A network of two units without activation that counts the vowels and all letters of a word.

    Returns
    -------
    letters : str
        The different ones, in alphabetical order: x has a 1 at the place of its letter.
    W_hh : array (2, 2)
    W_hx : array (2, D)
    x : array (T, D, 1)
    h : array (T + 1, 2, 1)
        h_0 … h_T.
    """
    letters = "".join(sorted(set(word)))
    W_hh, W_hx = np.eye(2, dtype=int), np.array([[letter in "aeiou" for letter in letters], [1] * len(letters)], int)
    x = np.array([[[letter == one] for one in letters] for letter in word], int)
    h = [np.zeros((2, 1), int)]
    for x_t in x:
        h.append(W_hh @ h[-1] + W_hx @ x_t)
    return letters, W_hh, W_hx, x, np.array(h)


def read_word(t, word="banana"):
    """Step t of the network that counts vowels."""
    letters, W_hh, W_hx, x, h = count_vowels(word)
    vowels, read = h[t].ravel()
    of, are = "letter" if read == 1 else "letters", "is a vowel" if 1 in (vowels, read) else "are vowels"
    out = f"{vowels} of {read} {of} so far {are}."
    return draw_letters(word, t, W_hh, W_hx, h[t - 1], x[t - 1], h[t], letters, ("vowels", "letters"), out)


def see_mistake(fill, mistake, H, seed, D=2):
    """A mistake in a join of weights, and how many entries it changes when they are filled so."""
    W_hh, W_hx = fill_blocks({"W_hh": (H, H), "W_hx": (H, D)}, 1, fill, np.random.default_rng(seed)).values()
    turned = mistake == TURNED
    blocks = [("W_hh^⊤", W_hh.T, "h"), ("W_hx", W_hx, "x")] if turned else [("W_hx", W_hx, "x"), ("W_hh", W_hh, "h")]
    code = "[W_hh.T, W_hx]" if turned else "[W_hx, W_hh]"
    framed = _framed(blocks, np.concatenate([W_hh, W_hx], axis=1))
    differ = sum(int(block.wrong.sum()) for block in framed)
    first = framed[0].values[0]
    verdict = f"{differ} of {H * (H + D)} entries differ. {_what_it_shows(fill, turned, first)}"
    return draw_join_mistake(_meant(W_hh, W_hx), framed, 1, f"np.concatenate({code}, axis=1)", verdict)


def _what_it_shows(fill, turned, row):
    if turned and len(row) == 1:
        return "A single number is its own transpose."
    if fill == "constants":
        return "Ones are their own transpose: nothing shows." if turned else "The nines have moved: the order shows."
    if fill == "distinct":
        return f"The first row begins with {row[0]}, {row[1]}: each number says its row and its column."
    return f"A test counts them; no eye can tell where {row[1]:.2f} belongs."


def wrong_join(way, H, D):
    """One of the four ways to go wrong with W_hh and W_hx, its result or NumPy's error."""
    W_hh, W_hx = fill_blocks({"W_hh": (H, H), "W_hx": (H, D)}, 1, "distinct", None).values()
    hh, hx, turned = ("W_hh", W_hh, "h"), ("W_hx", W_hx, "x"), ("W_hx^⊤", W_hx.T, "x")
    blocks, axis, code = {
        "edges do not fit": ([hh, turned], 1, "np.concatenate([W_hh, W_hx.T], axis=1)"),
        "np.stack": ([hh, hx], None, "np.stack([W_hh, W_hx])"),
        "axes mixed up": ([hh, hx], 0, "np.concatenate([W_hh, W_hx], axis=0)"),
        "swapped order": ([hx, hh], 1, "np.concatenate([W_hx, W_hh], axis=1)"),
    }[way]
    meant = np.concatenate([W_hh, W_hx], axis=1)
    arrays = [array for _, array, _ in blocks]
    try:
        came = np.stack(arrays) if axis is None else np.concatenate(arrays, axis=axis)
    except ValueError as error:
        verdict = f"An error: {arrays[0].shape} and {arrays[1].shape} do not go together so."
        return draw_join_mistake(_meant(W_hh, W_hx), _framed(blocks), axis, code, verdict, str(error), SMALL)
    if came.shape != meant.shape:
        verdict = f"No error. But the shape is {came.shape} instead of {meant.shape}."
        return draw_join_mistake(_meant(W_hh, W_hx), _framed(blocks), axis, code, verdict, cell=SMALL)
    differ = int((came != meant).sum())
    verdict = f"No error, and the right shape, {came.shape}. {differ} of {came.size} entries are wrong."
    return draw_join_mistake(_meant(W_hh, W_hx), _framed(blocks, meant), axis, code, verdict, cell=SMALL)


def _meant(W_hh, W_hx):
    return [Block(W_hh, "W_hh", "h"), Block(W_hx, "W_hx", "x")]


def _framed(blocks, wanted=None):
    """Blocks of (name, array, colour); where they are joined beside each other and differ from `wanted`, framed."""
    found, start = [], 0
    for name, array, colour in blocks:
        end = start + array.shape[1]
        found.append(Block(array, name, colour, None if wanted is None else array != wanted[:, start:end]))
        start = end
    return found


def meet(order, H, D):
    """W_h times [h ; x] or [x ; h]: which number each column meets, and what comes out."""
    W_h = distinct((H, H + D))
    h, x = np.arange(1, H + 1)[:, None], np.arange(H + 1, H + D + 1)[:, None]
    both = [Block(h, "h", "h"), Block(x, "x", "x")]
    if order == "[x ; h]":
        both.reverse()
    joined = np.concatenate([block.values for block in both])
    result, wanted = W_h @ joined, W_h @ np.concatenate([h, x])
    parts = f"h {h.shape}, x {x.shape}"
    if order == "[h ; x]":
        verdict = f"Every column meets its own number. {parts}, joined {joined.shape}, result {result.shape}."
    elif H == D:
        verdict = f"No error, and D = H: each block meets the other's numbers, and no shape differs: {parts}."
    else:
        verdict = f"No error: {parts}, but joined {joined.shape} in either order. Result {result.shape}, and wrong."
    weights = [Block(W_h[:, :H], "W_hh", "h"), Block(W_h[:, H:], "W_hx", "x")]
    return draw_partners(weights, both, result, wanted, verdict)


def grow(t, rows, H, D):
    """t steps from an h of H entries with W_h of H + D columns and so many rows: the lengths alone."""
    kept = [[("h", H), *[("x", D)] * step] for step in range(t + 1)]
    states, joined = [H], []
    while len(joined) < t and (not joined or sum(joined[-1]) == H + D):
        joined.append((states[-1], D))
        if states[-1] == H:
            states.append(rows)
    if rows == H:
        verdict = f"{rows} rows, so {rows} numbers come out, and {H} go in: h keeps its length, step after step."
    elif t == 1:
        verdict = f"One step works, but h had {H} entries and now has {rows}. Move time t to 2."
    else:
        verdict = (
            f"Step 2: W_h has {H} + {D} = {H + D} columns, [h ; x] has {rows} + {D} = {rows + D} entries. No product."
        )
    return draw_growth(kept, joined, states, H + D, verdict)
