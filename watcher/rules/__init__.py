"""PURE: decides what counts as a change, what is believed, who hears of it, and when."""
