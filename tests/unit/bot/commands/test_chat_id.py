"""/id tells anybody the number of the chat, and of the forum topic, in which it is asked."""

from __future__ import annotations

from tests.unit.bot.commands.talk import CHAT, read, says


def test_anybody_is_told_the_number_of_the_chat() -> None:
    assert read(says("/id")).startswith(f"The number of this chat is {CHAT}. ")


def test_in_a_forum_topic_its_number_is_told_too() -> None:
    assert read(says("/id", thread_id=9)).endswith("The topic is 9 in it.")
    assert "topic" not in read(says("/id"))
