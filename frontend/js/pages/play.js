// Entry of the play page; see frontend/templates/screens/play.html.
