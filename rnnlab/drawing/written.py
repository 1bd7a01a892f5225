"""What a network writes at one step of its training, beside its loss on the words it learns from and on others."""

import numpy as np

from rnnlab.drawing.axes import Axis, draw_axes
from rnnlab.drawing.colours import COLOURS, INK, MUTED, NEUTRAL
from rnnlab.drawing.layout import MONO, Part, row, stack, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

LEFT, WIDTH, HEIGHT, LINE_HIGH = 44, 380, 180, 23
REMARKS = {"learnt": "learnt from", "kept": "kept back", "new": "new"}


def draw_written(steps, learnt, kept, level, mark, names, temperature):
    """Two losses over the steps with a line at one of them; on the right, the words it writes there.

    Parameters
    ----------
    steps : array (N,)
    learnt, kept : array (N,)
        The loss a letter on the words that it learns from, and on words that were kept back.
    level : float
        The loss of counting pairs of letters, on the words that were kept back.
    mark : int
        The index of the step to look at.
    names : list of (word, "learnt" | "kept" | "new")
    temperature : float

    Returns
    -------
    Picture
    """
    across = Axis(np.arange(0, steps[-1] + 1, 100), 0, steps[-1], LEFT, LEFT + WIDTH)
    up = Axis(np.arange(0, 4.1), 0, 4, HEIGHT, 6)
    y = coordinate(up.place(level))
    bodies = [draw_axes(across, up), tag("path", d=f"M{LEFT} {y}h{WIDTH}", stroke=MUTED, stroke_dasharray="2 3")]
    bodies.append(write("counting pairs", LEFT + WIDTH - 4, up.place(level) + 16, 12, MUTED, "end"))
    x = coordinate(across.place(float(steps[mark])))
    bodies.append(tag("path", d=f"M{x} 6V{HEIGHT}", stroke=INK, data_part="mark"))
    for name, values, colour, dash in (("kept back", kept, NEUTRAL[4], "7 3"), ("learnt from", learnt, INK, None)):
        points = " ".join(
            f"{coordinate(across.place(float(a)))},{coordinate(up.place(float(min(b, 4))))}"
            for a, b in zip(steps, values, strict=True)
        )
        look = dict(fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dash)
        bodies.append(tag("polyline", points=points, **look))
        dot = dict(cx=across.place(float(steps[mark])), cy=up.place(float(min(values[mark], 4))), r=4.5, fill=colour)
        bodies.append(tag("circle", **dot, stroke="#fff", stroke_width=1.5))
        place = up.place(float(min(values[-1], 3.8)))
        bodies.append(write(name, LEFT + WIDTH + 8, place + 4, 13, colour, "start", font_weight=600))
    bodies.append(write("steps of training", LEFT + WIDTH / 2, HEIGHT + 40, 13))
    turned = f"translate(10 {HEIGHT // 2}) rotate(-90)"
    bodies.append(write("loss a letter", 0, 0, 13, transform=turned))
    left = Part(join(bodies), LEFT + WIDTH + 88, HEIGHT + 46, 0)
    head = f"after step {steps[mark]} it writes"
    lines = [Part(write(head, 0, 13, 14, MUTED, "start"), 300, 18, 0)]
    lines += [_line(word, REMARKS[kind]) for word, kind in names]
    whole = row(left, stack(*lines, gap=0)._replace(middle=0), gap=24)
    said = "; ".join(f"{word} ({REMARKS[kind]})" for word, kind in names)
    words = (
        f"After step {steps[mark]} of {steps[-1]}: loss {learnt[mark]:.2f} on the names it learns from, "
        f"{kept[mark]:.2f} on those kept back; counting pairs {level:.2f}. At temperature {temperature:.2f} it "
        f"writes {said}."
    )
    return picture(whole, "A network learns to write names", words)


def _line(word, remark):
    colour = {"new": COLOURS["result"].text}.get(remark, MUTED)
    bodies = [write(word or "–", 0, 17, 16, INK, "start", MONO), write(remark, 170, 17, 13, colour, "start")]
    return Part(join(bodies), 250, LINE_HIGH, 0)
