"""The whole of the glue: controls on top, one picture that is drawn anew, one line that says it in words."""

import json
from contextlib import contextmanager
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets

from rnnlab.drawing.picture import as_image, card_of, enlarge, words_of
from rnnlab.explorers.keys import script
from rnnlab.explorers.panel import Panel
from rnnlab.explorers.scene import check_names, check_value, names_on_page, start_at

HERE = Path(__file__).parent


class Companion(anywidget.AnyWidget):
    """In the page: the status line, which repeats the picture's words, and a name for each control."""

    _esm = script("companion.js")
    _css = HERE / "companion.css"


class Explorer(widgets.VBox):
    """Controls and the picture they draw: made by `explore`.

    Attributes
    ----------
    controls : dict of name -> widget
    shown : tuple of names
        The controls that can be on the page, those `behind` "more" last; the others keep their start.
    on_page : tuple of names
        Those of them that have a part in the present picture.
    values : dict of name -> value
        What the picture is drawn from, no larger than each control's first maximum.
    svg : str
        The last picture that could be drawn.
    html : str
        What stands in the picture's place.
    """

    def __init__(self, draw, controls, show=None, start=None, more=(), adjust=None, idle=None, width=0):
        self.controls, self._draw = dict(controls), draw
        self._adjust, self._idle = adjust or (lambda controls, moved: None), idle or (lambda values: ())
        self._caps = {name: control.max for name, control in self.controls.items() if hasattr(control, "max")}
        self._drawn, self._held, self.svg, self._width, self._card = None, False, "", width, (0, 0)
        sight, self.behind = names_on_page(self.controls, show, more)
        self.shown, start = (*sight, *self.behind), start or {}
        start_at(self.controls, start)
        self._picture = widgets.HTML()
        self._panel = Panel(self.controls, sight, self.behind)
        super().__init__([*self._panel.children, self._picture, Companion()])
        self.add_class("rnnlab-explorer")
        self.redraw(moved=set(start))
        for name, value in start.items():  # the range may depend on the other controls
            check_value(name, self.controls[name], value)
            if self.controls[name].value != value:
                raise ValueError(f"{name} is {value!r}, which does not go with the other starting values.")
        for name, control in self.controls.items():
            control.observe(lambda change, name=name: self.redraw(moved={name}), "value")

    @property
    def values(self):
        return {name: self._value(name, control.value) for name, control in self.controls.items()}

    def _value(self, name, value):
        """No larger than the first maximum, and without the last digits that a slider in the page adds."""
        value = min(value, self._caps.get(name, value))
        return round(value, 10) if isinstance(value, float) else value

    @property
    def on_page(self):
        return tuple(name for name in self.shown if self.controls[name].layout.display != "none")

    @property
    def html(self):
        return self._picture.value

    def set(self, **values):
        """Move several controls, and draw once.

        Raises
        ------
        ValueError
            A name that no control has; nothing is moved then.
        """
        check_names(self.controls, values, "value to set")
        with self._hold():
            for name, value in values.items():
                self.controls[name].value = value
        self.redraw(moved=set(values))

    @contextmanager
    def moved(self, **values):
        """As it is with these values, and then as before: its card has not grown by them."""
        before, room = self.values, (self._card, self._width)
        self.set(**values)
        yield self
        self._card, self._width = room
        for _ in range(2):  # a limit first, then the value that was beyond it
            self.set(**before)

    def redraw(self, moved=frozenset()):
        """Draw what the controls say, unless it is what is shown already; `moved` are the names of those that moved.

        An exception in `draw` is shown in the picture's place, in words, and raised again.
        """
        if self._held:
            return
        with self._hold():
            self._adjust(self.controls, moved)
        values = self.values
        if values == self._drawn:
            return
        self._panel.hide(self._idle(values))
        self._drawn = None
        try:
            svg = self._draw(**values)
            if not isinstance(svg, str):
                raise TypeError(f"draw returned {svg!r}, but it must return SVG text.")
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            height = self.svg.partition('height="')[2].partition('"')[0] or "0"
            self._show(values, f"<p>{escape(words)}</p>", f' style="min-height:{height}px"')
            raise
        self._drawn, self.svg = values, self._keep_room(svg)
        self._show(values, self.svg)

    def _keep_room(self, svg):
        """The picture with a card that is no smaller than any before, as wide in the page as the first."""
        self._card = tuple(map(max, self._card, card_of(svg)))
        self._width = max(self._width, self._card[0])
        return enlarge(svg, self._card, self._width)

    @contextmanager
    def _hold(self):
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def _show(self, values, inside, style=""):
        state = json.dumps(values).replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
        self._picture.value = f"<div class='rnnlab-picture' data-state='{state}'{style}>{inside}</div>"

    def __repr__(self):
        values = self.values
        return f"Explorer({', '.join(f'{name}={values[name]!r}' for name in self.shown)})"

    def _repr_mimebundle_(self, **kwargs):
        return super()._repr_mimebundle_(**kwargs) | {
            "text/plain": f"{self!r}: {words_of(self.svg)}",
            "text/html": f"{as_image(self.svg)}\n<p><em>Run this cell to wake the sliders.</em></p>",
        }


def explore(draw, show=None, more=(), adjust=None, idle=None, width=0, **controls):
    """Sliders for a pure drawing function.

    Parameters
    ----------
    draw : function
        Called as draw(name=value, …) with the value of every control; returns SVG text.
    show : tuple of names, optional
        The controls that are on the page, in this order; the others keep the value they have. All,
        when missing.
    more : tuple of names, optional
        Without `show`: controls that are behind a button called "more".
    adjust : function, optional
        Called before each drawing with the dict of controls and the set of the names of those that
        moved: it may set limits and values.
    idle : function, optional
        Called with the dict of values; returns the names of the controls that have no part in the
        picture. They leave the page, and come back with their value when they have.
    width : float, optional
        The width that is kept for the picture in the page; that of the first picture when missing.
        Its card grows with what it shows, and never shrinks.
    **controls : ipywidgets with a value, by the name of draw's argument

    Returns
    -------
    Explorer
        A new one each time, with its state in itself.

    Raises
    ------
    ValueError
        A name in `show` that no control has.

    Examples
    --------
    >>> from ipywidgets import IntSlider
    >>> import numpy as np, rnnlab
    >>> rnnlab.explore(lambda n: rnnlab.draw_matrices("Ones", ones=np.ones((1, n))), n=IntSlider(3, 1, 6))
    Explorer(n=3)
    """
    return Explorer(draw, controls, show, more=more, adjust=adjust, idle=idle, width=width)
