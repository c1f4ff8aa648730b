"""Word lists, gazetteers, weights and the tagger: knowledge as data."""
