"""The gradients of whole sequences: backpropagation through time."""

from rnnlab.backward.gradcheck import gradcheck
from rnnlab.backward.gru import GRUGrads, gru_backward
from rnnlab.backward.lstm import LSTMGrads, lstm_backward
from rnnlab.backward.rnn import RNNGrads, rnn_backward

__all__ = ["GRUGrads", "LSTMGrads", "RNNGrads", "gradcheck", "gru_backward", "lstm_backward", "rnn_backward"]
