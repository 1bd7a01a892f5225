"""A function that is made of parts, each at its place, so that mistakes at two places can be put together."""

from functools import wraps
from types import SimpleNamespace


class Made:
    """A function, and the parts that it is made of instead of the right ones.

    A part stands at a place, which its name says. One that is named after an argument changes that argument, as
    a function of all of them; `result` changes what comes back, as a function of that and of the arguments. All
    others go to `build`, which makes the function.
    """

    def __init__(self, build, arguments, parts):
        self.build, self.names, self.parts = build, arguments, parts
        self._changes = {name: part for name, part in parts.items() if name in arguments}
        self._result = parts.get("result")
        self._own = build(**{name: part for name, part in parts.items() if name not in (*arguments, "result")})

    def __call__(self, *given):
        if not self._changes and not self._result:
            return self._own(*given)
        s = SimpleNamespace(**dict(zip(self.names, given, strict=True)))
        for name, change in self._changes.items():
            given = [change(s) if name == other else array for other, array in zip(self.names, given, strict=True)]
        result = self._own(*given)
        return self._result(result, s) if self._result else result

    def meets(self, other):
        """Whether both have a part at one place: only one can stand there."""
        return self.build is not other.build or not self.parts.keys().isdisjoint(other.parts)

    def __or__(self, other):
        """The function with the parts of both."""
        return Made(self.build, self.names, self.parts | other.parts)


def places(*arguments):
    """Of a function build(**parts), one whose results know their parts; `arguments` are those of what it builds."""

    def with_places(build):
        return wraps(build)(lambda **parts: Made(build, arguments, parts))

    return with_places
