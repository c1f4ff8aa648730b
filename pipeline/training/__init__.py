"""Training of the tagger. Needs the extra ``train``; no run imports it."""
