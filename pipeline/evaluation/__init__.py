"""How good the facts are: extraction and resolution, run over annotated articles and compared with what stands there.

``evaluate`` gives a :class:`~pipeline.evaluation.report.Report`; ``docs/evaluation.md`` says what each line counts.
"""

from __future__ import annotations

from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.report import Report

__all__ = ["Report", "evaluate"]
