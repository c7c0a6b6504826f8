"""A worker's own account: language, password, the devices they are signed in on."""

from portal.models.words import Side
from portal.web.own_account import OwnAccount

place = OwnAccount(Side.WORKER).place
