"""Events sent to addresses people have named: only outwards, signed, and never longer than a few seconds."""

from trimtab.adapters.webhooks.sending import HttpWebhooks

__all__ = ["HttpWebhooks"]
