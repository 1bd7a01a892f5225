"""A verdict on a card: a headline, sentences, and the example that shows it."""

from rnnlab.drawing.colours import COLOURS, MUTED
from rnnlab.drawing.comparison import comparison
from rnnlab.drawing.layout import SANS, note, paragraph, stack
from rnnlab.drawing.picture import picture

WIDTH = 900
MOODS = {
    "passed": ("✓", COLOURS["result"].text),
    "wrong": ("✗", COLOURS["mistake"].text),
    "waiting": ("○", MUTED),
}


def draw_card(headline, mood, lines, words, example=(), size=None):
    """A card that says how something went.

    Parameters
    ----------
    headline : str
    mood : {"passed", "wrong", "waiting"}
        Its sign and its colour.
    lines : list of str
        Sentences, each in lines of its own.
    words : str
        The whole in words.
    example : tuple, optional
        The arguments of `comparison`.
    size : (width, height), optional

    Returns
    -------
    Picture
    """
    sign, colour = MOODS[mood]
    said = [paragraph(line) for line in lines]
    drawn = comparison(*example) if example else None
    parts = [
        note(f"{sign}  {headline}", 17, colour, SANS, WIDTH - 40),
        stack(*said, gap=4),
        *([drawn] if drawn else []),
    ]
    width, height = size or (max(WIDTH, drawn.width + 40 if drawn else 0), None)
    return picture(stack(*parts, gap=14), headline, words, width, height)
