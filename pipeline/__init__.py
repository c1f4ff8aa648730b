"""Turn a folder of education news into normalised, traceable tables.

The names exported here are the public interface for notebooks and scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.export.loading import Run, load_run
    from pipeline.resolve.batch import resolve_names
    from pipeline.story import explain

__all__ = ["Run", "explain", "load_run", "resolve_names"]

_HOMES = {
    "Run": "pipeline.export.loading",
    "load_run": "pipeline.export.loading",
    "explain": "pipeline.story",
    "resolve_names": "pipeline.resolve.batch",
}


def __getattr__(name: str) -> Any:
    """Import on first use: reading a run needs pandas, but not spaCy."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
