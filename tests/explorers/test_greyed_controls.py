"""Controls that have no effect are grey."""

from rnnlab import explore_gates


def test_where_pulses_stand_can_only_be_chosen_where_pulses_are_the_input():
    explorer = explore_gates()
    for source, grey in (("sunspots", True), ("pulses", False)):
        explorer.controls["source"].value = source
        assert [explorer.controls[name].disabled for name in ("pulse_1", "pulse_2")] == [grey, grey]
