// Entry of the screen page; see frontend/templates/screens/screen.html.
