"""Stands in for torch: no GPU."""
import types

cuda = types.SimpleNamespace(is_available=lambda: False)
