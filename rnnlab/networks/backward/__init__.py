"""The gradients of whole sequences: backpropagation through time.

rnn, lstm, gru
    the gradient of each cell
products
    what the three share: their arguments, and the products over all steps at once
gradcheck
    gradients against central differences
"""

from rnnlab.networks.backward.gradcheck import gradcheck
from rnnlab.networks.backward.gru import GRUGrads, gru_backward
from rnnlab.networks.backward.lstm import LSTMGrads, lstm_backward
from rnnlab.networks.backward.rnn import RNNGrads, rnn_backward

__all__ = ["GRUGrads", "LSTMGrads", "RNNGrads", "gradcheck", "gru_backward", "lstm_backward", "rnn_backward"]
