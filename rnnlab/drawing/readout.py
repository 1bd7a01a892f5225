"""What is read out of the states, and at which steps: the shapes of the tasks that a network is for."""

from rnnlab.drawing.colours import COLOURS, INK, MUTED, WAITING, mix
from rnnlab.drawing.layout import SANS, Part, paragraph, stack, symbol, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import BLUE, BROWN, GREEN, arrow, step_box
from rnnlab.drawing.svg import join, tag

PITCH, SIDE, LEFT = 128, 52, 64
SAYS, READS, CELLS, GIVEN = 14, 66, 122, 184  # the middles of the four rows
ORANGE, MINT = mix(COLOURS["x"].fill, 0.35), mix(COLOURS["result"].fill, 0.3)


def draw_readout(inputs, outputs, t, title, said, fed=False):
    """A network along T steps, an output layer on some of its states.

    Parameters
    ----------
    inputs : list of T str
        What is read at each step; "" where nothing is given.
    outputs : list of T str
        What y should say at each step; "" where the state is not read out.
    t : int, 1 … T
        The step that is computed; what comes later is pale.
    title, said : str
        What kind of task it is, and a sentence about it.
    fed : bool
        What y says is the next step's input.

    Returns
    -------
    Picture
    """
    T, bodies = len(inputs), [symbol("h_0", 18, CELLS + 5, BLUE)]
    for k, (given, wanted) in enumerate(zip(inputs, outputs, strict=True), start=1):
        x, live, now = LEFT + SIDE / 2 + (k - 1) * PITCH, k <= t, k == t
        bodies.append(_across(x, k, live, now))
        if given:
            bodies.append(arrow((x, GIVEN - 14), (x, CELLS + 16), colour=BROWN if live else MUTED, width=1.5 + now))
            bodies.append(_sign(x, GIVEN, given, ORANGE if live else WAITING, 34))
            bodies.append(symbol(f"x_{k}", x + 21, GIVEN + 5, BROWN, 14, "start"))
        if wanted:
            up = BLUE if live else MUTED
            bodies.append(arrow((x, CELLS - 14), (x, READS + 14), colour=up, width=1.5 + now))
            bodies.append(symbol(f"h_{k}", x + 7, CELLS - 22, up, 14, "start"))
            bodies.append(step_box(x, READS, SIDE, 24, now, "W_hy"))
            bodies.append(arrow((x, READS - 12), (x, SAYS + 15), colour=GREEN if live else MUTED, width=1.5 + now))
            answer, fill = (wanted, MINT) if live else ("?", WAITING)
            bodies.append(_sign(x, SAYS, answer, fill, max(34, 8 * len(wanted) + 14)))
        if fed and wanted and k < T:
            bodies.append(_feed(x, k < t))
    drawn = Part(join(bodies), LEFT + (T - 1) * PITCH + SIDE + 50, GIVEN + 16, CELLS)
    used = [k for k, wanted in enumerate(outputs, start=1) if wanted]
    unread = "its state is only handed on" if t < T else "its state is not read"
    heard = f"y says {outputs[t - 1]}" if outputs[t - 1] else unread
    where = f"an output layer at step {', '.join(map(str, used))}"
    words = f"{title}: {T} steps, {where}; step {t} of {T} is computed, {heard}. {said}"
    return picture(stack(drawn, paragraph(said, 14, INK, max(drawn.width, 740), 3), gap=14), title, words)


def _across(x, k, live, now):
    """The cell of a step, and the state that comes into it."""
    start = 32 if k == 1 else x - PITCH + SIDE / 2
    line = arrow((start, CELLS), (x - SIDE / 2, CELLS), colour=BLUE if live else MUTED, width=1.5 + now)
    return join([line, step_box(x, CELLS, SIDE, 28, now)])


def _feed(x, live):
    """From what a step says to what the next one reads."""
    out, lane, into = x + 20, x + PITCH / 2 - 4, x + PITCH - 19
    points = (out, SAYS), (lane, SAYS), (lane, GIVEN), (into, GIVEN)
    return arrow(*points, colour=BROWN if live else MUTED, width=2)


def _sign(x, y, content, fill, width):
    box = tag("rect", x=x - width / 2, y=y - 13, width=width, height=26, rx=5, fill=fill)
    return join([box, write(content.replace(" ", "␣"), x, y + 5, 14, family=SANS)])
