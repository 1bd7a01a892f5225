"""Several layers, each read in one direction or in both: whole networks, forward and backward.

backward: the gradient of a stack
forward: a stack run over a sequence
stack: Layer and Stack
states: the states that the directions begin with, and the order of time in each
"""

from rnnlab.networks.stacks.backward import StackGrads, stack_backward
from rnnlab.networks.stacks.forward import StackTrace, stack_forward
from rnnlab.networks.stacks.stack import Layer, Stack

__all__ = ["Layer", "Stack", "StackGrads", "StackTrace", "stack_backward", "stack_forward"]
