"""The demo people: families and workers of the made-up county of Mabinogion.

Families: Llwyd M1001 and Okafor M1002 (keyworker Beth); Pritchard M1003, Haddad M1004 and Wójcik M1005
(keyworker Dai); with the size of Wiltshire also M2001 to M2291. Telephone numbers are from the ranges that
Ofcom keeps for drama, mail addresses end in `.example`, and no real postcode begins with MB.
"""

from portal.demo.fill import fill, holds_demo_people, is_empty
from portal.demo.people import DEMO_PEOPLE, PASSWORD, DemoPerson
from portal.demo.size import fill_wiltshire

__all__ = [
    "DEMO_PEOPLE",
    "PASSWORD",
    "DemoPerson",
    "fill",
    "fill_wiltshire",
    "holds_demo_people",
    "is_empty",
]
