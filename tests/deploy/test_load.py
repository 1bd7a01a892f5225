"""The load test's own arithmetic."""

import asyncio

import pytest

load = pytest.importorskip("load", reason="the extra `hub` is not installed: make .venv-hub/.hub")


def test_a_summary_has_the_percentiles_of_its_times_or_says_that_there_are_none():
    assert load.summary([10.0, 20.0, 30.0], "key_") == {
        "key_moves": 3,
        "key_p50": 20.0,
        "key_p95": 29.0,
        "key_max": 30.0,
    }
    assert load.summary([], "key_") == {"key_moves": 0, "key_p50": None, "key_p95": None, "key_max": None}


def test_a_table_has_a_line_for_each_figure_and_a_column_for_each_class():
    lines = load.table([{"students": 1, "errors": 0}, {"students": 30, "errors": None}]).splitlines()
    assert [line.split() for line in lines] == [["students", "1", "30"], ["errors", "0", "None"]]


class Noting:
    """A student who notes the moves."""

    def __init__(self, low, high, value):
        self.models, self.moved = {"slider": {"min": low, "max": high, "value": value}}, []

    async def move(self, slider, picture, value):
        self.moved.append(value)
        return 0.01


@pytest.mark.parametrize(("low", "high", "value"), [(1, 5, 3), (1, 2, 2), (0, 3, 0)])
def test_each_move_is_to_another_value_within_the_sliders_range(low, high, value):
    student = Noting(low, high, value)
    times = asyncio.run(load.move(student, ("slider", "picture"), 20, 0))
    assert len(times) == 20
    assert set(student.moved) <= set(range(low, high + 1))
    assert all(now != then for now, then in zip(student.moved, [value, *student.moved], strict=False))
