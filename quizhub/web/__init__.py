"""HTTP: pages, JSON entrance, assets, security and translations. Nothing of a contest is decided here."""
