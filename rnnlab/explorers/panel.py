"""The controls of an explorer on the page: in sight, behind a button, or hidden while they have no part."""

import ipywidgets as widgets

from rnnlab.explorers.controls import layout


class Panel:
    """Where each control stands.

    Attributes
    ----------
    children : list of widgets
        The controls in sight; where there are others, a button called "more", and what it opens.
    """

    def __init__(self, controls, sight, behind):
        self._widgets = {name: [control] for name, control in controls.items()}
        for name, control in controls.items():
            if hasattr(control, "play"):
                self._widgets[name].append(control.play)
        self.children = [self._grid(sight)]
        if behind:
            more = widgets.ToggleButton(description="more", tooltip="more controls", layout=layout())
            more.layout.width = "88px"
            more.add_class("rnnlab-more")
            box = self._grid(behind)
            box.layout.display = "none"
            more.observe(lambda change: setattr(box.layout, "display", "" if change["new"] else "none"), "value")
            self.children += [more, box]

    def _grid(self, names):
        grid = widgets.GridBox(
            [widget for name in names for widget in self._widgets[name]],
            layout=widgets.Layout(grid_template_columns="repeat(auto-fill, minmax(280px, 1fr))", width="100%"),
        )
        grid.add_class("rnnlab-controls")
        for widget in grid.children:  # without one, ipywidgets shows the tooltip "null"
            widget.tooltip = widget.tooltip or widget.description
        return grid

    def hide(self, idle):
        """Take the controls that have no part in the picture off the page; put the others back."""
        for name, both in self._widgets.items():
            for widget in both:
                widget.layout.display = "none" if name in idle else None
