"""The methods by which the bot asks about itself, chats and members, polls, and answers taps."""

from .arguments import Arguments
from .chats import ChatRecord, member_json
from .rules import CALLBACK_ANSWER_LIMIT, Json, bad_request
from .sending import reachable_chat
from .world import World

OLD_TAP = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, arguments: Arguments) -> Json:
    """The bot itself."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False}
    return world.bot_json() | abilities | {"supports_inline_queries": False}


def get_updates(world: World, arguments: Arguments) -> list[Json]:
    """The updates that wait."""
    kinds = arguments.parsed("allowed_updates")
    allowed = frozenset(kinds) if isinstance(kinds, list) else None
    limit, timeout = arguments.integer("limit", 100), arguments.integer("timeout")
    return world.updates.poll(arguments.integer("offset"), limit, timeout, allowed)


def set_webhook(world: World, arguments: Arguments) -> bool:
    """From now on no updates for getUpdates (none are sent anywhere either)."""
    url = arguments.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    world.updates.webhook = url
    return _webhook_changed(world, arguments)


def delete_webhook(world: World, arguments: Arguments) -> bool:
    """getUpdates works again."""
    world.updates.webhook = ""
    return _webhook_changed(world, arguments)


def _webhook_changed(world: World, arguments: Arguments) -> bool:
    if arguments.flag("drop_pending_updates"):
        world.updates.clear()
    world.lock.notify_all()
    return True


def get_webhook_info(world: World, arguments: Arguments) -> Json:
    """Where updates go, and how many wait."""
    info: Json = {"url": world.updates.webhook, "has_custom_certificate": False}
    info["pending_update_count"] = len(world.updates)
    allowed = world.updates.allowed
    return info | ({"allowed_updates": sorted(allowed)} if allowed else {})


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """Answers a tap: once, and within `world.tap_life` seconds."""
    text = arguments.text("text")
    tap = world.taps.get(arguments.text("callback_query_id"))
    if tap is None or tap.answer is not None or world.clock() - tap.at > world.tap_life:
        raise bad_request(OLD_TAP)
    if len(text) > CALLBACK_ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answer, tap.alert = text, arguments.flag("show_alert")
    return True


def get_chat(world: World, arguments: Arguments) -> Json:
    """A chat with the facts every full description carries."""
    chat = reachable_chat(world, arguments)
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    full: Json = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return chat.to_json() | full


def get_chat_member(world: World, arguments: Arguments) -> Json:
    """One member; raises Refusal for people the chat never saw."""
    chat = reachable_chat(world, arguments)
    user_id = arguments.integer("user_id")
    status = _members(world, chat).get(user_id)
    if status is None:
        raise bad_request("user not found")
    return member_json(world.user_json(user_id), status)


def get_chat_administrators(world: World, arguments: Arguments) -> list[Json]:
    """The administrators, the bot among them where it is one."""
    chat = reachable_chat(world, arguments)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    members = _members(world, chat).items()
    admins = ((id_, status) for id_, status in members if status in ("creator", "administrator"))
    return [member_json(world.user_json(user_id), status) for user_id, status in admins]


def _members(world: World, chat: ChatRecord) -> dict[int, str]:
    own = {world.bot_id: chat.bot_status}
    return chat.members | own | ({chat.id: "member"} if chat.kind == "private" else {})


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """Shows "typing…"; nothing is kept of it."""
    reachable_chat(world, arguments)
    if not arguments.text("action"):
        raise bad_request("wrong parameter action in request")
    return True


def leave_chat(world: World, arguments: Arguments) -> bool:
    """The bot goes; raises Refusal in private chats, which can't be left."""
    chat = reachable_chat(world, arguments)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.state = "left"
    return True
