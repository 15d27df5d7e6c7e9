"""What people are called for short: "Bob" for Robert, "Walt" for Walter."""

from __future__ import annotations

SHORTEST = 3
"""Letters a cut-off name has at least ("Dan", "Walt")."""
# The given name first; what stands after it is no beginning of it.
_SHORT = """
alexander sandy sasha xander
andrew andy drew
anthony tony
barbara barb babs
catherine cathy kate katie kathy cat
charles charlie chuck
christina tina chrissy
cornelius neil
deborah debbie deb
dorothy dot dottie
edward eddie ned ted
eleanor ellie nell nora
elizabeth beth betty betsy bess liz lizzie libby
florence flo
francis frank
franklin frank
frederick fred freddie
gerald jerry
harold harry hal
helen nell
henry harry hank
howard howie
isabella bella
jacob jake
james jim jimmy jamie
jennifer jenny
john jack johnny
jonathan jon johnny
joseph joe joey
katherine kathy kate katie kay
kenneth kenny
lawrence larry
leonard lenny
margaret maggie meg peggy marge daisy
martha marty
mary molly polly
matthew matt
michael mike mikey mick
nathaniel nate
patricia patty trish tricia
peter pete
philip phil
rebecca becky
richard dick rick ricky richie
robert bob bobby rob robbie
ronald ronnie
samantha sam
samuel sam sammy
stephen steve
steven steve
susan sue susie
theodore ted teddy
theresa terry tess
thomas tom tommy
timothy tim timmy
victoria vicky
virginia ginny
vincent vince
walter wally
wilhelmina mina minnie
william bill billy will
zachary zack
"""
_OF = {name: tuple(short) for name, *short in map(str.split, _SHORT.strip().splitlines())}


def short_forms(name: str) -> tuple[str, ...]:
    """Short forms of a given name, in small letters: those known, and its own beginnings of three letters or more."""
    low = name.lower()
    beginnings = (low[:length] for length in range(SHORTEST, min(len(low), 6)))
    return (*_OF.get(low, ()), *beginnings)
