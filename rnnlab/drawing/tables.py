"""A table of bugs and inputs: which input catches which bug."""

from rnnlab.drawing.colours import COLOURS, LINE, mix
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

LABEL, WIDTH, HEIGHT = 190, 112, 34


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
    bodies = [write(name, LABEL + (c + 0.5) * WIDTH, 20, font_weight=600) for c, name in enumerate(inputs)]
    for r, (bug, said) in enumerate(zip(bugs, verdicts, strict=True)):
        y = 30 + r * HEIGHT
        bodies.append(write(bug, LABEL - 12, y + 22, anchor="end"))
        bodies += [_verdict(verdict, LABEL + c * WIDTH, y) for c, verdict in enumerate(said)]
    part = Part(join(bodies), LABEL + len(inputs) * WIDTH, 30 + len(bugs) * HEIGHT, 0)
    totals = ", ".join(
        f"{name} {sum(said[c] != 'missed' for said in verdicts)} of {len(bugs)}" for c, name in enumerate(inputs)
    )
    words = f"Which input catches which of the bugs {', '.join(bugs)}. Caught by each input: {totals}."
    return picture(part, "Which input catches which bug", words)


def _verdict(verdict, x, y):
    text, key = VERDICTS[verdict]
    fill = mix(COLOURS[key].fill, 0.15)
    box = tag("rect", x=x + 2, y=y + 2, width=WIDTH - 4, height=HEIGHT - 4, rx=4, fill=fill, stroke=LINE)
    return join([box, write(text, x + WIDTH / 2, y + 22, 13, COLOURS[key].text)])
