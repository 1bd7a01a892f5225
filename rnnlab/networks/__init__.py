"""All of the numbers, NumPy only: parameters, cells, whole sequences, their gradients, stacks of layers, memory.

activations
    tanh, sigmoid, relu, identity, and their slopes
params/
    how weights are stored, joined and refused: RNN, LSTM, GRU
cells, variants, pinning
    one step of each cell; the LSTM's switches; gates that stand still
sequences/
    the loop over time and its trace; the buffer that all cells share; padding
backward/
    the gradient through time, and central differences to compare with
stacks/
    layers and directions
init, memory
    initial weights; half-lives and the pulse
arguments/
    how a wrong argument is explained
"""
