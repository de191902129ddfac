"""Reads files: their text by page, and whether two versions say the same; keeps them. Knows no source. Nothing is
loaded here: most runs read no file."""
