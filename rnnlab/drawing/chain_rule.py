"""One unit of an RNN as a graph: on each arrow its value, forwards, and below it the gradient, which comes back."""

from rnnlab.drawing.colours import CARD, COLOURS, INK, LINE, MUTED, NEUTRAL
from rnnlab.drawing.layout import SERIF, Part, symbol, write
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import arrow
from rnnlab.drawing.svg import join, tag

BACK = NEUTRAL[1]  # the colour of every gradient: no block has it
PLACES = {
    "h_prev": (60, 14, "h_t-1", "h"),
    "W_hh": (60, 68, "W_hh", "h"),
    "x": (60, 112, "x_t", "x"),
    "W_hx": (60, 166, "W_hx", "x"),
    "b": (60, 212, "b_h", "b"),
}
NODES = {
    "from_h": (300, 41, "×"),
    "from_x": (300, 139, "×"),
    "z": (450, 139, "+"),
    "h": (595, 139, "φ"),
    "L": (735, 139, "×"),
}
WAYS = {
    "h_prev": "from_h",
    "W_hh": "from_h",
    "x": "from_x",
    "W_hx": "from_x",
    "b": "z",
    "from_h": "z",
    "from_x": "z",
    "z": "h",
    "h": "L",
}
SAID = {"from_h": "h_prev · W_hh", "from_x": "x · W_hx"}
WIDE, HIGH, RADIUS, END, LINES = 48, 28, 15, 850, 204


def draw_chain_rule(values, gradients, lit, activation, said):
    """z = h W_hh + x W_hx + b, h = φ(z), and a loss L that is a number times h; the way from `lit` to L is thick.

    Parameters
    ----------
    values, gradients : dict of name -> number
        h_prev, W_hh, x, W_hx, b, from_h, from_x, z, h and L; of L, the gradient is what it is multiplied by.
    lit : str
        One of the first five names.
    activation : str
    said : list of str
        Two lines, to the right at the bottom.

    Returns
    -------
    Picture
    """
    way = [lit]
    while way[-1] in WAYS:
        way.append(WAYS[way[-1]])
    bodies = [_arrow(name, end, name in way) for name, end in WAYS.items()]
    x, y, _ = NODES["L"]
    bodies.append(arrow((x + RADIUS, y), (END - WIDE, y), colour=INK, width=3))
    bodies.append(_pair(values["L"], 1, (x + RADIUS + END - WIDE) / 2, y))
    factor = show_number(gradients["h"])
    bodies += [write(factor, x, y - 32, 13), tag("path", d=f"M{x} {y - 27}V{y - RADIUS}", stroke=MUTED)]
    bodies += [_node(*place) for place in NODES.values()]
    bodies += [_leaf(name, values[name], name == lit) for name in PLACES]
    bodies.append(write("L", END - WIDE / 2, y + 6, 18, family=SERIF, font_weight=700))
    bodies += [_pair(values[name], gradients[name], *_middle(name, end)) for name, end in WAYS.items()]
    bodies.append(write(f"φ = {activation}", NODES["h"][0], y + 34, 13, MUTED))
    key = "above each line its value, forwards →", "below it the gradient of L with respect to it, backwards ←"
    bodies += [write(key[0], END, 20, 13, INK, "end"), write(key[1], END, 40, 13, BACK, "end")]
    bodies += [write(line, END, LINES + 20 * k, 13, INK, "end") for k, line in enumerate(said)]
    graph = Part(tag("g", join(bodies), data_part="graph"), END, 228, 114)
    listed = ", ".join(
        f"{SAID.get(name, name)} {show_number(values[name])} and {show_number(gradients[name])}" for name in WAYS
    )
    words = f"{activation}, value and gradient: {listed}; L {show_number(values['L'])}. {' '.join(said)}"
    return picture(graph, "The chain rule on one unit", words)


def _start(name):
    if name in PLACES:
        x, y = PLACES[name][:2]
        return x + WIDE / 2, y
    x, y = NODES[name][:2]
    return x + RADIUS, y


def _ends(name, end):
    """From the right of what a value stands in to the circle that it goes into."""
    (x0, y0), (x1, y1) = _start(name), NODES[end][:2]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return (x0, y0), (x1 - (x1 - x0) / length * (RADIUS + 1), y1 - (y1 - y0) / length * (RADIUS + 1))


def _middle(name, end):
    (x0, y0), (x1, y1) = _ends(name, end)
    share = 0.22 if name in PLACES else 0.5  # two that go into one circle have room where they are apart
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def _arrow(name, end, thick):
    return arrow(*_ends(name, end), colour=INK if thick else MUTED, width=3 if thick else 1.5)


def _pair(value, gradient, x, y):
    """The two numbers of an arrow, on white, so that no line runs through them."""
    texts = (show_number(value), y - 6, INK), (f"← {show_number(gradient)}", y + 16, BACK)
    bodies = []
    for text, baseline, colour in texts:
        wide = 7.6 * len(text) + 2
        bodies.append(
            tag("rect", x=x - wide / 2, y=baseline - 12, width=wide, height=15, fill=CARD, fill_opacity="0.85")
        )
        bodies.append(write(text, x, baseline, 13, colour, font_weight=600))
    return join(bodies)


def _node(x, y, sign):
    circle = tag("circle", cx=x, cy=y, r=RADIUS, fill=CARD, stroke=INK, stroke_width=1.5)
    return join([circle, write(sign, x, y + 6, 17, family=SERIF)])


def _leaf(name, value, lit):
    x, y, label, colour = PLACES[name]
    text = COLOURS[colour].text
    look = dict(fill=CARD, stroke=text if lit else LINE, stroke_width=3 if lit else 1.5)
    box = tag("rect", x=x - WIDE / 2, y=y - HIGH / 2, width=WIDE, height=HIGH, rx=6, **look)
    return join([box, symbol(label, x - WIDE / 2 - 8, y + 5, text, 16, "end"), write(show_number(value), x, y + 5, 14)])
