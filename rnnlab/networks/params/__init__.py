"""Weights: the joined array is what is stored, its blocks are views of it.

rnn, lstm, gru
    the weights of each cell
gates
    the blocks of LSTM and GRU: side by side, and found again as views
blocks
    W_hh on W_hx, and the check of every array that is stored
"""

from rnnlab.networks.params.blocks import join_blocks
from rnnlab.networks.params.gru import GRU_GATES, GRUParams
from rnnlab.networks.params.lstm import GATES, LSTMParams
from rnnlab.networks.params.rnn import RNNParams

__all__ = ["GATES", "GRU_GATES", "GRUParams", "LSTMParams", "RNNParams", "join_blocks"]
