"""My account: language, password, the devices I am signed in on."""

from portal.models.words import Side
from portal.web.own_account import OwnAccount

place = OwnAccount(Side.FAMILY).place
