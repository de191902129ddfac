"""PURE: the words of the project as frozen data, its errors, and what can be said of a text, a date or a grade
alone."""
