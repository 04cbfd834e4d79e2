"""What happens during a fault run: people write and click, and everything around the daemon breaks. Drawn from a seed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.fault_daemon import Daemon
from tests.support.fault_disk import SmallDisk
from tests.support.fault_office import Desk, FaultOffice
from tests.support.imap_proxy import Fault

ASANA_FAULTS = (
    "429 retry-after 1",
    "429",
    "500",
    "500 phrase",
    "502 html",
    "503",
    "cut",
    "commit_then_cut",
    "504_then_finish 0.2",
    "truncated",
    "slow 1",
    "slow_body 1",
)
ASANA_PLACES = ("POST *", "GET *", "PUT *", "* /api/1.0*", "GET */events*", "POST */stories", "POST */tasks")
MONTHS = ("июнь", "июль")
FOLDER = "Клиенты"
URGENT_A_DESK = 8  # a manager's day has room for ten tasks (PRODUCT.md section 5); a broken mailbox may want one
URGENT = "Добрый день! В объявлениях висят старые цены, остановите рекламу, пожалуйста!"
SHARE_OF_FAULTS = 0.7
JUMPS_S = (-86_400, -7_200, -300, 0, 0, 600, 5_400, 90_000)


def pause(seconds: float) -> None:
    time.sleep(seconds)  # noqa: TID251


@dataclass
class Acts:
    """Everything that may happen. Each returns whether it did."""

    office: FaultOffice
    daemon: Daemon
    disk: SmallDisk
    random: random.Random
    revoked: str | None = None
    shut_out: Desk | None = None

    def drawn(self) -> list[Callable[[], bool]]:
        """What may happen in one run: some kinds of fault are left out, so that a daemon also lives long and waits long."""
        people = (self.urgent, self.urgent, self.thanks, self.answer, self.approval, self.file_away, self.complete)
        mail = (
            self.cut,
            self.stall,
            self.slow,
            self.garbage,
            self.mail_away,
            self.new_uids,
            self.drop_folder,
            self.account,
        )
        asana = (self.asana_fault, self.asana_away, self.lost_events, self.token)
        machine = (self.kill, self.terminate, self.reload, self.wrong_config, self.full_disk, self.clock_jump)
        faults = [fault for fault in (*mail, *asana, *machine) if self.random.random() < SHARE_OF_FAULTS]
        return [*people, *faults, self.asana_fault, self.asana_fault]

    # -- people --------------------------------------------------------------------------------------------------------

    def urgent(self) -> bool:
        desk = self._desk()
        known = sum(sent.what == "urgent" and sent.desk == desk for sent in self.office.letters)
        if known >= URGENT_A_DESK:
            return False
        folder = self.random.choice(("INBOX", "INBOX", "INBOX", FOLDER))
        self.office.deliver(desk, "urgent", f"Старые цены, объявление {known + 1001}", URGENT, folder=folder)
        return True

    def thanks(self) -> bool:
        self.office.deliver(self._desk(), "thanks", "Спасибо", "Спасибо, получили.")
        return True

    def answer(self) -> bool:
        if not (open_ones := [sent for sent in self.office.letters if sent.what == "urgent" and not sent.closed]):
            return False
        sent = self.random.choice(open_ones)
        sent.closed = True
        text = "Добрый день! Остановили, цены исправили."
        self.office.deliver(sent.desk, "answer", f"Re: {sent.subject}", text, ours=True, answers=sent)
        return True

    def approval(self) -> bool:
        """We ask, or they answer what was asked: a plan of its own for each month."""
        desk = self._desk()
        asked = [sent for sent in self.office.letters if sent.what == "request" and sent.desk == desk]
        if asked and not asked[-1].closed:
            asked[-1].closed = True
            month = asked[-1].subject.rpartition(" ")[2]
            text = f"Добрый день! Медиаплан на {month} согласован."
            self.office.deliver(desk, "approval", f"Re: {asked[-1].subject}", text, answers=asked[-1])
            return True
        if len(asked) == len(MONTHS):
            return False
        month = MONTHS[len(asked)]
        text = f"Добрый день! Просим согласовать медиаплан на {month}, версия 1."
        self.office.deliver(desk, "request", f"Медиаплан на {month}", text, ours=True)
        return True

    def file_away(self) -> bool:
        inbox = sorted(key for key in self.office.flags if key[1] == "INBOX")
        if not inbox:
            return False
        user, _, name = self.random.choice(inbox)
        desk = next(desk for desk in self.office.desks if desk.manager == user)
        self.office.file_away(desk, name, FOLDER)
        return True

    def complete(self) -> bool:
        """A manager ticks the task of an urgent letter."""
        open_ones = {sent.subject: sent for sent in self.office.letters if sent.what == "urgent" and not sent.closed}
        found = [
            (task, sent)
            for task in self.office.asana.tasks_in(self.office.internal)
            for subject, sent in open_ones.items()
            if subject in task.name and sent.desk.client in task.name and not task.completed
        ]
        if not found:
            return False
        task, sent = self.random.choice(found)
        self.office.asana.person(sent.desk.manager).complete(task)
        sent.closed = True
        return True

    # -- the mail server and the lines to it ---------------------------------------------------------------------------

    def cut(self) -> bool:
        return self._strike(Fault("cut", self.random.randrange(3_000)))

    def stall(self) -> bool:
        return self._strike(Fault("stall", self.random.randrange(3_000)))

    def slow(self) -> bool:
        return self._strike(Fault("dribble", self.random.randrange(1_000), pause_s=0.01))

    def garbage(self) -> bool:
        return self._strike(Fault("garbage", self.random.randrange(3_000)))

    def mail_away(self) -> bool:
        self.office.dovecot.stop()
        pause(self.random.uniform(0.1, 1.5))
        self.office.dovecot.start()
        return True

    def new_uids(self) -> bool:
        """As after a restore: the server is down meanwhile, or it would go on with the UIDVALIDITY that it still remembers."""
        self.office.dovecot.stop()
        self.office.dovecot.forget_uids(self._desk().manager, self.random.choice(("INBOX", "Sent")))
        pause(1.1)  # UIDVALIDITY is made of the time in seconds
        self.office.dovecot.start()
        return True

    def drop_folder(self) -> bool:
        desk = self._desk()
        if not any(key[:2] == (desk.manager, FOLDER) for key in self.office.flags):
            return False
        self.office.drop_folder(desk, FOLDER)
        return True

    def account(self) -> bool:
        """A mailbox is gone from the server; next time it is there again."""
        self.shut_out = None if self.shut_out else self._desk()
        self.office.dovecot.shut_out(*([self.shut_out.manager] if self.shut_out else []))
        return True

    # -- Asana ---------------------------------------------------------------------------------------------------------

    def asana_fault(self) -> bool:
        what, where = self.random.choice(ASANA_FAULTS), self.random.choice(ASANA_PLACES)
        self.office.asana.faults.add(where, what, times=self.random.randint(1, 4))
        return True

    def asana_away(self) -> bool:
        self.office.asana.stop()
        pause(self.random.uniform(0.1, 1.5))
        self.office.asana.start()
        return True

    def lost_events(self) -> bool:
        self.office.asana.lose_sync_tokens()
        return True

    def token(self) -> bool:
        """Revoked; next time valid again."""
        tokens = self.office.asana.tokens
        if self.revoked is None:
            self.revoked = tokens.pop(self.office.asana.token)
        else:
            tokens[self.office.asana.token], self.revoked = self.revoked, None
        return True

    # -- the machine ---------------------------------------------------------------------------------------------------

    def kill(self) -> bool:
        self.daemon.kill()
        return True

    def terminate(self) -> bool:
        self.daemon.terminate()
        return True

    def reload(self) -> bool:
        return self.daemon.reload()

    def wrong_config(self) -> bool:
        """Somebody saves half a config and reloads; then the whole one again."""
        text = self.office.config.read_text("utf-8")
        self.office.config.write_text(text + "\n[agncy]\n", "utf-8")
        self.daemon.reload()
        pause(0.5)
        self.office.config.write_text(text, "utf-8")
        self.daemon.forgive_refusal()
        return True

    def full_disk(self) -> bool:
        pid = self.daemon.pid
        if not pid:
            return False
        self.disk.fill(pid)
        pause(self.random.uniform(0.2, 3))
        self.disk.make_room(pid)
        return True

    def clock_jump(self) -> bool:
        return self.daemon.set_clock(self.random.choice(JUMPS_S))

    # -- mended --------------------------------------------------------------------------------------------------------

    def mend(self) -> None:
        """All is well again around the daemon, which has ended."""
        self.daemon.set_clock(0)
        self.office.asana.faults.clear()
        if self.revoked is not None:
            self.token()
        if self.shut_out is not None:
            self.account()
        for line in self.office.lines.values():
            line.calm()

    def _strike(self, fault: Fault) -> bool:
        self.random.choice(list(self.office.lines.values())).strike(fault)
        return True

    def _desk(self) -> Desk:
        return self.random.choice(self.office.desks)
