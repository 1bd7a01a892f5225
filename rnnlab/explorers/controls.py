"""The controls that recur: one label, one range, wherever they stand."""

import ipywidgets as widgets

STYLE = {"description_width": "88px"}
MAX_H, MAX_D, MAX_B, MAX_T = 5, 4, 3, 24


def layout():
    """Each control has a layout of its own: one can be hidden without the others."""
    return widgets.Layout(width="auto", margin="2px 10px 2px 0")


def whole(label, value, low, high):
    """A slider over whole numbers."""
    return widgets.IntSlider(value, low, high, description=label, style=STYLE, layout=layout())


def real(label, value, low, high, step):
    """A slider over numbers."""
    return widgets.FloatSlider(value, min=low, max=high, step=step, description=label, style=STYLE, layout=layout())


def choice(label, options, value=None):
    """One of several options."""
    options = list(options)
    value = options[0] if value is None else value
    return widgets.Dropdown(options=options, value=value, description=label, style=STYLE, layout=layout())


def switch(label, value=False):
    """On or off."""
    return widgets.Checkbox(value, description=label, indent=False, layout=layout())


def playing(slider, interval=600):
    """The same slider over whole numbers, with a play button after it; the page itself links the two."""
    limits = dict(value=slider.value, min=slider.min, max=slider.max, step=slider.step)
    slider.play = widgets.Play(**limits, interval=interval, description="play the steps", layout=layout())
    widgets.jslink((slider.play, "value"), (slider, "value"))
    widgets.jslink((slider, "max"), (slider.play, "max"))
    return slider


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


def gate(name, value=1.0):
    """A gate of an LSTM under the hand: f, i or o, between 0 (shut) and 1 (open)."""
    return real(f"gate {name}", value, 0.0, 1.0, 0.05)


def time_t(value, T=MAX_T, first=1):
    """The step to look at, from `first` (0 where the start is a step) to T, with a play button."""
    return playing(whole("time t", value, first, T))
