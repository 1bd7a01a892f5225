"""Several layers, each read in one direction or in both: whole networks, forward and backward.

stack
    Layer and Stack
forward, backward
    a stack run over a sequence, and its gradient
states
    the states that the directions begin with, and the order of time in each
"""

from rnnlab.networks.stacks.backward import StackGrads, stack_backward
from rnnlab.networks.stacks.forward import StackTrace, stack_forward
from rnnlab.networks.stacks.stack import Layer, Stack

__all__ = ["Layer", "Stack", "StackGrads", "StackTrace", "stack_backward", "stack_forward"]
