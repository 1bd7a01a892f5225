"""Whole sequences, forward: every state and every gate.

rnn, lstm, gru
    the loop over time of each cell, and its trace
buffer
    [h, x] of all steps, laid out once
lengths
    sequences of different lengths, padded at the end
"""

from rnnlab.networks.sequences.gru import GRUTrace, gru_forward
from rnnlab.networks.sequences.lstm import LSTMTrace, lstm_forward
from rnnlab.networks.sequences.rnn import rnn_forward

__all__ = ["GRUTrace", "LSTMTrace", "gru_forward", "lstm_forward", "rnn_forward"]
