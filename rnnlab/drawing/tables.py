"""A table of bugs and inputs: which input catches which bug."""

from rnnlab.drawing.colours import COLOURS, LINE, mix
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

LABEL, WIDTH, HEIGHT = 190, 112, 25


VERDICTS = {"caught": ("✓ caught", "result"), "error": ("✓ error", "result"), "missed": ("✗ missed", "mistake")}


def draw_bug_table(bugs, inputs, verdicts):
    """A row for each bug, a column for each input, and in each cell what a test with that input says.

    Parameters
    ----------
    bugs, inputs : list of str
    verdicts : list, one for each bug, of lists, one for each input
        "caught" (the result is wrong), "error" (an error is raised), or "missed".

    Returns
    -------
    Picture
    """
    label = max([LABEL, *(24 + 8 * len(bug) for bug in bugs)])
    width = max([WIDTH, *(12 + 8 * len(name) for name in inputs)])
    bodies = [write(name, label + (c + 0.5) * width, 20, font_weight=600) for c, name in enumerate(inputs)]
    for r, (bug, said) in enumerate(zip(bugs, verdicts, strict=True)):
        y = 30 + r * HEIGHT
        bodies.append(write(bug, label - 12, y + HEIGHT / 2 + 5, anchor="end"))
        bodies += [_verdict(verdict, label + c * width, y, width) for c, verdict in enumerate(said)]
    part = Part(join(bodies), label + len(inputs) * width, 30 + len(bugs) * HEIGHT, 0)
    totals = ", ".join(
        f"{name} {sum(said[c] != 'missed' for said in verdicts)} of {len(bugs)}" for c, name in enumerate(inputs)
    )
    words = f"Which input catches which of the bugs {', '.join(bugs)}. Caught by each input: {totals}."
    return picture(part, "Which input catches which bug", words)


def _verdict(verdict, x, y, width):
    text, key = VERDICTS[verdict]
    fill = mix(COLOURS[key].fill, 0.15)
    box = tag("rect", x=x + 2, y=y + 2, width=width - 4, height=HEIGHT - 4, rx=4, fill=fill, stroke=LINE)
    return join([box, write(text, x + width / 2, y + HEIGHT / 2 + 5, 13, COLOURS[key].text)])
