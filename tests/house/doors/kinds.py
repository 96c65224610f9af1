"""Kinds of person, and what usually becomes of them at a door."""

KINDS = {
    "visitor": None,
    "outsider": "pedro",
    "observer": "olga",
    "participant": "nelida",
    "moderator": "elena",
    "facilitator": "marcela",
    "administrator": "ana",
}
ALL, PERSON = "ooooooo", "loooooo"
READ, MEMBER = "44ooooo", "l4ooooo"
PARTICIPANT, MODERATOR, FACILITATOR = "l43oooo", "l433ooo", "l4333oo"
STANCE = "l43o333"  # of these the participant alone speaks for an actor
OPENS_SPACES, SECRET = "l3333oo", "l4444oo"
