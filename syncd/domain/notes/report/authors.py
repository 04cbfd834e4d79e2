"""Who did something in Asana: the manager, somebody of the agency, or an outsider."""

from __future__ import annotations

from syncd.domain.client import ClientView


def is_manager(view: ClientView, gid: str | None) -> bool:
    """Whether this is the client's manager."""
    manager = view.manager
    return manager is not None and _is_one_of(view, gid, (manager.asana_user, *manager.emails))


def is_of_agency(view: ClientView, gid: str | None) -> bool:
    """Whether this is a person of the agency's. Nobody knows of one who is not among the users: then not.

    The daemon's own user counts: a state that it did not set itself is a person's act, whatever token made it
    (PRODUCT.md section 6).
    """
    if gid is not None and gid == view.me:
        return True
    people = [who for m in view.agency.managers for who in (m.asana_user, *m.emails)]
    if _is_one_of(view, gid, (*people, *([view.head] if view.head else []))):
        return True
    user = view.users.get(gid or "")
    if user is None:
        return False
    if user.email is None:
        return user.is_guest is False
    domain = user.email.rpartition("@")[2].casefold()
    return domain in {each.casefold() for each in view.agency.domains}


def _is_one_of(view: ClientView, gid: str | None, people: tuple[str, ...]) -> bool:
    """`people` are gids or addresses."""
    user = view.users.get(gid or "")
    known = {gid, user.email.casefold() if user and user.email else gid}
    return gid is not None and not known.isdisjoint(who.casefold() for who in people)
