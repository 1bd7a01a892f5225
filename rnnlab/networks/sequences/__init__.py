"""Whole sequences, forward: every state and every gate.

buffer: [h, x] of all steps, laid out once
gru: a GRU's loop over time, and its trace
lengths: sequences of different lengths, padded at the end
lstm: an LSTM's loop over time, and its trace
rnn: an RNN's loop over time
"""

from rnnlab.networks.sequences.gru import GRUTrace, gru_forward
from rnnlab.networks.sequences.lstm import LSTMTrace, lstm_forward
from rnnlab.networks.sequences.rnn import rnn_forward

__all__ = ["GRUTrace", "LSTMTrace", "gru_forward", "lstm_forward", "rnn_forward"]
