"""PURE: one page, feed or answer of a ModernGov portal -> what stands in it."""
