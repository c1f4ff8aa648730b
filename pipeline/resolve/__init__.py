"""Which names are one thing: the one stage that sees all mentions of a run.

:func:`resolve` turns the facts of all articles into entities; a person's decisions come from :func:`load_decisions`.
"""

from __future__ import annotations

from pipeline.resolve.decision import Decision
from pipeline.resolve.decisions import Decisions, load_decisions
from pipeline.resolve.register import Register, import_register
from pipeline.resolve.resolver import resolve

__all__ = ["Decision", "Decisions", "Register", "import_register", "load_decisions", "resolve"]
