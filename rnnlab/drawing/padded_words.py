"""Words of different lengths in one batch: each letter with the loss of what comes after it, and the padding."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, WAITING, gate_tint
from rnnlab.drawing.layout import MONO, SANS, Part, note, stack, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

WIDE, HIGH, LEFT, FULL = 46, 30, 34, 6.0


def draw_padded_words(words, losses, counted, T):
    """A row for each word, a tile for each step, the deeper the larger its loss.

    Parameters
    ----------
    words : list of str
        What is to be said, step by step: each letter of a word, then its end mark.
    losses : array (B, T)
        The loss of each step, in the padding too.
    counted : bool
        Whether the padding is in the mean.
    T : int
        The width of the batch, at least the length of the longest word.

    Returns
    -------
    Picture
    """
    B = len(words)
    real = np.arange(T) < np.array([len(word) for word in words])[:, None]
    letters = []
    bodies = [write(t + 1, LEFT + (t + 0.5) * WIDE, 11, 11, MUTED, family=MONO) for t in range(T)]
    bodies.append(write("t", LEFT - 16, 11, 12, MUTED))
    for b, word in enumerate(words):
        y = 18 + b * HIGH
        bodies.append(write(b + 1, LEFT - 16, y + 19, 11, MUTED, family=MONO))
        for t in range(T):
            x, loss = LEFT + t * WIDE, losses[b, t]
            if real[b, t]:
                fill, frame, letter = gate_tint(loss / FULL), LINE, word[t]
            else:
                fill, frame, letter = WAITING, COLOURS["mistake"].text if counted else None, "–"
            box = dict(x=x + 1, y=y + 1, width=WIDE - 3, height=HIGH - 3, rx=3, fill=fill, stroke=frame)
            bodies.append(tag("rect", **box))
            letters.append(write(letter, x + 13, y + 20, 15, INK if real[b, t] else MUTED))
            if real[b, t] or counted:
                bodies.append(write(f"{loss:.1f}", x + 31, y + 20, 11, INK if real[b, t] else COLOURS["mistake"].text))
    bodies.append(tag("g", join(letters), font_family=MONO))
    grid = Part(join(bodies), LEFT + T * WIDE, 18 + B * HIGH, 0)
    right = f"{losses[real].sum():.1f} / {real.sum()} = {losses[real].mean():.2f}"
    wrong = f"{losses.sum():.1f} / {losses.size} = {losses.mean():.2f}"
    lines = [f"over the {real.sum()} steps of the words: {right}"]
    share = f"{losses.size - real.sum()} of {losses.size} tiles are padding"
    lines.append(f"over all {losses.size} tiles: {wrong}" if counted else f"{share}: not counted")
    colours = (COLOURS["result"].text, COLOURS["mistake"].text if counted else MUTED)
    notes = [note(line, 14, colour, SANS, 7 * len(line)) for line, colour in zip(lines, colours, strict=True)]
    whole = stack(grid, *notes, gap=6)
    listed = ", ".join(word.rstrip(".") for word in words)
    words = f"A batch of {B} words, {T} steps wide: {listed}. The mean loss {lines[0]}; {lines[1]}."
    return picture(whole, "Words of different lengths, stacked", words)
