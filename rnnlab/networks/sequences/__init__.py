"""Whole sequences, forward: every state and every gate."""

from rnnlab.networks.sequences.gru import GRUTrace, gru_forward
from rnnlab.networks.sequences.lstm import LSTMTrace, lstm_forward
from rnnlab.networks.sequences.rnn import rnn_forward

__all__ = ["GRUTrace", "LSTMTrace", "gru_forward", "lstm_forward", "rnn_forward"]
