"""What people write, in English; the same situations as in `words_ru.py`."""

from __future__ import annotations

QUESTIONS = (
    ("Results of {n}", "Hi {m},\n\nHow many leads did {n} bring last week? I need the number for our board."),
    ("Access to {n}", "Hello {m},\n\nCould you please give our analyst read access to the {n} account?"),
    ("Timing of {n}", "Hi {m}, when does {n} go live? Our shops need to know."),
    ("{n} reach", "Hello {m}, I do not understand why the reach of {n} dropped. Please explain what happened."),
    ("Links in {n}", "Hi {m}, some of the links in {n} go to the old catalogue. Please check and let me know."),
    ("Call about {n}", "Hi {m}, I would like to talk about {n} this week. What day suits you?"),
    ("Invoice for {n}", "Hello {m},\n\nOur accounts team needs the closing documents for {n}. Please send them over."),
    ("Idea for {n}", "Hi {m},\n\nWhat if we showed {n} at weekends only? Do you think it is worth a try?"),
)
TWO_QUESTIONS = (
    (
        "Two questions on {n}",
        "Hi {m},\n\n1. What do we pay for a click in {n}?\n2. Can we leave out the evening hours?\n\nThanks",
    ),
)
URGENT = (
    (
        "Wrong prices in {n}",
        "{m}, the {n} ads show the old prices and customers are complaining. Please stop the campaign now.",
    ),
    (
        "Mistake in the {n} ad",
        "Urgent: the {n} ad shows the wrong date, the sale ended yesterday. Please take it down.",
    ),
)
ANSWERS = (
    "Hi {c},\n\nThere were 46 leads, eight more than the week before.", "Hello {c}, done, you can use it now.",
    "Hi {c}, yes, that is possible. We set it up this morning.", "Hi {c}, the links are fixed and the pages open.",
)  # fmt: skip
THANKS = ("Thanks!", "Thank you, got it.", "Great, thanks a lot {m}!", "Perfect, thank you.")
HOLDING = (
    "Hi {c}, thanks, we got this and will get back to you tomorrow.", "Hello {c}, we are looking into it and will reply tomorrow.",
)  # fmt: skip
FORWARD = ("Folks, what shall we tell the client?",)
FYI = (
    ("Weekly report, {n}", "Hi {c}, please find attached the weekly report on {n}, for your information."),
    ("{n} is live", "Hi {c}, {n} went live today at 11:00."),
)
MATERIAL = (
    ("Logo for {n}", "Hi {c},\n\nPlease send us the vector logo for {n}.", "logo.ai"),
    ("Copy for {n}", "Hello {c}, we are missing the texts for {n}. Please send them to us.", "texts.docx"),
)
OUR_QUESTION = (
    ("Shops in {n}", "Hi {c}, which shops take part in {n}? Please let us know."),
    ("Start of {n}", "Hello {c}, on what day do we start {n}?"),
)
THEIR_ANSWER = ("Hi {m}, only London and Leeds.", "On the fifteenth, as planned.")
MATERIAL_SENT = ("Hi {m}, the files are attached.", "Hello, please find the files attached.")
MATERIAL_TAKEN = (
    "Hi {c}, thank you, we have got it and passed it on to the designer.",
    "Hello {c}, the files have arrived and open.",
)
ABSENCE = (
    "Hello, I am on holiday until {until}. For anything urgent please write to {deputy_name}, {deputy}.",
    "I am out of the office until {until} with no access to e-mail. Please contact {deputy_name} at {deputy}.",
)
ABSENCE_SUBJECT = "Automatic reply: {subject}"
LATER = ("Hi {m}, I will look at it tomorrow and get back to you.", "I'll come back to you tomorrow.")
THINGS = {
    "media_plan": "the media plan for {month}", "budget": "the budget for {month}", "content_plan": "the content plan for {month}",
    "landing": "the {n} landing page", "creative": "the {n} banners",
}  # fmt: skip
REQUEST = (
    "Hi {c},\n\nPlease find attached {thing}, version {v}. Please approve it.",
    "Hello {c}, here is {thing}, version {v}. Could you please confirm that it is approved?",
)
PHRASE = {
    "media_plan": ("Media plan", "approved"), "budget": ("Budget", "approved"), "content_plan": ("Content plan", "approved"),
    "landing": ("Landing page", "approved"), "creative": ("Banners", "approved"),
}  # fmt: skip
OBJECT = {
    "media_plan": "media plan",
    "budget": "budget",
    "content_plan": "content plan",
    "landing": "landing page",
    "creative": "banners",
}
APPROVED = (
    "Hi {m},\n\n{Word} approved.", "The {word}, version {v}, is approved. Please go ahead.",
    "Approved - please go ahead with the {word}, version {v}.", "Hello {m}, we approve the {word}, version {v}.",
)  # fmt: skip
BARE = ("Ok", "Yep", "LGTM", "Looks good", "Fine, thanks")
SECOND_HAND = ("Hi {m}, {boss} told me the {word} is approved.", "{boss} said she has approved the {word}.")
CONDITIONAL = (
    "The {word} is approved once the CPM in the second line is fixed. Please send the corrected file.",
    "Approved, except for the last week of the {word}: please change it.",
)
REJECTED = (
    "Hi {m}, we can't approve the {word} as it is. Please rework it.", "Sorry, the {word} is not approved. Please redo it.",
)  # fmt: skip
REVOKED = (
    "Hi {m}, we withdraw our approval of the {word}, version {v}. Please stop everything.",
    "Please stop: I am withdrawing my approval of the {word}, version {v}.",
)
PLAN_QUESTION = (
    "Hi {m}, why is the share of display so high?",
    "Hello, where does the sum in the second line come from?",
)
PLAN_ANSWER = (
    "Hi {c}, display brings cheap reach, that is why.",
    "Hello {c}, it is the smallest buy the publisher sells.",
)
NEW_VERSION = (
    "Hi {c}, we changed what you asked for. Attached is {thing}, version {v}. Please approve it.",
    "Hello {c}, here is {thing}, version {v}, with your remarks done. Please approve.",
)
BOUNCE = ("Undeliverable: {subject}", "Your message to {address} could not be delivered. The mailbox does not exist.")
MACHINES = (
    ("Ad market digest, issue {k}", "This week's news: the market grows. Read more on our site.", "newsletter"),
    ("Webinar {k}: better conversion", "Join our free webinar. Register now! Any questions?", "newsletter"),
)
COPY = ("Stock for {n}", "Hi {c}, please check the stock for {n} and order the boxes.")
STRANGER = ("Enquiry about {n}", "Hello, we would like to advertise our project {n} with you. What would it cost?")
PHONE = "Called them, answered by phone."

LOGO_SUBJECT = ("Banner for {n}", "The logo on the {n} banner")
LOGO_BIGGER = ("{m}, please make the logo bigger.", "Please enlarge the logo, it is hard to see.")
LOGO_SMALLER = ("{m}, please make the logo smaller, it fights with the text.", "Make the logo smaller, please.")
SENT_AGAIN = (
    "{c}, here is the file once more, one row was corrected.",
    "The file is attached again, with a typo fixed.",
)
