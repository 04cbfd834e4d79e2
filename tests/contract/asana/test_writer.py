"""Notes written to a server: in the right place, for the right readers, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import asana as sdk
import pytest

from connectors.asana.audience import ClientPeople
from connectors.asana.writer import AsanaWriter
from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project
from syncd.domain.errors import InDoubt, NotSent, PlaceClosed, PlaceGone, Rejected, WriteError, WrongReaders
from syncd.domain.notes.note import (
    Audience,
    ClientComment,
    ClientStatus,
    ClientTask,
    OnNote,
    OnTask,
    RichText,
    Span,
    TeamComment,
    TeamTask,
    plain_text,
)
from syncd.domain.notes.writer import Surface, TaskEdit
from tests.contract.asana.conftest import ANNA, OLGA, PETR
from tests.contract.asana.mirror_world import MirrorWorld, api_of

REF = "A-7F3K2"
DUE = datetime(2026, 5, 14, 12, 5, tzinfo=UTC)


def team_task(text: str | RichText = "Письмо без ответа", **more: object) -> TeamTask:
    body = plain_text(f"{text}\n{REF}") if isinstance(text, str) else text
    return TeamTask(key="k", kind="reply", text=body, client="Лунный Кот", name="Ответить", **more)  # type: ignore[arg-type]


def client_comment(project: Project, task_gid: str, text: str = "Согласование получено") -> ClientComment:
    return ClientComment(
        key="k",
        kind="approval",
        text=plain_text(f"{text}\n{REF}"),
        client="Лунный Кот",
        project_gid=project.gid,
        on=OnTask(task_gid),
    )


@pytest.fixture
def internal(asana: AsanaSimulator) -> Project:
    return asana.add_project("Работа с почтой", members=[ANNA, PETR])


@pytest.fixture
def client(asana: AsanaSimulator) -> Project:
    return asana.add_project("Лунный Кот", owner=ANNA, members=[ANNA, OLGA])


@pytest.fixture
def writer(world: MirrorWorld, internal: Project) -> AsanaWriter:
    return writer_to(world, internal)


def writer_to(world: MirrorWorld, internal: Project, clients: dict[str, ClientPeople] | None = None) -> AsanaWriter:
    return AsanaWriter(
        world.api,
        workspace_gid=world.asana.workspace,
        internal_project=internal.gid,
        agency_domains=["agency.example"],
        clients=clients,
    )


def task_as_read(world: MirrorWorld, gid: str) -> dict[str, Any]:
    fields = "name,notes,completed,assignee,followers,resource_subtype,approval_status,due_at"
    return dict(world.api.read(sdk.TasksApi(world.api).get_task, gid, opt_fields=fields))


def notes_of(world: MirrorWorld, gid: str) -> str:
    return str(task_as_read(world, gid)["notes"])


def comments_on(world: MirrorWorld, gid: str) -> list[str]:
    stories = world.api.read_list(sdk.StoriesApi(world.api).get_stories_for_task, gid, opt_fields="type,text")
    return [story["text"] for story in stories if story["type"] == "comment"]


def followers_of(world: MirrorWorld, gid: str) -> set[str]:
    return {follower["gid"] for follower in task_as_read(world, gid)["followers"]}


def test_a_team_task_stands_in_the_internal_project(
    asana: AsanaSimulator, world: MirrorWorld, writer: AsanaWriter, internal: Project
) -> None:
    note = team_task(assignee=ANNA, followers=(PETR,), due_at=DUE)
    written = writer.create_task(note, ref=REF, project_gid=internal.gid)
    assert [t.gid for t in asana.tasks_in(internal)] == [written.gid]
    anna, petr = asana.person(ANNA).user, asana.person(PETR).user
    task = task_as_read(world, written.gid)
    assert (task["name"], task["notes"]) == ("Ответить", f"Письмо без ответа\n{REF}")
    assert (task["assignee"]["gid"], task["due_at"]) == (anna.gid, "2026-05-14T12:05:00.000Z")
    assert petr.gid in followers_of(world, written.gid)
    assert written.at is not None


def test_somebody_whose_address_the_list_does_not_tell_is_found_by_it(
    asana: AsanaSimulator, world: MirrorWorld, writer: AsanaWriter, internal: Project
) -> None:
    anna = asana.person(ANNA).user
    anna.hides_email = True
    nobody = "nobody@agency.example"
    before = len(asana.requests)
    for _ in range(2):
        written = writer.create_task(team_task(assignee=ANNA, followers=(nobody,)), ref=REF, project_gid=internal.gid)
    assert task_as_read(world, written.gid)["assignee"]["gid"] == anna.gid
    asked = [path for _, path, _ in asana.requests[before:] if "/users/" in path]
    assert sorted(path.rpartition("/")[2] for path in asked) == [ANNA, "me", nobody]


def test_the_due_moment_and_completion_are_written_together(
    asana: AsanaSimulator, world: MirrorWorld, writer: AsanaWriter, internal: Project
) -> None:
    gid = writer.create_task(team_task(), ref=REF, project_gid=internal.gid).gid
    before = len(asana.writes)
    edit = TaskEdit(text=plain_text(f"Ответ отправлен\nПисьмо без ответа\n{REF}"), completed=True, due_at=DUE)
    writer.edit_task(gid, edit, old=team_task().text, ref=REF, surface=Surface(Audience.TEAM, internal.gid))
    assert len(asana.writes) == before + 1
    task = task_as_read(world, gid)
    assert (task["completed"], task["notes"]) == (True, f"Ответ отправлен\nПисьмо без ответа\n{REF}")


def test_an_edit_that_changes_nothing_is_not_sent(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    gid = writer.create_task(team_task(), ref=REF, project_gid=internal.gid).gid
    before = len(asana.writes)
    edit = TaskEdit(text=team_task().text, name="Ответить", completed=False)
    writer.edit_task(gid, edit, old=team_task().text, ref=REF, surface=Surface(Audience.TEAM, internal.gid))
    assert len(asana.writes) == before


def test_peoples_words_around_ours_stay(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    gid = writer.create_task(team_task("Было"), ref=REF, project_gid=internal.gid).gid
    asana.person(ANNA).edit_notes(gid, f"Звонила сама\nБыло\n{REF}\nПеренести на среду")
    edit = TaskEdit(text=plain_text(f"Стало\n{REF}"))
    surface = Surface(Audience.TEAM, internal.gid)
    writer.edit_task(gid, edit, old=plain_text(f"Было\n{REF}"), ref=REF, surface=surface)
    assert notes_of(world, gid) == f"Звонила сама\nСтало\n{REF}\nПеренести на среду"


def test_rich_text_reaches_asana_whole(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    text = RichText(
        (
            (Span("Спрашивает: ", strong=True), Span("«5 < 6 & 7»")),
            (Span("письмо", href="https://mail.example/?a=1&b=2"),),
            (Span(REF),),
        )
    )
    gid = writer.create_task(team_task(text), ref=REF, project_gid=internal.gid).gid
    assert notes_of(world, gid).startswith("Спрашивает: «5 < 6 & 7»\n")
    assert notes_of(world, gid).endswith(REF)


def test_a_mention_of_an_outsider_is_plain_words(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    olga, anna = asana.person(OLGA).user, asana.person(ANNA).user
    text = RichText(((Span("Ольга", user_gid=olga.gid), Span(" и "), Span("Анна", user_gid=anna.gid)), (Span(REF),)))
    gid = writer.create_task(team_task(text), ref=REF, project_gid=internal.gid).gid
    html = world.api.read(sdk.TasksApi(world.api).get_task, gid, opt_fields="html_notes")["html_notes"]
    assert f'data-asana-gid="{anna.gid}"' in html
    assert olga.gid not in html
    assert notes_of(world, gid).startswith("Ольга и ")


def test_nothing_for_the_team_is_written_where_a_guest_reads(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    asana.person(ANNA).add_member(internal, OLGA)
    with pytest.raises(WrongReaders):
        writer.create_task(team_task(), ref=REF, project_gid=internal.gid)
    assert asana.writes == []


def test_nothing_for_the_team_is_written_in_a_clients_project(
    asana: AsanaSimulator, writer: AsanaWriter, client: Project
) -> None:
    with pytest.raises(WrongReaders):
        writer.create_task(team_task(), ref=REF, project_gid=client.gid)


def test_a_team_comment_is_held_once_an_outsider_follows_the_task(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    gid = writer.create_task(team_task(), ref=REF, project_gid=internal.gid).gid
    asana.person(ANNA).add_follower(gid, OLGA)
    note = TeamComment(key="c", kind="reply", text=plain_text(f"Позвоните\n{REF}"), client=None, on=OnNote("k"))
    with pytest.raises(WrongReaders):
        writer.add_comment(note, ref=REF, task_gid=gid, project_gid=internal.gid)


def test_a_team_of_which_an_outsider_is_a_member_counts(
    asana: AsanaSimulator, world: MirrorWorld, internal: Project
) -> None:
    team = asana.add_team("Все", members=[ANNA, OLGA])
    asana.person(ANNA).add_member(internal, team.gid)
    with pytest.raises(WrongReaders):
        writer_to(world, internal).create_task(team_task(), ref=REF, project_gid=internal.gid)


def test_a_team_that_cannot_be_looked_into_counts_as_outsiders(
    asana: AsanaSimulator, world: MirrorWorld, internal: Project
) -> None:
    team = asana.add_team("Все", members=[ANNA])
    asana.person(ANNA).add_member(internal, team.gid)
    asana.faults.add(f"GET /teams/{team.gid}/users", "403", times=10)
    with pytest.raises(WrongReaders):
        writer_to(world, internal).create_task(team_task(), ref=REF, project_gid=internal.gid)


def test_readers_are_known_without_project_memberships(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    asana.faults.add("GET /projects/*/project_memberships", "404", times=10)
    asana.faults.add("GET /workspaces/*", "403", times=10)
    writer.create_task(team_task(), ref=REF, project_gid=internal.gid)
    writer.start_round()
    asana.person(ANNA).add_member(internal, OLGA)
    with pytest.raises(WrongReaders):
        writer.create_task(team_task(), ref=REF, project_gid=internal.gid)


def test_a_project_open_to_the_workspace_is_read_by_its_members_and_not_by_guests(
    asana: AsanaSimulator, world: MirrorWorld
) -> None:
    open_project = asana.add_project("Открытый", members=[ANNA], privacy="public_to_workspace")
    writer = writer_to(world, open_project)
    writer.create_task(team_task(), ref=REF, project_gid=open_project.gid)
    asana.add_user("Ирина", "irina@partner.example", is_guest=False)
    writer.start_round()
    with pytest.raises(WrongReaders):
        writer.create_task(team_task(), ref=REF, project_gid=open_project.gid)


def test_without_asanas_word_on_guests_the_address_tells_them(asana: AsanaSimulator, world: MirrorWorld) -> None:
    open_project = asana.add_project("Открытый", members=[ANNA], privacy="public_to_workspace")
    asana.faults.add("GET /workspaces/*", "404", times=10)
    writer_to(world, open_project).create_task(team_task(), ref=REF, project_gid=open_project.gid)
    assert len(asana.tasks_in(open_project)) == 1


def test_the_outsiders_of_a_place_are_named(asana: AsanaSimulator, writer: AsanaWriter, client: Project) -> None:
    readers = writer.readers(Surface(Audience.CLIENT, client.gid))
    assert [user.email for user in writer.outsiders(readers)] == [OLGA]


def test_a_client_comment_goes_to_that_clients_project_only(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, client: Project, internal: Project
) -> None:
    other = asana.add_project("Второй клиент", owner=ANNA)
    task = asana.person(ANNA).create_task(client, "Медиаплан")
    writer.add_comment(client_comment(client, task.gid), ref=REF, task_gid=task.gid, project_gid=client.gid)
    assert comments_on(world, task.gid) == [f"Согласование получено\n{REF}"]
    asana.person(ANNA).add_to_project(task, other)
    with pytest.raises(WrongReaders):
        writer.add_comment(client_comment(client, task.gid), ref=REF, task_gid=task.gid, project_gid=client.gid)
    ours = asana.person(ANNA).create_task(internal, "Внутренняя")
    with pytest.raises(WrongReaders):
        writer.add_comment(client_comment(internal, ours.gid), ref=REF, task_gid=ours.gid, project_gid=internal.gid)


@pytest.mark.parametrize("how", ["member", "follower", "team"])
@pytest.mark.parametrize("who", ["igor@client2.example", "igor@mail.example"])
def test_a_client_note_is_not_written_where_somebody_of_another_client_reads(
    asana: AsanaSimulator, world: MirrorWorld, internal: Project, client: Project, how: str, who: str
) -> None:
    other = asana.add_project("Второй клиент", owner=ANNA)
    asana.add_user("Игорь", who)
    people = {
        client.gid: ClientPeople(frozenset({"client1.example", "mail.example"})),
        other.gid: ClientPeople(frozenset({"client2.example"}), frozenset({"igor@mail.example"})),
    }
    task = asana.person(ANNA).create_task(client, "Медиаплан")
    match how:
        case "member":
            asana.person(ANNA).add_member(client, who)
        case "follower":
            asana.person(ANNA).add_follower(task, who)
        case _:
            asana.person(ANNA).add_member(client, asana.add_team("Гости", members=[who]).gid)
    with pytest.raises(WrongReaders):
        writer_to(world, internal, people).add_comment(
            client_comment(client, task.gid), ref=REF, task_gid=task.gid, project_gid=client.gid
        )
    assert asana.writes == []


def test_whose_address_two_clients_share_may_read_for_both(
    asana: AsanaSimulator, world: MirrorWorld, internal: Project, client: Project
) -> None:
    other = asana.add_project("Второй клиент", owner=ANNA)
    shared = ClientPeople(frozenset({"client1.example"}), frozenset({OLGA}))
    task = asana.person(ANNA).create_task(client, "Медиаплан")
    writer_to(world, internal, {client.gid: shared, other.gid: shared}).add_comment(
        client_comment(client, task.gid), ref=REF, task_gid=task.gid, project_gid=client.gid
    )
    assert len(asana.writes) == 1


def test_a_comment_on_a_subtask_is_read_where_its_parent_is(
    asana: AsanaSimulator, writer: AsanaWriter, client: Project
) -> None:
    part = asana.person(ANNA).create_subtask(asana.person(ANNA).create_task(client, "Медиаплан"), "Часть")
    writer.add_comment(client_comment(client, part.gid), ref=REF, task_gid=part.gid, project_gid=client.gid)
    assert len(asana.writes) == 1


def test_a_comment_is_edited_and_not_posted_again(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, client: Project
) -> None:
    task = asana.person(ANNA).create_task(client, "Медиаплан")
    gid = writer.add_comment(client_comment(client, task.gid), ref=REF, task_gid=task.gid, project_gid=client.gid).gid
    surface = Surface(Audience.CLIENT, client.gid)
    writer.edit_comment(gid, plain_text(f"Отозвано\n{REF}"), ref=REF, task_gid=task.gid, surface=surface)
    assert comments_on(world, task.gid) == [f"Отозвано\n{REF}"]


def test_a_status_update_is_published(asana: AsanaSimulator, writer: AsanaWriter, client: Project) -> None:
    note = ClientStatus(
        key="s", kind="report", text=plain_text(f"Нет\n{REF}"), client="Л", project_gid=client.gid, title="Неделя 20"
    )
    gid = writer.post_status(note, ref=REF, project_gid=client.gid).gid
    since = asana.clock() - timedelta(minutes=5)
    found = writer.find(note, ref=REF, place_gid=client.gid, since=since)
    assert found is not None
    assert found.gid == gid


def test_only_agency_people_become_followers(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    gid = writer.create_task(team_task(), ref=REF, project_gid=internal.gid).gid
    surface = Surface(Audience.TEAM, internal.gid)
    writer.add_follower(gid, PETR, surface=surface)
    with pytest.raises(WrongReaders):
        writer.add_follower(gid, OLGA, surface=surface)
    assert asana.person(PETR).user.gid in followers_of(world, gid)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("429 retry-after 0", NotSent),
        ("401", NotSent),
        ("400", Rejected),
        ("403", Rejected),
        ("404", PlaceGone),
        ("500 phrase", InDoubt),
        ("502 html", InDoubt),
        ("503", InDoubt),
        ("cut", InDoubt),
        ("commit_then_cut", InDoubt),
        ("truncated", InDoubt),
    ],
)
def test_a_write_that_fails_says_what_may_have_happened(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project, fault: str, kind: type[WriteError]
) -> None:
    writer.me()
    asana.faults.add("POST /tasks", fault)
    with pytest.raises(WriteError) as caught:
        writer.create_task(team_task(), ref=REF, project_gid=internal.gid)
    assert type(caught.value) is kind
    assert len(asana.tasks_in(internal)) == (1 if fault in {"commit_then_cut", "truncated"} else 0)


@pytest.mark.parametrize("fault", ["commit_then_cut", "504_then_finish 0.01", "truncated"])
def test_what_was_written_unseen_is_found(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project, client: Project, fault: str
) -> None:
    since = asana.clock() - timedelta(minutes=5)
    asana.faults.add("POST /tasks", fault)
    with pytest.raises(InDoubt):
        writer.create_task(team_task(), ref=REF, project_gid=internal.gid)
    for timer in asana.timers:
        timer.join()
    found = writer.find(team_task(), ref=REF, place_gid=internal.gid, since=since)
    assert found is not None
    assert [t.gid for t in asana.tasks_in(internal)] == [found.gid]

    task = asana.person(ANNA).create_task(client, "Медиаплан")
    note = client_comment(client, task.gid)
    asana.faults.add(f"POST /tasks/{task.gid}/stories", fault)
    with pytest.raises(InDoubt):
        writer.add_comment(note, ref=REF, task_gid=task.gid, project_gid=client.gid)
    for timer in asana.timers:
        timer.join()
    assert writer.find(note, ref=REF, place_gid=task.gid, since=since) is not None


def test_somebody_who_quotes_our_reference_is_not_us(
    asana: AsanaSimulator, writer: AsanaWriter, client: Project
) -> None:
    task = asana.person(ANNA).create_task(client, "Медиаплан")
    asana.person(OLGA).comment(task, f"Что значит {REF}?")
    note = client_comment(client, task.gid)
    assert writer.find(note, ref=REF, place_gid=task.gid, since=None) is None


def test_of_two_with_one_reference_the_older_stays(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    first = writer.create_task(team_task(), ref=REF, project_gid=internal.gid)
    writer.create_task(team_task(), ref=REF, project_gid=internal.gid)
    found = writer.find(team_task(), ref=REF, place_gid=internal.gid, since=None)
    assert found is not None
    assert found.gid == first.gid
    assert [t.gid for t in asana.tasks_in(internal)] == [first.gid]


def test_a_deleted_task_is_gone_and_an_archived_project_is_closed(
    asana: AsanaSimulator, writer: AsanaWriter, internal: Project, client: Project
) -> None:
    gid = writer.create_task(team_task(), ref=REF, project_gid=internal.gid).gid
    asana.person(ANNA).delete(gid)
    with pytest.raises(PlaceGone):
        writer.edit_task(gid, TaskEdit(completed=True), old=None, ref=REF, surface=Surface(Audience.TEAM, internal.gid))
    asana.person(ANNA).archive(client)
    note = ClientTask(
        key="t", kind="own", text=plain_text(REF), client="Л", project_gid=client.gid, name="Согласования"
    )
    with pytest.raises(PlaceClosed):
        writer.create_task(note, ref=REF, project_gid=client.gid)


def test_an_approval_task_is_never_ticked_complete(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, internal: Project
) -> None:
    gid = writer.create_task(team_task(approval=True), ref=REF, project_gid=internal.gid).gid
    surface = Surface(Audience.TEAM, internal.gid)
    writer.edit_task(gid, TaskEdit(completed=True), old=None, ref=REF, surface=surface)
    task = task_as_read(world, gid)
    assert (task["resource_subtype"], task["approval_status"]) == ("approval", "pending")


def test_a_revoked_token_writes_nothing(asana: AsanaSimulator, internal: Project, world: MirrorWorld) -> None:
    with api_of(asana, token="2/dead") as api:
        writer = AsanaWriter(
            api, workspace_gid=asana.workspace, internal_project=internal.gid, agency_domains=["agency.example"]
        )
        with pytest.raises(NotSent):
            writer.create_task(team_task(), ref=REF, project_gid=internal.gid)


def test_a_long_note_is_cut_at_a_sentence_and_keeps_its_reference(
    world: MirrorWorld, asana: AsanaSimulator, writer: AsanaWriter, client: Project
) -> None:
    task = asana.person(ANNA).create_task(client, "Медиаплан")
    note = client_comment(client, task.gid, "Предложение о плане. " * 400)
    writer.add_comment(note, ref=REF, task_gid=task.gid, project_gid=client.gid)
    [text] = comments_on(world, task.gid)
    assert len(text) <= 2000
    assert text.endswith(f"о плане.\n{REF}")


def test_a_description_with_links_and_blanks_is_edited_again_and_again_without_growing(
    asana: AsanaSimulator, world: MirrorWorld, writer: AsanaWriter, internal: Project
) -> None:
    def text(number: int) -> RichText:
        link = (Span("https://app.asana.com/0/1/2 и  два   пробела"),)
        return RichText(((Span(f"Версия {number}", strong=number % 2 == 0),), link, (Span(""),), (Span(REF),)))

    gid = writer.create_task(team_task(text(0)), ref=REF, project_gid=internal.gid).gid
    surface = Surface(Audience.TEAM, internal.gid)
    asana.person(ANNA).edit_notes(gid, f"Моя ссылка: https://x.example/?a=1&b=2\n{notes_of(world, gid)}\nСнизу")
    for number in range(1, 5):
        edit = TaskEdit(text=text(number))
        writer.edit_task(gid, edit, old=text(number - 1), ref=REF, surface=surface)
        lines = notes_of(world, gid).split("\n")
        assert (lines[0], lines[1]) == ("Моя ссылка: https://x.example/?a=1&b=2", f"Версия {number}")
        assert lines[-2:] == [REF, "Снизу"]
        assert len(lines) == 6


def test_rich_text_that_asana_refuses_is_sent_plain_once(
    asana: AsanaSimulator, world: MirrorWorld, writer: AsanaWriter, internal: Project
) -> None:
    text = RichText(((Span("Важно", strong=True),), (Span(REF),)))
    asana.faults.add("POST /tasks", "400")
    gid = writer.create_task(team_task(text), ref=REF, project_gid=internal.gid).gid
    assert notes_of(world, gid) == f"Важно\n{REF}"
    assert [status for method, path, status in asana.requests if (method, path) == ("POST", "/tasks")] == [400, 201]


def test_a_description_with_a_tag_of_the_future_keeps_its_words(
    asana: AsanaSimulator, world: MirrorWorld, writer: AsanaWriter, internal: Project
) -> None:
    gid = writer.create_task(team_task("Было"), ref=REF, project_gid=internal.gid).gid
    asana.faults.add(f"GET /tasks/{gid}", "unknown_tag")
    edit = TaskEdit(text=plain_text(f"Стало\n{REF}"))
    surface = Surface(Audience.TEAM, internal.gid)
    writer.edit_task(gid, edit, old=plain_text(f"Было\n{REF}"), ref=REF, surface=surface)
    assert notes_of(world, gid) == f"Стало\n{REF}\nnew"
