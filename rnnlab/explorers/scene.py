"""What makes a scene of an explorer: where its controls start, and which of them are on the page."""

from numbers import Real

from ipywidgets import Checkbox, Dropdown, IntSlider


def start_at(controls, start):
    """Move controls, by name, to where they start.

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have; nothing is moved then.
    """
    check_names(controls, start, "starting value")
    for name, value in start.items():
        check_value(name, controls[name], value)
    for name, value in start.items():
        controls[name].value = value


def check_names(controls, names, what):
    """Refuse a name that no control has, and one that stands twice."""
    for name in names:
        if name not in controls:
            raise ValueError(f"There is no control {name!r} to be a {what}: there are {', '.join(controls)}.")
    if len(set(names)) < len(list(names)):
        raise ValueError(f"A name stands twice in {tuple(names)}: each control is on the page once.")


def check_value(name, control, value):
    """Refuse a value that this control cannot have."""
    if isinstance(control, Dropdown):
        if not isinstance(value, str) or value not in control.options:
            raise ValueError(f"{name} is {value!r}, but it must be one of {', '.join(map(repr, control.options))}.")
    elif isinstance(control, Checkbox):
        if not isinstance(value, bool):
            raise ValueError(f"{name} is {value!r}, but it must be True or False.")
    else:
        whole = isinstance(control, IntSlider)
        number = isinstance(value, Real) and not isinstance(value, bool) and (not whole or float(value).is_integer())
        if not number or not control.min <= value <= control.max:
            kind = "a whole number" if whole else "a number"
            raise ValueError(f"{name} is {value!r}, but it must be {kind} from {control.min:g} to {control.max:g}.")


def names_on_page(controls, show, more):
    """The names of the controls that are in sight, and of those behind the button, in their order.

    Parameters
    ----------
    controls : dict of name -> widget
    show : sequence of str, or None
        Exactly these, all of them in sight; None for all there are.
    more : sequence of str
        Where `show` is None: those that are behind the button.
    """
    if show is None:
        return [name for name in controls if name not in more], list(more)
    if isinstance(show, str):
        raise ValueError(f"show is {show!r}, but it must be a tuple of names, such as ({show!r},).")
    check_names(controls, show, "control on the page")
    return list(show), []
