"""The words of the project as frozen data, and what can be said of a text, a date or a grade alone."""
