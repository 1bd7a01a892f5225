"""The names that people import: they stay where they are, wherever the code behind them moves."""

from importlib import import_module

import pytest

PUBLIC = {
    "rnnlab": """
        ACTIVATIONS Batch Explorer GRUGrads GRUParams GRUTrace LSTMGrads LSTMParams LSTMTrace LSTMVariant
        Layer Model Picture RNNGrads RNNParams SCHEMES Stack StackGrads StackTrace VARIANTS check draw_buffer
        draw_bug_table draw_curves draw_gate_stack draw_join draw_lstm_cell draw_matrices draw_mismatch
        draw_network draw_product draw_rnn_cell draw_strips draw_transposition explore explore_backward
        explore_formulas explore_forward explore_gates explore_join explore_variants gradcheck gru_backward gru_forward
        gru_step half_life identity init_gru init_lstm init_rnn load_sunspots load_torch_lstm lstm_backward
        lstm_forward lstm_step measured_half_life pin_gates predict pulse_memory race relu rnn_backward
        rnn_forward rnn_step scale_to_radius sigmoid spectral_radius stack_backward stack_forward adam batches
        clip_by_norm cross_entropy init_model run_model sample sgd squared_error train watch explore_training
        explore_model
    """,
    "rnnlab.frameworks": """
        GATE_ORDER GRU_GATE_ORDER PEEPHOLE_ORDER from_keras from_onnx from_tf1 from_torch list_layers load_weights
        reorder_gates save_weights to_keras to_onnx to_tf1 to_torch
    """,
    "rnnlab.check": """
        EXERCISES Result clip exercises_in exercises_of formula_1 formula_2 join_state join_weights lstm_as_rnn
        lstm_backward_step lstm_step museum report results rnn_backward rnn_backward_step rnn_forward rnn_step
        connectivity hold_unit
    """,
}


@pytest.mark.parametrize(("module", "name"), [(m, n) for m, names in PUBLIC.items() for n in names.split()])
def test_the_name_is_importable(module, name):
    assert getattr(import_module(module), name) is not None
