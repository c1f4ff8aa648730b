"""The annotated corpus: its file format, its checks, its conversions and its split.

The format itself is described in ``data/annotated/FORMAT.md``.
"""
