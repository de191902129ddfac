"""Every error of ours, so that who may fail, and how badly, is read in one place.

* WatcherError            its text is one plain line for a person: what happened, where, what to do
  + ConfigError           the config is wrong; carries every problem; exit 2
  + TokenError            Telegram does not know the token; exit 2
  + StateError            the state folder or the database can't be used; exit 1
    - WrongDatabase       it is emptied, cut short or another program's: nothing was done; exit 2
    - LeaseLost           another worker may have taken over meanwhile: nothing was written; the worker joins anew
  + SiteError             the public pages can't be written; no alert waits for them; exit 1 of `watcher site` alone
  + LockHeld              another run works on this state; exit 75
  + Stopped               the program ends in the middle of a visit; nothing of the visit is saved
    - TakenElsewhere      another worker reads a site that the visit needs: it is made later
  + Stuck                 something hangs; the worker ends so that it is started again; exit 1
  + SourceError           a source could not be read this time; nothing that is remembered is touched
    - Unreachable         no good answer: down, slow, too big, a server error          -> failing
      - NotFound          the site has no such page (404)                                -> failing
    - NotUnderstood       an answer, but not one we know how to read                   -> failing
    - Refused             the site does not want us: 403, robots.txt                   -> blocked
      - Challenged        a guard answers in the site's place and wants a browser      -> blocked, asked less often
    - Gone                the site says it is gone for good (410)                      -> failing, not asked again
    - OutOfTime           its share of the run's time is used up; goes on at the next   -> as it was, not finished
    - Hung                reading it hung, and the whole program had to be ended     -> failing, asked again after a day
    - Suspect             understood, but too little or too much to be true            -> suspect, held back
  + SendError             a message did not, or may not have, reached a chat
    - ChatGone            blocked, kicked, deleted: nothing more is sent to that chat
    - ChatClosed          no right to write there just now, or not found: tried again for days
    - ChatMoved           the group has a new id
    - TopicGone           the forum topic is deleted or closed; the group itself still listens
    - TryLater            wait so many seconds before the next call to that chat
      - AllTryLater       the same for every chat
    - NotSent             surely not delivered: send again when the network is back
    - ServerTrouble       Telegram answered that it can't just now (5xx): send again, later and later
    - Unsure              perhaps delivered, the answer never came
    - BadMessage          Telegram refuses the text itself: a fault of ours
"""

from __future__ import annotations

from collections.abc import Sequence


class WatcherError(Exception):
    """The root of the tree above."""


class ConfigError(WatcherError):
    """Carries `problems`, one plain line each, in the order of the files."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class TokenError(WatcherError):
    """Telegram answered 401 or 404 to the token; a wrong TELEGRAM_API_URL looks the same."""


class StateError(WatcherError):
    """The state folder or the database can't be read, written or understood."""


class WrongDatabase(StateError):
    """The database is not the memory that it should be; to go on would silently begin anew."""


class LeaseLost(StateError):
    """This worker was not heard of for so long that another one may have taken over: it writes nothing any more."""


class SiteError(WatcherError):
    """The public pages can't be written into their folder."""


class LockHeld(WatcherError):
    """Another run holds the lock of this state folder."""


class Stopped(WatcherError):
    """The program was asked to end in the middle of a visit; nothing of the visit is saved."""


class TakenElsewhere(Stopped):
    """A visit was led to a site that another worker reads just now; nothing of it is saved, and it is made later."""


class Stuck(WatcherError):
    """Something hangs that can't be ended; a new start helps."""


class SourceError(WatcherError):
    """A source could not be read; `state` is what `status` shows for it."""

    state = "failing"


class Unreachable(SourceError):
    """No good answer. `retry_after` is the site's own wish in seconds, where it gave one; not `connected`: its name was
    not found, or nobody was there; `timed_out`: all the time there was went by."""

    def __init__(
        self, message: str, retry_after: float | None = None, *, connected: bool = True, timed_out: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after, self.connected, self.timed_out = retry_after, connected, timed_out


class NotFound(Unreachable):
    """The site has no such page (404): it may have moved, or be gone."""


class NotUnderstood(SourceError):
    """The page is not one this kind can read: changed shape, cut short, something else."""


class Refused(SourceError):
    """The site refuses us; there is no way round it, only asking less often."""

    state = "blocked"


class Challenged(Refused):
    """A guard's page stands in the site's place; it is never evaded."""


class Gone(SourceError):
    """The site said 410: asked no more until the administrator changes the URL."""


class OutOfTime(SourceError):
    """The visit has used up its share of a run's time: no further page is asked for. Says nothing about the site."""


class Hung(SourceError):
    """Reading it kept the program from all else, until that was ended by force."""


class Suspect(SourceError):
    """Understood, but held back until an administrator agrees or three visits say the same."""

    state = "suspect"


class SendError(WatcherError):
    """A message did not, or may not have, reached a chat."""


class ChatGone(SendError):
    """Blocked, kicked, deleted."""


class ChatClosed(SendError):
    """The chat takes no messages just now, and may again: a right is missing, or Telegram does not find it."""


class ChatMoved(SendError):
    """The group became a supergroup with the id `new_chat_id`."""

    def __init__(self, message: str, new_chat_id: int) -> None:
        super().__init__(message)
        self.new_chat_id = new_chat_id


class TopicGone(SendError):
    """The forum topic is deleted or closed."""


class TryLater(SendError):
    """Flood control: no call to that chat for `seconds`."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class AllTryLater(TryLater):
    """Flood control: no call at all for `seconds`."""


class NotSent(SendError):
    """Telegram was surely not reached."""


class ServerTrouble(SendError):
    """Telegram answered that something is wrong on its side, and hardly took the message."""


class Unsure(SendError):
    """Telegram may have taken the message; its answer was never seen."""


class BadMessage(SendError):
    """Telegram can't read the text, or it is too long: a fault of ours."""


def cannot_write(path: object, folder: object, error: OSError) -> StateError:
    """Returns the error for a file of the state, in this folder, that can't be written, with what to do."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StateError(
            f"{folder} is a file, not a folder; name a folder for the state with --state or WATCHER_STATE"
        )
    return StateError(
        f"{path}: {error.strerror}; the folder must exist and be writable for the user who runs the watcher"
    )
