"""Deliberate faults in keys, limits and data rights: each opens a door or forgets somebody."""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of

_KEY: Final = "domain/api_key.py"
_ADMIT: Final = "services/admit.py"
_KEYS: Final = "services/api_keys.py"
_BUCKET: Final = "domain/token_bucket.py"
_EXPORT: Final = "services/export_data.py"
_DELETE: Final = "services/delete_account.py"
_RECORD: Final = "domain/personal_record.py"
_SIGN_IN: Final = "domain/sign_in.py"
_PATHS: Final = "adapters/firestore/access_paths.py"
_TURN: Final = "services/set_trading_mode.py"
_APP: Final = "web/app.py"
_LIVE: Final = "services/live_trading.py"

_ROWS: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        "the secret is not compared",
        _KEY,
        "hmac.compare_digest(self.secret_hash.encode(), expected.encode())",
        "bool(expected)",
    ),
    ("paper and live are mixed up", _LIVE, "if run.environment is BrokerMode.PAPER:", "if run.environment:"),
    (
        "a no counts as a word, too",
        _LIVE,
        "if consent is None or not consent.is_given:",
        "if consent is None:",
    ),
    (
        "whoever says nothing says yes",
        _LIVE,
        "if consent is None or not consent.is_given:",
        "if consent and not consent.is_given:",
    ),
    (
        "the deployment is not asked before a run",
        _LIVE,
        "    _require_deployment(services)\n    consent =",
        "    consent =",
    ),
    (
        "an old session may enable real money",
        _LIVE,
        "        require_recent_sign_in(command.signed_in_at, now,",
        "        require_recent_sign_in(now, now,",
    ),
    (
        "a run is reserved without asking",
        "services/start_run.py",
        "    require_live_consent(new.run, services)\n",
        "",
    ),
    ("a revoked key is accepted", _KEY, "return is_it and not self.is_revoked", "return is_it"),
    ("a hash is not bound to its owner", _KEY, 'f"{shown.key_id}:{uid}"', 'f"{shown.key_id}"'),
    ("a hash is not bound to its key", _KEY, 'f"{shown.key_id}:{uid}"', 'f"{uid}"'),
    ("only the beginning of a secret counts", _KEY, "shown.secret.encode", "shown.secret[:8].encode"),
    ("a secret is printed", _KEY, "    secret: str = field(repr=False)", "    secret: str"),
    ("a scope is ignored", _ADMIT, "entry.scope in caller.key.scopes", "bool(caller.key.scopes)"),
    ("a use is not audited", _ADMIT, "    services.access.keys.note_use(", "    (lambda *_: None)("),
    ("a key that was not shown is found", _ADMIT, "not key.opens(shown)", "key.is_revoked"),
    ("a key has no allowance of its own", _ADMIT, "    if caller.key:\n", "    if caller.key is None:\n"),
    ("a person has no allowance", _ADMIT, 'f"user:{caller.uid}"', 'f"user:{caller}"'),
    ("one too many is let in", _ADMIT, "    if wait:\n", "    if wait and caller.key is None:\n"),
    ("another person's key is revoked", _KEYS, "key is None or key.uid != command.uid", "key is None"),
    ("execute needs no sign-in", _KEYS, "if Scope.EXECUTE in command.scopes:", "if not command.scopes:"),
    ("keys are not counted", _KEYS, "    if held >= MOST_KEYS:", "    if held > 10 * MOST_KEYS:"),
    (
        "the text of a key is stored",
        _KEYS,
        "secret_hash=hash_secret(shown, command.uid)",
        "secret_hash=shown.secret",
    ),
    ("a bucket never empties", _BUCKET, "return Take(stands + allowance.interval,", "return Take(stands,"),
    (
        "a clock that was ahead shuts out",
        _BUCKET,
        "min(max(full_at or now, now), now + allowance.depth)",
        "max(full_at or now, now)",
    ),
    ("an export shows secrets", _EXPORT, "fields=without_secrets(each.fields)", "fields=each.fields"),
    ("a nested secret is shown", _RECORD, "return without_secrets({str(name)", "return ({str(name)"),
    (
        "an export is everybody's",
        _EXPORT,
        "services.access.records.of(command.uid)",
        'services.access.records.of("anna")',
    ),
    ("a page is skipped", _EXPORT, "enumerate(records, 1)", "enumerate(records, 2)"),
    (
        "deleting needs no sign-in",
        _DELETE,
        '    require_recent_sign_in(command.signed_in_at, now, "deleting the account")\n',
        "",
    ),
    (
        "a run under way is passed over",
        _DELETE,
        "    if active:\n",
        "    if not active and command.cancels_runs:\n",
    ),
    ("nothing is halted", _DELETE, "    _halt(command.uid, services)\n", ""),
    ("keys outlive their owner", _DELETE, "    _revoke_keys(command.uid, now, services)\n", ""),
    ("the sign-in outlives its owner", _DELETE, "    services.access.sign_ins.remove(command.uid)\n", ""),
    (
        "a repetition takes another pseudonym",
        _DELETE,
        "batch, uid, deletion.pseudonym)",
        "batch, uid, services.identifiers.fresh())",
    ),
    ("only the first batch is settled", _DELETE, "    while batch := tuple", "    if batch := tuple"),
    (
        "a uid in a list stays",
        _RECORD,
        "return [_renamed(item, uid, pseudonym) for item in value]",
        "return list(value)",
    ),
    ("a deletion forgets a collection", _PATHS, '    (paths.MAIL, "uid"),\n', ""),
    (
        "a deletion forgets links to brokers",
        _PATHS,
        '("webhookSecrets", "brokerLinks")',
        '("webhookSecrets",)',
    ),
    ("a deletion keeps no orders", _PATHS, "Fate.KEPT if is_order else Fate.DESTROYED", "Fate.DESTROYED"),
    ("a deletion keeps everything of a run", _PATHS, "(not below or below[0] in _ORDER_RECORDS)", "True"),
    ("any sign-in is recent", _SIGN_IN, "abs(now - signed_in_at) <= RECENT", "now >= signed_in_at"),
    (
        "a sign-in ahead of the clock is recent",
        _SIGN_IN,
        "abs(now - signed_in_at) <= RECENT",
        "now - signed_in_at <= RECENT",
    ),
    ("trading goes on without a sign-in", _TURN, " and not command.may_resume", " and command.uid == ''"),
    (
        "a refusal tells no time",
        _APP,
        "isinstance(error, TooManyRequestsError) else {}",
        "isinstance(error, str) else {}",
    ),
    ("nobody is admitted before the answer", _APP, "        admit(caller, entry, entrance.services())\n", ""),
)

_TESTS: Final = {
    "services/start_run.py": ("tests/unit/services/test_live_trading.py",),
    _PATHS: ("tests/unit/adapters/test_access_paths.py",),
    _TURN: ("tests/functions/test_access.py",),
}


def faults() -> tuple[Fault, ...]:
    """List them, each with the tests that have to notice it."""
    return tuple(
        Fault(name, module, old, new, _TESTS.get(module, (mirror_of(module),)))
        for name, module, old, new in _ROWS
    )
