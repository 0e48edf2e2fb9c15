"""Hold what stands on keys and rows, and the lines that belong to no heading."""

from enum import StrEnum


class Key(StrEnum):
    """What stands under a rule that can be pressed, or on a row."""

    DONE = "Done"
    SNOOZE = "Snooze"
    DISMISS = "Dismiss"
    UNDO = "Undo"
    CHANGE = "Change"
    SAY_WHY = "Say why"
    CLOSE = "Close"
    BACK = "Back"
    OPEN_THERE = "Open in Todoist"
    LOOK_NOW = "Look now"
    PICK_ANYWAY = "Pick one anyway"
    SHOW_ANYWAY = "Show one anyway"
    END_QUIET = "End the quiet"
    TRY_NOW = "Try now"
    TRY_AGAIN = "Try again"
    CONNECT = "Connect"
    CONTINUE = "Continue"
    NOT_NOW = "Not now"
    SEE_TIP = "See your tip"
    RECONNECT = "Reconnect"
    READ_NOW = "Read it now"
    WHAT_READ = "What oO reads"
    DISCONNECT = "Disconnect"
    USE_TOKEN = "Connect with this token"  # noqa: S105 — words on a key, no secret
    SIGN_OUT = "Sign out"
    SIGN_OUT_HERE = "Sign out here"
    SIGN_OUT_ALL = "Sign out everywhere"
    PREPARE_FILE = "Prepare my file"
    KEEP_ACCOUNT = "Keep my account"
    DELETE_IT = "Delete it"
    SAVE_RECEIPT = "Save receipt"
    TO_START = "To the start"
    TO_TIP = "Back to your tip"
    RELOAD = "Reload"


class Line(StrEnum):
    """Single lines that belong to no heading."""

    ONE_MOMENT = "One moment"
    WHY = "Why this: "
    WHY_HEADING = "Why this, why now"
    NEW = "Trying something new"
    OFFLINE = "Offline. Your answer will be kept."
    RECONNECT = "Reconnect Todoist"
    HURRIED = "That was faster than anybody presses. Reload to go on."
    LETTERS = "Single-letter keys"
    ON = "On"
    OFF = "Off"
    RECEIPT_KEPT = "Keep this number. It proves the deletion and says nothing about you."
    EXPORT_FIRST = "Take your data with you first"
