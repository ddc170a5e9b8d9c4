"""The text of a QR code that puts a phone into a Wi-Fi, as Android and iOS read it.

`WIFI:T:WPA;S:name;P:password;;` with a backslash before the signs that part it.
"""

import re

from quizhub.web.refusals import N_

LONGEST_NAME = 32
"""Bytes of the name of a network."""
PASSWORDS = range(8, 64)

_PARTING = re.compile(r'([\\;,:"])')


def network_text(ssid: str, password: str) -> str:
    """The code's text; without a password for an open network."""
    if not password:
        return f"WIFI:T:nopass;S:{_escaped(ssid)};;"
    return f"WIFI:T:WPA;S:{_escaped(ssid)};P:{_escaped(password)};;"


def network_complaint(ssid: str, password: str) -> str:
    """What is wrong with them, as a message to translate; "" when nothing is."""
    if not 0 < len(ssid.encode()) <= LONGEST_NAME:
        return N_("The name of a Wi-Fi has 1 to 32 letters; Chinese ones count as three.")
    if password and len(password) not in PASSWORDS:
        return N_("The password of a Wi-Fi has 8 to 63 signs; leave it empty for an open one.")
    return ""


def _escaped(text: str) -> str:
    return _PARTING.sub(r"\\\1", text)
