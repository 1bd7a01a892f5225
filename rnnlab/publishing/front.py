"""The front page: what this is, the lectures with a moving picture each, and how to start."""

from markupsafe import Markup

from rnnlab.publishing.rendering import render
from rnnlab.publishing.repository import links_of


def front_page(lectures, live=False, slides=False, handout=False, repository=None):
    """The front page: HTML text.

    Parameters
    ----------
    lectures : list of Lecture
    live, slides, handout : bool
        Whether the site has the lectures live, their slides and their handouts.
    repository : str, optional
        OWNER/NAME on GitHub, for the links that lead there.
    """
    return render(
        "front.html",
        root="",
        title="rnnlab",
        description="Recurrent networks, from joining two arrays to a network that learns",
        cards=[(lecture, moving_picture(lecture)) for lecture in lectures],
        live=live,
        slides=slides,
        handout=handout,
        repository=repository,
        links=repository and links_of(repository),
    )


def moving_picture(lecture):
    """Which scene of a lecture moves on the front page: its first, by the control that can be played, or the first.

    None where it has no scene.
    """
    name = next(iter(lecture.scenes), None)
    if name is None:
        return None
    part = lecture.scenes[name]
    playable = [n for n, control in enumerate(part["controls"]) if control.get("play")]
    return dict(still=Markup(part["still"]), frames=lecture.frames(name), control=(playable or [0])[0])
