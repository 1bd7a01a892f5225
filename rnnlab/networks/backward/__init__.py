"""The gradients of whole sequences: backpropagation through time."""

from rnnlab.networks.backward.gradcheck import gradcheck
from rnnlab.networks.backward.gru import GRUGrads, gru_backward
from rnnlab.networks.backward.lstm import LSTMGrads, lstm_backward
from rnnlab.networks.backward.rnn import RNNGrads, rnn_backward

__all__ = ["GRUGrads", "LSTMGrads", "RNNGrads", "gradcheck", "gru_backward", "lstm_backward", "rnn_backward"]
