"""The charts of the public site: pictures as SVG, each once for light pages and once for dark ones."""
