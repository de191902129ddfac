"""Holds what SQLite and PostgreSQL do or say differently: the only place that asks which of them it is, but for the
migrations and what looks after the file of SQLite (database_file.py, backup_comparison.py, erase.py)."""
