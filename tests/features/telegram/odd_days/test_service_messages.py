"""What Telegram itself says in a chat draws no answer; what somebody sends does."""

from __future__ import annotations

import pytest

from tests.features.telegram.odd_days.conftest import Cron
from tests.tools.soaks import some
from tests.tools.standin.rules import Json

USER: Json = {"id": 42, "is_bot": False, "first_name": "Ann"}
PHOTO: Json = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
SERVICE: dict[str, Json] = {
    "a pin": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 42, "type": "private"}}},
    "a boost": {"boost_added": {"boost_count": 1}},
    "an auto-delete timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
    "a background": {"chat_background_set": {"type": {"type": "pattern"}}},
    "write access": {"write_access_allowed": {}},
    "a payment": {
        "successful_payment": {
            "currency": "XTR",
            "total_amount": 1,
            "invoice_payload": "",
            "telegram_payment_charge_id": "",
            "provider_payment_charge_id": "",
        }
    },
    "a new title": {"new_chat_title": "Parents"},
    "new members": {"new_chat_members": [USER]},
    "a video chat": {"video_chat_started": {}},
    "what nobody has heard of yet": {"moon_landed": {"crew": 3}},
}
SENT: dict[str, Json] = {
    "a photo": {"photo": [PHOTO]},
    "a sticker": {
        "sticker": {
            "file_id": "a",
            "file_unique_id": "b",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    "a place": {"location": {"longitude": 0.1, "latitude": 51.5}},
    "a contact": {"contact": {"phone_number": "1", "first_name": "Ann"}},
}


def happens(cron: Cron, what: Json) -> list[str]:
    ann = cron.api.private(42)
    message = {"message_id": 5, "date": int(cron.time.now), "chat": ann.to_json(), "from": USER}
    with cron.api.world.lock:
        cron.api.world.updates.add("message", message | what)
    cron.run()
    return ann.texts


@pytest.mark.parametrize("what", some(SERVICE.values(), every=4), ids=SERVICE.keys())
def test_service_message_draws_no_answer(cron: Cron, what: Json) -> None:
    assert happens(cron, what) == []
    assert len(cron.api.world.updates) == 0


@pytest.mark.parametrize("what", some(SENT.values(), every=4), ids=SENT.keys())
def test_what_somebody_sends_is_answered(cron: Cron, what: Json) -> None:
    assert len(happens(cron, what)) == 1
