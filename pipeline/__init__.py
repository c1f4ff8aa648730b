"""Turn a folder of education news into normalised, traceable tables."""
