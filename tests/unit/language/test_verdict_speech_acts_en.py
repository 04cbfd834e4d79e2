"""Minimal pairs of English speech acts: who gives leave, how formally, and what the letter still finds as it was before."""

from __future__ import annotations

import pytest

from tests.unit.language.letters import kind

A, C, R, V, N, X = "approved", "conditional", "rejected", "revoked", "needs_confirmation", "none"
BANNERS = "Hi Kate, the final banners and the video are attached. Do you approve the creatives?"
MOTIFS = "Hi Kate, the three motifs are ready. Are they approved?"
ACCEPT = "Hi Kate, the June media plan is attached. Please accept it."

WHO_GIVES_LEAVE = [
    ("The plan has my approval.", A),
    ("The plan has his approval.", N),
    ("The plan has the board's approval.", N),
    ("Our CEO has given his approval.", N),
    ("I have given my approval.", A),
    ("I am asked by Mr Hollis to say that the plan has his approval.", N),
    ("The firm approves the media plan.", A),
    ("The board approves the media plan.", N),
    ("The media plan is approved by Hollis Brewing Ltd.", A),
    ("The media plan is approved by Mr Hollis.", N),
    ("The partners approve the media plan, but only up to 40,000.", C),
    ("I give my agreement to the media plan.", A),
    ("I confirm acceptance of the media plan.", A),
]

HOW_FORMALLY = [
    ("We can approve the media plan.", N),
    ("I can formally sign off the media plan today.", A),
    ("We can now approve the media plan.", A),
    ("I can formally sign off the media plan on Friday.", X),
    ("I'm okay to approve the media plan.", N),
    ("I'm okay to approve it as long as the radio goes.", C),
    ("From our side the media plan is released.", A),
    ("We do not release the media plan.", R),
    ("The media plan is released on Monday.", X),
    ("We give you the release on Wednesday.", X),
    ("Under the reserve that our adviser agrees, the media plan is released.", C),
    ("The media plan is validated.", A),
    ("Validated, not validated... I do not know.", X),
    ("A plan is approved only when I have written so.", X),
    ("Any plan is approved by me first.", X),
]

NEGATION_AND_REFUSAL = [
    ("I can't approve what I haven't seen.", X),
    ("I can't approve what I have seen.", R),
    ("I'm against it.", R),
    ("We checked it against last year's plan and approve it.", A),
    ("Approved. Legal does not need to look at it.", A),
    ("Approved, no need for Anna to see it.", A),
    ("Approved. Legal hasn't looked at it yet.", C),
    ("Approved. There is nothing outstanding from legal.", A),
    ("Approved. Legal's comments are outstanding.", C),
    ("None of the three routes. I prefer to say no now.", R),
]

TAKEN_BACK = [
    ("I must draw back my release of the media plan.", V),
    ("Kindly treat our approval dtd. 14th inst. for the media plan as cancelled.", V),
    ("Approval given vide my mail dtd. 4th for the media plan stands withdrawn.", V),
    ("Approved by mistake, please ignore!", V),
    ("Approval given for the media plan stands.", A),
]

WITHOUT_AND_UNTIL = [
    ("Approved excluding tax.", A),
    ("Approved, excluding radio.", C),
    ("Approved at 34,500 ex VAT.", A),
    ("Approved ex radio.", C),
    ("Approved without reserve.", A),
    ("Approved without radio.", C),
    ("Approved for the period 1 June until 15 July.", A),
    ("Approved until 15 July.", C),
    ("Approved for all countries.", A),
    ("Approved for Germany.", C),
]

WHOSE_CONDITION = [
    ("Approved. If anybody needs logins, Priya can help.", A),
    ("Approved. If you need anything, shout.", A),
    ("Approved. If I've missed something it will have to wait.", A),
    ("If you can get the CPM under 3, approved.", C),
    ("Approved. If the CPM goes over 3, stop.", C),
]

STILL_AS_IT_WAS = [
    ("Approved! The logo's still the old one.", C),
    ("Approved! The logo's great.", A),
    ("Approved! It's still my favourite.", A),
    ("Approved. The banner still says May.", C),
    ("Approved. It still makes me laugh.", A),
    ("Approved. The phone number goes to our old office.", C),
    ("Approved. Reminds me of our old ads.", A),
    ("Approved. There's still the September date on banner 3.", C),
    ("Approved. There's still time for another.", A),
    ("Approved. We still have budget for another.", A),
]

SAID_AS_A_FACT = [
    ("Our controller has approved the plan.", N),
    ("The plan has been approved.", A),
    ("Our side has approved the plan.", A),
    ("We have approved the plan.", A),
    ("My boss and I have approved the plan.", A),
    ("The bank approved the plan.", N),
    ("Approved on the understanding that unspent money rolls over to July.", C),
    ("Approved. Shout if purchasing gives you trouble.", A),
    ("Approved. The drop in week three was our fault.", A),
    ("Approved. Drop week three.", C),
    ("Approved. It was long but worth it.", A),
]

SAID_AS_A_FACT_CREATIVES = [
    ("Approved. The video ends a bit abruptly.", C),
    ("Approved. I was a bit late, sorry.", A),
    ("Approved. The last shot was a bit dark but you fixed it.", A),
    ("Approved. The blue feels rather cold.", C),
    ("Approved. The blue feels rather good.", A),
    ("Approved. Can you give the last shot another second?", C),
    ("Approved. Can you give me another week for the invoice?", A),
    ("Approved. The opening hours say 9 to 5.", C),
    ("Approved. My calendar says 9 to 5, call me then.", A),
    ("Approved. Our lawyer wants the disclaimer in bigger letters.", C),
    ("Approved. Our lawyer wants a copy for her files.", A),
    ("Approved. Legal insists on another claim.", C),
]

PROCEDURES_AND_TAKEOVERS = [
    ("Approved. Start on the 8th instead of the 1st.", C),
    ("Approved. Start on the 8th.", A),
    ("Approved. Book the late slots rather than the early ones.", C),
    ("Approved. Let's make June a good one.", A),
    ("Approved. Let's make the banners bigger.", C),
    ("We won't be going with this plan.", R),
    ("We are not taking it forward.", R),
    ("The plan has been turned down by our CFO.", R),
    ("Marketing approves first, then finance.", X),
    ("The request for 60,000 has been turned down.", R),
]

PROCEDURES_AND_TAKEOVERS_CREATIVES = [
    ("Approved. We'll film the ending ourselves.", C),
    ("Approved. I checked it myself.", A),
    ("Approved. I'll tell the team myself.", A),
    ("Approved! omg the dog", A),
    ("Approved. Lose the dog.", C),
]

SOME_OF_IT_AND_WHO_APPROVES = [
    ("Approved. Pay it in two instalments though.", C),
    ("Approved. Pay it in two instalments.", A),
    ("Approved. I had to laugh though.", A),
    ("We have no objections and formally approve the media plan.", A),
    ("We will read it and then formally approve the media plan.", X),
    ("The plan is returned without approval.", R),
    ("Please don't publish anything before we have approved it.", X),
    ("We won't publish this.", R),
    ("I'm not the one who approves budgets.", X),
    ("My boss only approves things printed on paper.", X),
    ("We only approve the search part.", C),
]

SOME_OF_IT_AND_WHO_APPROVES_CREATIVES = [
    ("I approve banners 1 and 3.", C),
    ("I approve all banners, 1 to 3.", A),
    ("I approve the three banners.", A),
    ("Banner 2 is approved.", C),
]

ASKED_AS_A_QUESTION_CREATIVES = [
    ("Approved! Could the voice be a woman's?", C),
    ("Approved! Could the video be live on Monday?", A),
    ("Approved! Could the banner be used on LinkedIn too?", A),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    SAID_AS_A_FACT
    + PROCEDURES_AND_TAKEOVERS
    + SOME_OF_IT_AND_WHO_APPROVES
    + WHO_GIVES_LEAVE
    + HOW_FORMALLY
    + NEGATION_AND_REFUSAL
    + TAKEN_BACK
    + WITHOUT_AND_UNTIL
    + WHOSE_CONDITION,
)
def test_the_speech_act_decides(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    SAID_AS_A_FACT_CREATIVES
    + PROCEDURES_AND_TAKEOVERS_CREATIVES
    + SOME_OF_IT_AND_WHO_APPROVES_CREATIVES
    + ASKED_AS_A_QUESTION_CREATIVES
    + STILL_AS_IT_WAS,
)
def test_what_is_still_as_before_is_no_plain_approval(text: str, expected: str) -> None:
    assert kind(text, request=BANNERS, subject="Re: Banners") == expected


@pytest.mark.parametrize(
    ("text", "request_text", "expected"),
    [
        ("The motifs are approved.", MOTIFS, A),
        ("The venue is approved.", MOTIFS, X),
        ("My planning permission got approved.", BANNERS, X),
        ("HR have approved the photo day.", "Hi Kate, when is the photo day?", X),
        ("I accept the media plan.", ACCEPT, A),
        ("I accept the media plan, but without radio.", ACCEPT, C),
    ],
)
def test_what_was_approved_is_read_by_the_request(text: str, request_text: str, expected: str) -> None:
    assert kind(text, request=request_text, subject="Re: June") == expected


def test_our_phrase_repeated_over_a_line_break_is_no_approval() -> None:
    assert kind('We are required to reply with the line "Media plan\napproved". Who has to send it?') == X
