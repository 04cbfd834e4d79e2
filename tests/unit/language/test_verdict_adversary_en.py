"""Near-approvals in English and their nearest approvals; each answers "Could you please approve the June media plan?"."""

from __future__ import annotations

import pytest

from tests.unit.language.letters import kind, verdict

A, C, R, V, N, X = "approved", "conditional", "rejected", "revoked", "needs_confirmation", "none"

WISHES_WITHOUT_A_BUT = [
    ("Approved. I'd still swap the hero image.", C),
    ("Approved. I would rather have YouTube instead of TikTok.", C),
    ("Approved. We need a bigger logo on the first frame.", C),
    ("Approved. We would have liked more TV, never mind.", A),
    ("Approved. I'd love to see the first numbers next week.", A),
    ("Approved. I'd like to thank the whole team.", A),
    ("Approved. We need the invoice by Friday.", A),
    ("Approved. The claim should be shorter.", C),
    ("Approved. The disclaimer has to be on every frame.", C),
    ("Approved. The campaign should start on Monday.", A),
    ("Approved. Everything should be ready by 1 June.", A),
]
HOLDS = [
    ("Approved.\n\nP.S. Hold on, Mark just called, please don't start anything until he's back.", C),
    ("Approved. Please do not book before I call you.", C),
    ("Approved. Nothing should be published yet.", C),
    ("Approved. Please don't start before 1 June.", A),
    ("Approved. Please don't hesitate to call.", A),
    ("Approved, don't change a thing.", A),
]
OTHERS_TO_DECIDE = [
    ("Approved. Legal is looking at the claims.", C),
    ("Approved. Anna still has to sign.", C),
    ("Approved on my side, waiting for finance.", C),
    ("The plan is approved. The signature of Mrs. Schneider is still missing.", C),
    ("Approved. Legal has looked at the claims.", A),
    ("Approved. Our accountant will confirm the payment.", A),
    ("Approved. Anna will send you the contract.", A),
]
LINES_OF_A_LIST = [
    ("Banner 1 - approved\nBanner 2 - approved\nBanner 3 - the logo is too small", C),
    ("Search: approved\nSocial: approved\nVideo: let's talk", C),
    ("Banner 1 - approved\nBanner 2 - approved", A),
    ("Media plan: approved\nLaunch: 3 June", A),
]
LIMITS_WITHOUT_AN_IF = [
    ("We approve the plan under reserve of the final prices.", C),
    ("Approved as a test.", C),
    ("Approved for now.", C),
    ("The subject line aside, approved.", C),
    ("Please shorten the claim. Otherwise the plan is approved.", C),
    ("The plan is broadly approved.", N),
    ("Media plan approved, typing with one thumb.", A),
]
TAKEN_BACK_LATER_IN_THE_LETTER = [
    ("We approved this on Monday. On Tuesday we changed our mind. Please stop.", V),
    ("We changed our minds about TV. The plan is approved.", A),
]
APPROVAL_TO_COME = [
    ("Media plan approval is expected to be given today.", X),
    ("Approval given for the media plan.", A),
]

FORMS_OF_A_PLAIN_YES = [
    ("We have checked the plan and approve it.", A),
    ("We will check the plan and approve it.", X),
    ("Please check the plan and approve it.", X),
    ("Approving the June plan, thanks.", A),
    ("Approving tomorrow.", X),
    ("Approving the plan takes a week.", X),
    ("We agree the media plan and ask to start placement.", A),
    ("Please find attached our approval.", A),
    ("I will attach our approval tomorrow.", X),
    ("We give our ok for the media plan.", A),
    ("Herewith I release the media plan for booking.", A),
    ("We release the new product in June.", X),
    ("Confirmed: the plan is approved.", A),
    ("Anna confirmed the plan is approved.", N),
]

LIMITED_TO_A_PART = [
    ("The plan is approved for desktop.", C),
    ("Approved for Germany.", C),
    ("Approved for launch.", A),
    ("Approved for your next steps.", A),
    ("Plan approved, form not.", C),
    ("TV is approved, radio isn't.", C),
    ("Approved w/ the exception of week 3.", C),
]
ORDERS_NO_LIST_FORESEES = [
    ("Approved! Oh and lose the purple background.", C),
    ("Approved. Brighten the sky a little.", C),
    ("Approved. Enjoy the weekend!", A),
    ("Approved. Hope the launch goes well.", A),
    ("Approved. I expect the CPMs to come down by 10%.", C),
    ("Approved. I expect the campaign to start on Monday.", A),
    ("Approved. Let's make it official.", A),
]
MORE_WAYS_TO_SAY_YES_AND_NO = [
    ("We are pleased to accord our approval to the plan.", A),
    ("The plan has been approved by the undersigned.", A),
    ("The media plan is agreed, you can begin the work.", A),
    ("Nothing has been approved so far.", X),
    ("I need to walk back yesterday's approval.", V),
]
SUMS_IN_LAKHS = [
    ("Approved for 8,00,000.", C),
    ("Approved for 12,00,000.", A),
]


@pytest.mark.parametrize(("text", "expected"), SUMS_IN_LAKHS)
def test_a_sum_grouped_in_lakhs_is_read(text: str, expected: str) -> None:
    assert kind(text, request="Kindly approve the budget of INR 12,00,000.", subject="Re: Budget") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    WISHES_WITHOUT_A_BUT
    + HOLDS
    + OTHERS_TO_DECIDE
    + LINES_OF_A_LIST
    + LIMITS_WITHOUT_AN_IF
    + TAKEN_BACK_LATER_IN_THE_LETTER
    + APPROVAL_TO_COME
    + FORMS_OF_A_PLAIN_YES
    + LIMITED_TO_A_PART
    + ORDERS_NO_LIST_FORESEES
    + MORE_WAYS_TO_SAY_YES_AND_NO,
)
def test_what_is_said_beside_an_approval_counts(text: str, expected: str) -> None:
    assert kind(text) == expected


LIMITS_BY_A_PHRASE = [
    ("Approved excl. OOH.", C),
    ("Approved on the strict condition of exclusivity.", C),
    ("Approved as far as the studio days go.", C),
    ("Approved, as far as I'm concerned.", A),
    ("Approved, to be revisited after casting.", C),
    ("Approved from a legal point of view.", C),
    ("Approved from our point of view.", A),
    ("Approved, but only behind the login.", C),
    ("Approved on Monday's call.", A),
]
OUR_APPROVAL = [
    ("Approval for the plan was given under the old pricing. It no longer stands.", V),
    ("The media plan meets with our approval.", A),
    ("The plan is approved by both signatories, C. Okafor and myself.", A),
    ("The plan is approved by both signatories.", N),
    ("It gives me great pleasure to approve the plan.", A),
    ("Thank you for the plan, which we approve.", A),
    ("The plan which we approve every month is missing.", X),
    ("I find the plan in order and approve it.", A),
    ("In order to approve the plan we need the rates.", X),
    ("Approved. Kindly acknowledge receipt.", A),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS_BY_A_PHRASE + OUR_APPROVAL)
def test_phrases_that_limit_or_give_approval(text: str, expected: str) -> None:
    assert kind(text) == expected


def test_the_plan_where_a_content_plan_was_put_up_is_the_content_plan() -> None:
    request = "Hi Farah, the content plan is attached. Could you approve it?"
    assert verdict("I approve the whole plan.", request=request, subject="Re: Content plan").about == "content_plan"
    assert verdict("I approve the media plan.", request=request, subject="Re: Content plan").about == "media_plan"


WRONG_WITH_IT = [
    ("Approved. The form doesn't work on Safari.", C),
    ("Approved. The cookie banner is missing.", C),
    ("Approved, though the captions aren't final.", C),
    ("Approved. The logo is too small.", C),
    ("Approved. It isn't cheap.", A),
    ("Approved. I can't wait for the launch.", A),
    ("Approved. Could the logo be bigger?", C),
    ("Approved. Could the invoice be sent today?", A),
    ("Approved. Can the campaign start on Monday?", A),
]
WHO_SAID_IT = [
    ("Signed off by Kim, I haven't looked at it myself.", N),
    ("Kim's verdict: approved.", N),
    ("My verdict: approved.", A),
    ("The plan: signed off by me today.", A),
]
WHAT_IS_LEFT_OPEN = [
    ("Plan approved. Kim will want a word before anything is booked.", C),
    ("Approved content-wise.", C),
    ("Plan: approved, pages 12-14: not.", C),
    ("Media plan is agreed, please start from Monday.", A),
    ("Our sign-off of last Friday is void.", V),
    ("The CFO signed this morning, so the plan is now approved.", A),
    ("All objections are withdrawn, the plan is approved.", A),
]


@pytest.mark.parametrize(("text", "expected"), WRONG_WITH_IT + WHO_SAID_IT + WHAT_IS_LEFT_OPEN)
def test_what_is_wrong_open_or_said_by_others_counts(text: str, expected: str) -> None:
    assert kind(text) == expected


STILL_OPEN = [
    ("Approved, with Snapchat out and Reddit in.", C),
    ("Approved. Snapchat we can live without.", C),
    ("Approved in draft.", C),
    ("Approved, though Helen from brand wants to see the final list.", C),
    ("Approved, Helen wants to congratulate you.", A),
    ("Plan approved. Can we have a cat instead?", C),
    ("Approved and forwarded to purchasing for the PO.", A),
]


@pytest.mark.parametrize(("text", "expected"), STILL_OPEN)
def test_what_is_left_open_beside_an_approval_counts(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("Approved 700.", C), ("Approved 900.", A), ("Approved 5.", A)])
def test_a_bare_sum_is_compared_in_thousands(text: str, expected: str) -> None:
    assert kind(text, request="Could you approve the budget of EUR 900,000?", subject="Re: Budget") == expected
