"""Which networks have learnt a task, and when: a row for each kind, a dot for each network at the step where it had."""

import numpy as np

from rnnlab.drawing.axes import Axis, draw_axes
from rnnlab.drawing.colours import INK, LINE, MUTED
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

ROOM, WIDTH, BEYOND, ROW, APART = 214, 500, 136, 36, 9


def draw_learnt(title, most, **rows):
    """Dots on an axis of training steps; networks that had not learnt it by the end are crosses at the right.

    Parameters
    ----------
    title : str
    most : int
        How many steps each was given.
    **rows : sequences, by name (underscores are blanks)
        The step at which each network had learnt; NaN where it had not.

    Returns
    -------
    Picture
    """
    rows = {name.replace("_", " "): np.asarray(steps, dtype=float) for name, steps in rows.items()}
    bottom, end = ROW * len(rows), ROOM + WIDTH
    across = Axis(np.arange(0, most + 1, 25), 0, most, ROOM, end)
    frame = tag("path", d=f"M{end} 0V{bottom}", stroke=MUTED, stroke_dasharray="3 3")
    bodies = [draw_axes(across, Axis(np.zeros(0), 0, 1, bottom, 0)), frame]
    said = []
    for k, (name, steps) in enumerate(rows.items()):
        y, done = ROW * (k + 0.5), steps[~np.isnan(steps)]
        bodies.append(tag("path", d=f"M{ROOM} {y:g}h{WIDTH + BEYOND}", stroke=LINE))
        bodies.append(write(name, ROOM - 14, y - 1, 14, INK, "end", font_weight=600))
        summary = say_learnt(steps)
        bodies.append(write(summary, ROOM - 14, y + 14, 12, MUTED, "end"))
        said.append(f"{name}: {summary}")
        look = dict(r=5, fill=INK, fill_opacity=0.55)
        bodies += [tag("circle", cx=across.place(step), cy=y, **look) for step in done]
        if len(done) > 1:
            bodies.append(tag("path", d=f"M{coordinate(across.place(np.median(done)))} {y - 13:g}v26", stroke=INK))
        for n in range(len(steps) - len(done)):
            x = end + 24 + (2 * APART + 4) * n
            cross = f"M{x - 5} {y - 5:g}l10 10M{x - 5} {y + 5:g}l10 -10"
            bodies.append(tag("path", d=cross, stroke=INK, stroke_width=2, data_part="not learnt"))
    bodies.append(write("steps until it had learnt", ROOM + WIDTH / 2, bottom + 40, 13))
    bodies.append(write(f"not within {most}", end + BEYOND / 2, bottom + 40, 13))
    part = Part(join(bodies), end + BEYOND, bottom + 46, 0)
    return picture(part, title, f"{title}: {'; '.join(said)}.")


def say_learnt(steps):
    """How many have learnt, and after how many steps: the median, the first and the last."""
    done = np.asarray(steps, dtype=float)
    done, count = done[~np.isnan(done)], len(done)
    if not len(done):
        return f"0 of {count} learnt"
    spread = f" ({done.min():.0f} to {done.max():.0f})" if len(done) > 1 else ""
    return f"{len(done)} of {count} learnt, {np.median(done):.0f}{spread}"
