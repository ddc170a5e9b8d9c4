// Entry of the host page; see frontend/templates/screens/host.html.
