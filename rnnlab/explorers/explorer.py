"""The whole of the glue: controls on top, one picture that is drawn anew, one line that says it in words."""

import json
from contextlib import contextmanager
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets

from rnnlab.drawing.picture import as_image, words_of

HERE = Path(__file__).parent


class Companion(anywidget.AnyWidget):
    """In the page: the status line, which repeats the picture's words, and a name for each control."""

    _esm = HERE / "companion.js"
    _css = HERE / "companion.css"


class Explorer(widgets.VBox):
    """Controls and the picture they draw: made by `explore`.

    Attributes
    ----------
    controls : dict of name -> widget
    values : dict of name -> value
        What the picture is drawn from, no larger than each control's first maximum.
    svg : str
        The last picture that could be drawn.
    """

    def __init__(self, draw, controls, extras=None, adjust=None):
        self.controls, self._draw = dict(controls), draw
        self._adjust = adjust or (lambda controls: None)
        self._caps = {name: control.max for name, control in self.controls.items() if hasattr(control, "max")}
        self._drawn, self._held, self.svg = None, False, ""
        self._picture = widgets.HTML()
        shown = ((control, (extras or {}).get(name)) for name, control in self.controls.items())
        grid = widgets.GridBox(
            [widget for pair in shown for widget in pair if widget is not None],
            layout=widgets.Layout(grid_template_columns="repeat(auto-fill, minmax(280px, 1fr))", width="100%"),
        )
        grid.add_class("rnnlab-controls")
        for control in grid.children:  # without one, ipywidgets shows the tooltip "null"
            control.tooltip = control.tooltip or control.description
        super().__init__([grid, self._picture, Companion()])
        self.add_class("rnnlab-explorer")
        self.redraw()
        for control in self.controls.values():
            control.observe(self.redraw, "value")

    @property
    def values(self):
        return {
            name: min(control.value, self._caps[name]) if name in self._caps else control.value
            for name, control in self.controls.items()
        }

    def set(self, **values):
        """Move several controls, and draw once.

        Raises
        ------
        ValueError
            A name that no control has; nothing is moved then.
        """
        for name in values.keys() - self.controls.keys():
            raise ValueError(f"There is no control {name!r}: there are {', '.join(self.controls)}.")
        with self._hold():
            for name, value in values.items():
                self.controls[name].value = value
        self.redraw()

    def redraw(self, change=None):
        """Draw what the controls say, unless it is what is shown already.

        An exception in `draw` is shown in the picture's place, in words, and raised again.
        """
        if self._held:
            return
        with self._hold():
            self._adjust(self.controls)
        values = self.values
        if values == self._drawn:
            return
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
        self._drawn, self.svg = values, svg
        self._show(values, svg)

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
        return f"Explorer({', '.join(f'{name}={value!r}' for name, value in self.values.items())})"

    def _repr_mimebundle_(self, **kwargs):
        live = super()._repr_mimebundle_(**kwargs)
        return live | {
            "text/plain": f"{self!r}: {words_of(self.svg)}",
            "text/html": f"{as_image(self.svg)}\n<p><em>Run this cell to wake the sliders.</em></p>",
        }


def explore(draw, extras=None, adjust=None, **controls):
    """Sliders for a pure drawing function.

    Parameters
    ----------
    draw : function
        Called as draw(name=value, …) with the value of every control; returns SVG text.
    extras : dict of name -> widget, optional
        Shown after the control of that name, but no argument of `draw` (a play button).
    adjust : function, optional
        Called with the dict of controls before each drawing: it may set limits, or switch off
        what has no part in the picture.
    **controls : ipywidgets with a value, by the name of draw's argument

    Returns
    -------
    Explorer
        A new one each time, with its state in itself.

    Examples
    --------
    >>> from ipywidgets import IntSlider
    >>> import numpy as np, rnnlab
    >>> def draw(n):
    ...     return rnnlab.draw_matrices("A row of ones", ones=np.ones((1, n)))
    >>> rnnlab.explore(draw, n=IntSlider(3, 1, 6))
    Explorer(n=3)
    """
    return Explorer(draw, controls, extras, adjust)
