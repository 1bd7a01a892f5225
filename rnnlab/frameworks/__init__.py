"""Everybody's weights, into ours and back."""
