"""Brightwater Clinics, in English: an approval withdrawn, one reported second-hand, one with a condition."""

from __future__ import annotations

from syncd.demo.letters.cast import HELEN, MARIA, TOM
from syncd.demo.letters.script import Item, Machine, Script, pdf, xlsx

LETTERS: list[Item] = [
    Script("bright-plan", MARIA, (HELEN,), -9, "11:00", """
Hello Helen,

Please find attached the {month_en} media plan, version 1. Could you please approve it by {D-7}?
""", subject="{month_en} media plan, version 1", files=(xlsx("media_plan_{month_en}_v1.xlsx"),)),
    Script("bright-plan-approved", HELEN, (MARIA,), -8, "13:15", """
Hi Maria,

Approved - please go ahead with the {month_en} media plan, version 1.
""", answers="bright-plan", cc=(TOM,)),
    Script("bright-plan-thanks", MARIA, (HELEN,), -8, "13:40", """
Thank you, Helen! We are booking the placements.
""", answers="bright-plan-approved"),
    Script("bright-plan-revoked", HELEN, (MARIA,), -2, "12:20", """
Hi Maria,

Please stop: we withdraw our approval of the {month_en} media plan. The board has cut the budget.
""", answers="bright-plan-thanks"),
    Script("bright-plan-stop", MARIA, (HELEN,), -2, "12:55", """
Hello Helen,

Understood, the bookings are on hold. Thank you for telling us in time.
""", answers="bright-plan-revoked"),
    Script("bright-content", MARIA, (HELEN,), -7, "15:10", """
Hello Helen,

The content plan for {month_en} is attached. Please approve it so that the photographer can be booked.
""", subject="Content plan for {month_en}", files=(pdf("content_plan_{month_en}.pdf"),)),
    Script("bright-content-second-hand", TOM, (MARIA,), -5, "16:30", """
Hi Maria,

Helen said the content plan is approved.
""", answers="bright-content", cc=(HELEN,)),
    Script("bright-landing", MARIA, (HELEN,), -4, "10:30", """
Hello Helen,

The landing page draft is at the attached link list. Please approve the landing page.
""", subject="Landing page for the dental offer", files=(pdf("landing_draft.pdf"),)),
    Script("bright-landing-conditional", HELEN, (MARIA,), -3, "14:05", """
Hi Maria,

The landing page is approved once the phone number in the footer is fixed. Everything else looks good.
""", answers="bright-landing"),
    Script("bright-landing-fixed", MARIA, (HELEN,), -3, "15:20", """
Hello Helen,

The number is fixed, thank you for spotting it.
""", answers="bright-landing-conditional"),
    Script("bright-cpl", TOM, (MARIA,), -1, "12:00", """
Hi Maria,

Could you tell me last week's cost per lead for the dental campaign?
""", subject="Cost per lead"),
    Script("bright-cpl-answer", MARIA, (TOM,), -1, "14:30", """
Hello Tom,

It was 14.20, down from 16.90 the week before. The breakdown is attached.
""", answers="bright-cpl", files=(xlsx("cpl.xlsx"),)),
    Script("bright-cpl-thanks", TOM, (MARIA,), -1, "14:50", """
Great, thanks!
""", answers="bright-cpl-answer"),
    Script("bright-report", MARIA, (HELEN, TOM), -10, "17:45", """
Hello Helen, hello Tom,

The report for {last_month_en} is attached for your information.
""", subject="Report for {last_month_en}", files=(pdf("report_{last_month_en}.pdf"),)),
    Machine("bright-ooo", "auto_reply", "Helen Marsh <helen.marsh@brightwater.example>", MARIA, -10, "17:46",
            "Automatic reply: Report for {last_month_en}", """
Thank you for your message. I am out of the office until {D-9} with limited access to email.
For urgent matters please contact Tom Reed, tom.reed@brightwater.example.
""", about="bright-report"),
    Script("bright-report-tom", TOM, (MARIA,), -9, "09:30", """
Thanks Maria, received.
""", answers="bright-report"),
]  # fmt: skip
