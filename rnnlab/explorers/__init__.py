"""The explorers: sliders on top of the drawings. Nothing below knows of ipywidgets."""

from rnnlab.explorers.explorer import Explorer, explore
from rnnlab.explorers.formulas import explore_formulas
from rnnlab.explorers.forward import explore_forward
from rnnlab.explorers.gates import explore_gates
from rnnlab.explorers.join import explore_join
from rnnlab.explorers.predict import predict
from rnnlab.explorers.race import race

__all__ = [
    "Explorer",
    "explore",
    "explore_formulas",
    "explore_forward",
    "explore_gates",
    "explore_join",
    "predict",
    "race",
]
