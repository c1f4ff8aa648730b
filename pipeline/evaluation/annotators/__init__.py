"""How far two annotations of the same articles agree, each made without sight of the other.

``compare_folders`` counts it, :mod:`~pipeline.evaluation.annotators.report` shows it. Neither side is held to be right:
every figure is the same when the two change places.
"""

from __future__ import annotations

from pipeline.evaluation.annotators.compare import compare_folders
from pipeline.evaluation.annotators.counting import Comparison

__all__ = ["Comparison", "compare_folders"]
