"""Times are shown live, and never where a test would compare them."""

import re

from rnnlab import race


def test_functions_are_called_in_turn():
    calls = []
    race(rounds=3, first=lambda: calls.append(1), second=lambda: calls.append(2))
    assert calls == [1, 2] * 3


def test_the_live_line_names_each_with_its_time_and_its_ratio():
    shown = race(rounds=3, slow_way=lambda: sum(range(20_000)), quick=lambda: None)
    found = re.fullmatch(
        r"On this machine, slow way: ([\d.]+) ms \(1\.0 ×\); quick: ([\d.]+) ms \(([\d.]+) ×\)\.", shown.value
    )
    assert float(found[1]) > float(found[2])
    assert float(found[3]) > 1


def test_what_is_stored_is_the_same_in_every_run():
    bundles = [race(rounds=1, a_b=lambda: None, c=lambda: None)._repr_mimebundle_() for _ in range(2)]
    assert [bundle["text/plain"] for bundle in bundles] == ["Run this cell to time on your machine: a b, c."] * 2
    assert set(bundles[0]) == {"text/plain", "application/vnd.jupyter.widget-view+json"}


def test_names_are_escaped():
    shown = race(rounds=1, **{"<img onerror=x>": lambda: None, "b": lambda: None})
    assert "<img" not in shown.value
