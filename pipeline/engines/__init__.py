"""Engines: how the work on single files and articles is spread."""
