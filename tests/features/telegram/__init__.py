"""Conversations and deliveries over real HTTP with the strict stand-in; what is judged is what people got to read."""
