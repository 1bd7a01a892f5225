"""A training that is watched: it ends for every reason with its last good model, and leaves nothing behind."""

import signal
import threading
from contextlib import suppress
from importlib import import_module
from typing import NamedTuple

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from store_outputs import strip

from rnnlab import watch
from rnnlab.drawing.losses import draw_losses
from rnnlab.networks.training import Diverged

VIEW = "application/vnd.jupyter.widget-view+json"
module, monitors = import_module("rnnlab.explorers.watch"), import_module("rnnlab.explorers.monitor")


class Record(NamedTuple):
    step: int
    loss: float
    norm: float
    model: str


def falling(at=None, then=None):
    """Records without end; before the one of step `at`, `then` is called."""
    for step in range(1, 10_000):
        if step == at:
            then()
        yield Record(step, 1 / step, 2.0, f"model {step}")


def raises(error):
    def then():
        raise error

    return then


@pytest.fixture
def made(monkeypatch):
    """The monitors that were made, each with all of its frames."""
    made = []

    class Noted(monitors.Monitor):
        def __init__(self, *args):
            super().__init__(*args)
            self.frames = []
            self.observe(lambda change: self.frames.append(change["new"]), "frame")
            made.append(self)

        def press(self, wish):
            """As the page does, from another thread."""
            thread = threading.Thread(target=self._hear, args=(self, {"wish": wish}, []))
            thread.start()
            thread.join()

    monkeypatch.setattr(module, "Monitor", Noted)
    return made


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still unless it is moved."""

    class Clock:
        now = 100.0

    monkeypatch.setattr(monitors, "perf_counter", lambda: Clock.now)
    return Clock


def states(monitor):
    return [(frame["state"], frame["step"]) for frame in monitor.frames]


def test_it_runs_to_the_end_and_gives_what_was_learnt(made):
    watched = watch(falling(), steps=30)
    assert (watched.model, watched.record.step, watched.stopped) == ("model 30", 30, "all steps done")
    assert watched.losses == pytest.approx(1 / np.arange(1, 31))
    assert states(made[0])[0] == ("running", 0)
    assert states(made[0])[-1] == ("ended", 30)
    assert made[0].frame["words"] == "Ended after step 30: all steps done."
    assert repr(watched) == "Watched(steps=30, stopped='all steps done')"


def test_the_last_frame_is_the_picture_of_all_losses(made):
    watched = watch(falling(), steps=30, levels={"half": 0.5}, title="A toy")
    assert watched.picture == draw_losses("A toy", 30, {"half": 0.5}, loss=1 / np.arange(1, 31))
    assert made[0].frame["svg"] == watched.picture


def test_the_picture_says_nothing_of_time(made, clock):
    pictures = []
    for seconds in (0.001, 0.2):
        watched = watch((record for record in falling() if not setattr(clock, "now", clock.now + seconds)), 20)
        pictures.append(watched.picture)
    assert pictures[0] == pictures[1]
    assert [monitor.frame["numbers"] for monitor in made] == [
        "step 20 of 20 · loss 0.05 · gradient 2 · 1,000 steps/s",
        "step 20 of 20 · loss 0.05 · gradient 2 · 5 steps/s",
    ]


def test_records_may_end_before(made):
    watched = watch(iter([*falling_until(7)]), steps=30)
    assert (watched.model, watched.stopped, len(watched.losses)) == ("model 7", "no more records", 7)
    assert watched.picture.words.startswith("Training, no more records: loss from 1 to 0.14 in 7 steps.")


def falling_until(last):
    return (record for record, _ in zip(falling(), range(last), strict=False))


def test_stop_in_the_page_ends_it_after_the_step_that_runs(made):
    watched = watch(falling(5, lambda: made[0].press("stop")), steps=30)
    assert (watched.model, watched.stopped) == ("model 5", "stopped in the page")
    assert states(made[0])[-1] == ("ended", 5)
    assert made[0].frame["words"] == "Ended after step 5: stopped in the page."


@pytest.mark.parametrize(("wish", "steps"), [("go on", 30), ("stop", 5)])
def test_paused_it_waits_until_the_page_says_more(made, wish, steps):
    began, later = threading.active_count(), threading.Timer(0.05, lambda: made[0].press(wish))
    rescued = []
    rescue = threading.Timer(5, lambda: rescued.append(True) or made[0]._go.set())
    rescue.start()

    def pause():
        made[0].press("pause")
        later.start()

    watched = watch(falling(5, pause), steps=30)
    rescue.cancel()
    rescue.join()
    later.join()
    assert not rescued
    assert len(watched.losses) == steps
    assert ("paused", 5) in states(made[0])
    assert states(made[0])[-1] == ("ended", steps)
    assert threading.active_count() == began


def test_a_pause_is_no_part_of_the_speed(made, clock):
    monitor = monitors.Monitor(10, lambda: "<svg/>", lambda: "")
    clock.now += 2
    monitor._go.wait = lambda seconds: setattr(clock, "now", clock.now + 100) or monitor._go.set() or True
    monitor._hear(monitor, {"wish": "pause"}, [])
    assert monitor.look(4)
    assert monitor.frame["numbers"] == "step 4 of 10 · 2 steps/s"
    assert monitor.frame["words"] == "Paused after step 4. The cells below wait: go on, or stop."
    clock.now += 2
    monitor.look(8)
    assert (monitor.frame["state"], monitor.frame["numbers"]) == ("running", "step 8 of 10 · 2 steps/s")


@pytest.mark.parametrize("paused", [False, True])
def test_an_interrupt_ends_it_and_keeps_the_last_model(made, paused):
    def interrupt():
        if paused:
            made[0].press("pause")
            threading.Timer(0.05, signal.raise_signal, [signal.SIGINT]).start()
        else:
            raise KeyboardInterrupt

    watched = watch(falling(5, interrupt), steps=30)
    assert (watched.model, watched.stopped) == ("model 5" if paused else "model 4", "interrupted")
    assert states(made[0])[-1] == ("ended", len(watched.losses))


def test_before_the_first_step_there_is_no_model(made):
    watched = watch(falling(1, raises(KeyboardInterrupt)), steps=30)
    assert (watched.model, watched.record, watched.stopped, watched.losses.size) == (None, None, "interrupted", 0)
    assert watched.picture.words.startswith("Training, interrupted: loss, no step yet.")


def test_a_loss_that_is_no_number_is_said_in_the_place_of_the_picture(made):
    words = "At step 5 the loss is nan. Usually a smaller rate helps."
    watched = watch(falling(5, raises(Diverged(words, 5, "the last good model"))), steps=30)
    assert (watched.model, watched.record.step) == ("the last good model", 4)
    assert watched.stopped == f"Diverged: {words}"
    assert watched.picture.words == (
        f"Training: stopped after step 4. {words} The loss was 1 at the start, and 0.25 after step 4."
    )
    assert made[0].frame["svg"] == watched.picture
    size = draw_losses("", 30, loss=[]).partition("viewBox")[2][:20]
    assert watched.picture.partition("viewBox")[2][:20] == size


def test_another_kind_of_floating_point_error_keeps_the_last_model_too(made):
    watched = watch(falling(5, raises(FloatingPointError("underflow"))), steps=30)
    assert (watched.model, watched.stopped) == ("model 4", "FloatingPointError: underflow")
    watched = watch(falling(1, raises(FloatingPointError("underflow"))), steps=30)
    assert (watched.model, watched.record) == (None, None)


def test_any_other_error_is_raised(made):
    with pytest.raises(ZeroDivisionError, match="a bug"):
        watch(falling(5, raises(ZeroDivisionError("a bug"))), steps=30)
    assert made[0].frame["state"] == "ended"
    assert made[0].frame["words"] == "ZeroDivisionError after step 4."


@pytest.mark.parametrize("end", [None, KeyboardInterrupt, FloatingPointError, ZeroDivisionError])
def test_the_records_are_closed_whatever_the_end(end):
    closed = []

    def records():
        try:
            yield from falling(20 if end is None else 5, raises(end))
        finally:
            closed.append(True)

    kept = records()
    with suppress(ZeroDivisionError):
        watch(kept, steps=10)
    assert closed == [True]
    assert next(kept, "ended") == "ended"


def test_records_that_have_ended_are_refused_with_what_to_do(made):
    records = falling()
    watch(records, steps=3)
    with pytest.raises(ValueError, match=r"^records gave nothing: it has ended before\. Make it in the call: watch"):
        watch(records, steps=3)
    assert made[1].frame["state"] == "ended"


@pytest.mark.parametrize(
    ("records", "steps", "error", "message"),
    [
        ([Record(1, 1, 1, "")], 3, TypeError, "records is of type list, but it must be an iterator, as train"),
        (falling(), 3.0, TypeError, "steps is 3.0, but it must be a whole number"),
        (falling(), True, TypeError, "steps is True, but it must be a whole number"),
        (falling(), 0, ValueError, "steps is 0, but it must be at least 1"),
    ],
)
def test_what_cannot_be_right_is_refused(records, steps, error, message):
    with pytest.raises(error, match=message):
        watch(records, steps)


def test_a_numpy_number_of_steps_is_one():
    assert len(watch(falling(), np.int64(3)).losses) == 3


def test_at_most_ten_frames_a_second(made, clock):
    watch((record for record in falling() if not setattr(clock, "now", clock.now + 0.007)), steps=1000)
    assert 50 < len(made[0].frames) <= 72


def test_a_picture_that_takes_long_comes_less_often_but_each_second(made, clock):
    monitor = monitors.Monitor(10, lambda: setattr(clock, "now", clock.now + cost) or "<svg/>", lambda: "")
    times = []
    monitor.observe(lambda change: times.append(clock.now), "frame")
    for cost in (0.0, 0.004, 0.5):
        times.clear()
        for step in range(1000):
            monitor.look(step)
            clock.now += 0.01
        apart, wanted = np.diff(times[1:]) - cost, min(max(0.1, cost / 0.02), 1.0)
        assert len(apart) > 5
        assert apart.min() > wanted - 0.001
        assert apart.max() < wanted + 0.011


def test_a_hello_is_answered_with_the_next_frame(made):
    watched = watch(falling(5, lambda: made[0].press("hello")), steps=30)
    assert watched.stopped == "all steps done"
    assert [frame["heard"] for frame in made[0].frames][:: len(made[0].frames) - 1] == [False, True]


def test_without_a_notebook_nothing_is_printed(capsys):
    watch(falling(), steps=3)
    assert capsys.readouterr() == ("", "")


def test_in_a_notebook_the_live_view_comes_first_and_the_end_as_a_picture_last(monkeypatch):
    shown = []
    for place in (module, monitors):
        monkeypatch.setattr(place, "display", lambda *things, raw=False: shown.append((*things, raw)))
        monkeypatch.setattr(place.InteractiveShell, "initialized", lambda: True)
    watched = watch((shown.append(record.step) or record for record in falling()), steps=2)
    assert [*shown[0][0]] == [VIEW]
    assert shown == [(shown[0][0], True), 1, 2, (watched.picture, False)]


def test_what_is_stored_is_the_picture_alone():
    picture = watch(falling(), steps=2).picture
    live = new_output("display_data", {VIEW: {"model_id": "1"}})
    end = new_output("display_data", picture._repr_mimebundle_())
    said = new_output("stream", text="said")
    notebook = new_notebook(cells=[new_code_cell(outputs=[live, said, end]), new_code_cell(outputs=[live])])
    strip(notebook)
    assert [cell.outputs for cell in notebook.cells] == [[said, end], []]
