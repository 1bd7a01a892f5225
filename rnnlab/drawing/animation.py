"""Pictures one after the other in one SVG text: for pages without a kernel, such as a README."""

from itertools import groupby

from rnnlab.drawing.picture import card_of, enlarge
from rnnlab.drawing.svg import Markup, join, tag

STILL = "@media (prefers-reduced-motion: reduce)"


def animate(frames, words, seconds=1.0, rest=2.0):
    """A loop over pictures, on cards of one size; the last one alone where no motion is wanted.

    Parameters
    ----------
    frames : list of Picture
    words : str
        What the whole shows.
    seconds : float
        For each picture; equal ones that follow each other are one that stays longer.
    rest : float
        How much longer the last one stays.

    Returns
    -------
    str
        SVG text, for a file of its own: it has a style sheet, which a picture in a notebook must not have.

    Raises
    ------
    ValueError
        No pictures.
    """
    if not frames:
        raise ValueError("There are no frames: animate needs one picture at least.")
    card = tuple(max(sides) for sides in zip(*map(card_of, frames), strict=True))
    shown = [(frame, seconds * len(list(same))) for frame, same in groupby(enlarge(frame, card) for frame in frames)]
    total, end, rules, groups = sum(length for _, length in shown) + rest, 0.0, [], []
    for n, (frame, length) in enumerate(shown):
        start, end = end, end + length + (rest if n == len(shown) - 1 else 0)
        steps = f"0%{{opacity:0}}{100 * start / total:.2f}%{{opacity:1}}{100 * end / total:.2f}%{{opacity:0}}"
        rules.append(f"@keyframes k{n}{{{steps}}}#f{n}{{opacity:0;animation:k{n} {total:g}s step-end infinite}}")
        groups.append(tag("g", Markup(frame), id=f"f{n}", aria_hidden="true"))
    rules.append(f"{STILL}{{g[id]{{animation:none!important}}#f{len(shown) - 1}{{opacity:1}}}}")
    width, height = (f"{side:g}" for side in card)
    return tag(
        "svg",
        tag("title", words),
        tag("style", Markup("".join(rules))),
        join(groups),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
    )
