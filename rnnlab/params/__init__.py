"""Weights: the joined array is what is stored, its blocks are views of it."""

from rnnlab.params.blocks import join_blocks
from rnnlab.params.gru import GRU_GATES, GRUParams
from rnnlab.params.lstm import GATES, LSTMParams
from rnnlab.params.rnn import RNNParams

__all__ = ["GATES", "GRU_GATES", "GRUParams", "LSTMParams", "RNNParams", "join_blocks"]
