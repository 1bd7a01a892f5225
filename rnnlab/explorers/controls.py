"""The controls that recur: one label, one range, wherever they stand."""

import ipywidgets as widgets

STYLE = {"description_width": "88px"}
LAYOUT = widgets.Layout(width="auto", margin="2px 10px 2px 0")
MAX_H, MAX_D, MAX_B, MAX_T = 5, 4, 3, 24


def whole(label, value, low, high):
    """A slider over whole numbers."""
    return widgets.IntSlider(value, low, high, description=label, style=STYLE, layout=LAYOUT)


def real(label, value, low, high, step):
    """A slider over numbers."""
    return widgets.FloatSlider(value, min=low, max=high, step=step, description=label, style=STYLE, layout=LAYOUT)


def choice(label, options, value=None):
    """One of several options."""
    options = list(options)
    value = options[0] if value is None else value
    return widgets.Dropdown(options=options, value=value, description=label, style=STYLE, layout=LAYOUT)


def switch(label, value):
    """On or off."""
    return widgets.Checkbox(value, description=label, indent=False, layout=LAYOUT)


def hidden_H(value=3):
    return whole("hidden H", value, 1, MAX_H)


def inputs_D(value=2):
    return whole("inputs D", value, 1, MAX_D)


def batch_B(value=1):
    return whole("batch B", value, 1, MAX_B)


def steps_T(value=12):
    return whole("steps T", value, 1, MAX_T)


def seed(value=0):
    return whole("seed", value, 0, 99)


def time_t(T, value):
    """A slider over the steps 1 … T, and a play button that moves it; the page itself links the two."""
    slider = whole("time t", value, 1, T)
    play = widgets.Play(value=value, min=1, max=T, interval=600, description="play the steps", layout=LAYOUT)
    widgets.jslink((play, "value"), (slider, "value"))
    widgets.jslink((slider, "max"), (play, "max"))
    return slider, play


def enable(controls, **wanted):
    """Switch controls on or off, by name: a control that has no part in the picture is grey."""
    for name, on in wanted.items():
        controls[name].disabled = not on
