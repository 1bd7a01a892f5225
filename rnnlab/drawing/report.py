"""Which exercises are passed: one box each."""

from rnnlab.drawing.card import MOODS
from rnnlab.drawing.colours import INK, LINE, MUTED, mix
from rnnlab.drawing.layout import Part, note, stack, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

WIDTH, HEIGHT, GAP, ACROSS = 272, 66, 12, 3


def draw_report(title, boxes):
    """A box for each exercise: its name, its sign, and what the check said.

    Parameters
    ----------
    title : str
    boxes : list of (name, mood, verdict)
        mood is "passed", "wrong" or "waiting".

    Returns
    -------
    Picture
    """
    bodies = [_box(k, *box) for k, box in enumerate(boxes)]
    rows = -(-len(boxes) // ACROSS)
    part = Part(join(bodies), ACROSS * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP, 0)
    passed = sum(mood == "passed" for _, mood, _ in boxes)
    headline = f"{title}: {passed} of {len(boxes)} passed"
    said = "; ".join(f"{name}, {verdict}" for name, _, verdict in boxes)
    whole = stack(note(headline, 16, INK, width=400), part, gap=14)
    return picture(whole, title, f"{headline}. {said}.")


def _box(k, name, mood, verdict):
    x, y = k % ACROSS * (WIDTH + GAP), k // ACROSS * (HEIGHT + GAP)
    sign, colour = MOODS[mood]
    fill = "#fff" if mood == "waiting" else mix(colour, 0.08)
    frame = tag(
        "rect", x=x, y=y, width=WIDTH, height=HEIGHT, rx=8, fill=fill, stroke=LINE if mood == "waiting" else colour
    )
    verdict = verdict if len(verdict) <= 36 else verdict[:35] + "…"
    return join(
        [
            frame,
            write(sign, x + 20, y + 28, 17, colour),
            write(name, x + 38, y + 28, 14, INK, "start", font_weight=600),
            write(verdict, x + 38, y + 49, 13, MUTED if mood == "waiting" else colour, "start"),
        ]
    )
