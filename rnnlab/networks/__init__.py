"""All of the numbers, with NumPy alone.

activations
    tanh, sigmoid, relu, identity, and their slopes; softmax
params/, init
    weights, stored joined, their blocks as views; and how they begin
cells, variants, pinning
    one step of an RNN, an LSTM, a GRU; the LSTM's switches; gates that stand still
sequences/, backward/, stacks/
    whole sequences; their gradients; layers and directions
training/
    a read-out, losses, Adam, batches, and the loop
memory, inspection
    half-lives and the pulse; a look inside: units, and the inputs that a state depends on
arguments/
    how a wrong argument is explained
"""
