"""Arrays in, SVG text out: every picture of the lectures, and the parts they are made of.

svg, layout, picture, animation
    the one builder; parts beside and above each other; a finished picture with its words; several, one after the other
colours, legend
    which colour means what, and where it is said
matrix, matrices, strips, strip_cells, curves, axes
    blocks of numbers, one or several; states over time, and their cells; curves, and their scales
card, comparison, report
    a verdict; what should come out beside what came out; how far a reader is
joins, join_mistakes
    two blocks joined, or the edge that does not fit; a join that was meant, and what came out
products, entry, two_results
    the product of the stacks; one entry of it as a sum with a bracket; one formula minus the other
number_lines, agreement, blind_test, tables
    right and written, unit by unit; equal bit by bit or close; what a test sees of a bug, and which test sees which
turning
    a product turned over: from column form to row form
letters, partners, growth
    a word read letter by letter; which number each column of W_h meets; the length of h over the steps
lstm_cell, lstm_unit, gates_view
    the LSTM cell; one unit of it over time; all of it over time
gate_curves, gate_product, gate_order
    from a sum to a gate; which column makes which gate; saved blocks, read in an order
network, steps, rnn_cell, forward_view
    a cell along a sequence; arrows, vectors and boxes of steps; the numbers of one step; both over time
batch, cut, readout, buffer
    examples side by side; a sequence in two parts; what is read out of the states; the stacks laid out once
decay, plane, misses, losses
    what is left over the steps, on a logarithmic axis; eigenvalues in the complex plane; how far predictions miss;
    the loss of a training
memory_view, eigen_view
    a pulse in a network, and what is left of it; eigenvalues beside what they do to the states
secant, gradient_view
    a slope from two points, and its error for each step; a gradient on its way back
clipped_arrow, cut_gradient
    a gradient made shorter, as an arrow; a backward pass that stops early
variant_unit, variant_view, wire_view
    any LSTM, a GRU or an RNN in one frame; the same over time; a cell that fills up by itself
reset_product, block_count
    what a shut reset gate takes away; how many numbers a cell has
stack_view, padding_view, array_layout
    what a step of a stack has read; padding, from both sides; the same weights as others keep them
difference
    two runs of states, and what is between them
written, padded_words, chances
    what a network writes, at a step of its training; words in one batch, with their losses; the next letter drawn
text_lines, letter_colours, unit_gates, half_lives, connectivity_bars, held_chances
    a text in lines of cells; one unit along it; the memory of all units; which letters count; a unit that is held
learnt, gates_along
    which networks have learnt a task, and when; gates along a word, beside what is expected next
unrolled, backward_view, chain_rule, split, gradient_sum
    the gradient running back through a network, and one step of it; one unit; the split; a sum that is one product
"""

from rnnlab.drawing.buffer import draw_buffer
from rnnlab.drawing.curves import draw_curves
from rnnlab.drawing.joins import draw_join, draw_mismatch
from rnnlab.drawing.lstm_cell import draw_gate_stack, draw_lstm_cell
from rnnlab.drawing.matrices import draw_matrices
from rnnlab.drawing.network import draw_network
from rnnlab.drawing.picture import Picture
from rnnlab.drawing.products import draw_formulas, draw_product, draw_transposition
from rnnlab.drawing.rnn_cell import draw_rnn_cell
from rnnlab.drawing.strips import draw_strips
from rnnlab.drawing.tables import draw_bug_table

__all__ = [
    "Picture",
    "draw_buffer",
    "draw_bug_table",
    "draw_curves",
    "draw_formulas",
    "draw_gate_stack",
    "draw_join",
    "draw_lstm_cell",
    "draw_matrices",
    "draw_mismatch",
    "draw_network",
    "draw_product",
    "draw_rnn_cell",
    "draw_strips",
    "draw_transposition",
]
