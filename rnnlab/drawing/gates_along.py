"""A trained LSTM along a word: its gates and its cell state, and what it expects next at one step."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, mix
from rnnlab.drawing.layout import MONO, SANS, Part, note, row, stack, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import cell_width, strip
from rnnlab.drawing.svg import coordinate, join, tag

WIDTH, ROOM, UNIT, BARS, BAR = 560, 46, 2.9, 130, 22
READ = 12  # as many letters are said; of more, the first two and the last
GREEN = COLOURS["result"]


def draw_gates_along(word, trace, chances, allowed, alphabet, t, steps):
    """Strips of f, i, o and c over the letters; beside them the chance of each letter after step t.

    Parameters
    ----------
    word : str
        The letters that are read, T of them.
    trace : LSTMTrace of arrays (T, H)
    chances : array (T, K)
        After each letter, how likely the network holds each letter to be next.
    allowed : list of T str
        After each letter, those that may come.
    alphabet : str
        K letters.
    t : int, 1 … T
    steps : int
        The steps that there is room for, at least T.

    Returns
    -------
    Picture
    """
    T, units = trace.h.shape
    w = cell_width(steps, WIDTH)
    shape = dict(width=w * T, height=UNIT * units, room=ROOM, titles=False)
    strips = [strip(getattr(trace, name), name, t - 1, peak=None if name == "c" else 1.0, **shape) for name in "fioc"]
    letters = []
    for k, letter in enumerate(word):
        now = k == t - 1
        letters.append(write(letter, ROOM + (k + 0.5) * w, 15, 15, INK, family=MONO, font_weight=700 if now else None))
    line = Part(join(letters), ROOM + WIDTH, 20, 10)
    over_time = stack(line, *strips, legend(True, True), gap=7)
    over_time = over_time._replace(width=ROOM + WIDTH)
    now, may = chances[t - 1], allowed[t - 1]
    read = word[:t] if t <= READ else f"{word[:2]}…{word[t - READ + 3 : t]}"
    said = [f"after {read}", f"may come: {' or '.join(may)}"]
    likeliest = alphabet[int(np.argmax(now))]
    verdict = f"expects {likeliest}" + ("" if likeliest in may else ": not allowed")
    notes = [note(text, 14, INK, SANS, BARS + 90) for text in (*said, verdict)]
    right = stack(*notes, _bars(now, may, alphabet), gap=4)
    whole = row(over_time._replace(middle=0), right._replace(middle=0), gap=20)
    listed = ", ".join(f"{letter} {chance:.2f}" for letter, chance in zip(alphabet, now, strict=True))
    words = (
        f"The LSTM reads {word}; step {t} of {T}, {word[t - 1]}: {' or '.join(may)} may come, it expects "
        f"{listed}. Mean f {trace.f[t - 1].mean():.2f}, i {trace.i[t - 1].mean():.2f}, o {trace.o[t - 1].mean():.2f}."
    )
    return picture(whole, "Gates along a word", words)


def _bars(chances, may, alphabet):
    """A bar for each letter; those that are allowed have a frame to fill."""
    bodies = []
    for k, (letter, chance) in enumerate(zip(alphabet, chances, strict=True)):
        y, fine = k * BAR, letter in may
        bodies.append(write(letter, 8, y + 16, 15, INK, family=MONO, font_weight=700 if fine else None))
        if fine:
            frame = dict(x=24, y=y + 3, width=BARS, height=BAR - 6, fill="none", stroke=GREEN.text, stroke_width=1.5)
            bodies.append(tag("rect", **frame, data_part="allowed"))
        else:
            bodies.append(tag("path", d=f"M24 {y + 3}v{BAR - 6}", stroke=LINE))
        fill = mix(GREEN.fill, 0.6) if fine else mix(MUTED, 0.5)
        width = coordinate(float(chance) * BARS)
        bodies.append(tag("path", d=f"M24 {y + 11}h{width}", stroke=fill, stroke_width=BAR - 10, data_part="chance"))
        bodies.append(write(f"{chance:.2f}", 30 + BARS, y + 16, 12, MUTED, "start"))
    return Part(join(bodies), 24 + BARS + 40, len(alphabet) * BAR, 0)
