"""How likely a letter is after each name of a line, with a unit free and with it held; and what is written then."""

from typing import NamedTuple

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, mix
from rnnlab.drawing.layout import MONO, Part, move, stack, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag
from rnnlab.drawing.text_lines import HIGH, lay_out, letters, quoted

TALL, BAR, COLUMN = 76, 9, 425
FREE, HELD = mix(MUTED, 0.75), COLOURS["result"].text


class Ends(NamedTuple):
    """The places where a name ends, and how likely the letter is there.

    Attributes
    ----------
    places : list of int
        The last letter of each name, from 0.
    inside : list of bool
        Which of them are in brackets.
    free, held : array
        The chances; held is None where nothing is held.
    """

    places: list
    inside: list
    free: object
    held: object


def draw_held_chances(line, ends, letter, what, free_lines, held_lines):
    """The letters of a line, under each end of a name two bars; below, what the network writes.

    Parameters
    ----------
    line : str
    ends : Ends
    letter : str
        Whose chances they are.
    what : str
        What is held, such as "c[:, 16] = -0.76".
    free_lines, held_lines : list of str
        What is written with the unit free, and held; held_lines is empty where nothing is held.

    Returns
    -------
    Picture
    """
    held = ends.held is not None
    cells = lay_out(list(line), 0)
    high, bodies = HIGH + TALL + 34, []
    for number, (first, end) in enumerate(cells.ranges):
        length, base = coordinate((end - first) * cells.cell), HIGH + TALL
        here = [
            letters(cells, number, 20),
            tag("path", d=f"M0 {HIGH}h{length}", stroke=LINE),
            tag("path", d=f"M0 {base}h{length}", stroke=LINE),
            write("1", -8, HIGH + 4, 11, MUTED, "end"),
            write("0", -8, base + 4, 11, MUTED, "end"),
        ]
        for n, k in enumerate(ends.places):
            if first <= k < end:
                x = (k - first + 0.5) * cells.cell
                pairs = [(ends.free[n], FREE, -BAR / 2 if held else 0)]
                pairs += [(ends.held[n], HELD, BAR / 2)] if held else []
                for chance, colour, shift in pairs:
                    tall = coordinate(float(chance) * TALL)
                    d = f"M{coordinate(x + shift)} {base}v-{tall}"
                    here.append(tag("path", d=d, stroke=colour, stroke_width=BAR, data_part="chance"))
                here.append(write(_chance(ends.free[n]), x, base + 15, 11, MUTED))
                if held:
                    here.append(write(_chance(ends.held[n]), x, base + 29, 11, HELD, font_weight=600))
        bodies.append(move(join(here), 18, number * high))
    bars = Part(join(bodies), 18 + cells.width, len(cells.ranges) * high - 4, 0)
    means = say_means(ends, letter, what)
    head = f"the chance of {quoted(letter)} next, after each name"
    top = [Part(write(head, 0, 16, 16, INK, "start"), 8.2 * len(head), 20, 0)]
    notes = [_key(text, colour) for text, colour in zip(means, (FREE, HELD), strict=False)]
    whole = stack(*top, bars, *notes, _written(free_lines, held_lines, what), gap=9)
    wrote = f"Free it writes {', '.join(free_lines)}" + (f"; held {', '.join(held_lines)}" if held else "")
    return picture(whole, "A unit is held", f"{line}: {head}. {'. '.join(means)}. {wrote}")


def say_means(ends, letter, what):
    """The mean chance in brackets and outside, free and held, a sentence each."""
    said = []
    for name, chances in (("free", ends.free), (f"held, {what}", ends.held)):
        if chances is not None:
            parts = []
            for place, wanted in (("in brackets", True), ("outside", False)):
                here = [float(c) for c, inside in zip(chances, ends.inside, strict=True) if inside == wanted]
                parts.append(f"{place} {sum(here) / len(here):.3f}" if here else f"no name {place}")
            said.append(f"{name}: mean chance of {quoted(letter)} {', '.join(parts)}")
    return said


def _chance(value):
    return f"{float(value):.2f}"


def _key(text, colour):
    ink = MUTED if colour == FREE else colour
    bodies = [tag("rect", x=0, y=2, width=14, height=12, fill=colour), write(text, 22, 13, 14, ink, "start")]
    return Part(tag("g", join(bodies), data_part="legend"), 22 + 7.5 * len(text), 17, 0)


def _written(free_lines, held_lines, what):
    """Two columns: what is written free, and held."""
    bodies = [write("free, it writes", 0, 13, 13, MUTED, "start")]
    if held_lines:
        bodies.append(write(f"held, {what}, with the same random numbers", COLUMN, 13, 13, HELD, "start"))
    for n, text in enumerate(free_lines):
        bodies.append(write(text, 0, 34 + 20 * n, 14, INK, "start", MONO))
    for n, text in enumerate(held_lines):
        bodies.append(write(text, COLUMN, 34 + 20 * n, 14, INK, "start", MONO))
    return Part(join(bodies), COLUMN * (2 if held_lines else 1), 22 + 20 * len(free_lines), 0)
