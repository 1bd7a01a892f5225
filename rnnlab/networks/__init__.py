"""All of the numbers, with NumPy alone.

activations: tanh, sigmoid, relu, identity, and their slopes
arguments/: how a wrong argument is explained
backward/: gradients through time, and central differences to compare them with
cells: one step of an RNN, an LSTM, a GRU
init: initial weights, and the spectral radius
memory: half-lives and the pulse
params/: weights, stored joined, their blocks as views
pinning: gates that stand still
sequences/: whole sequences, and padding
stacks/: layers and directions
variants: the LSTM's switches
"""
