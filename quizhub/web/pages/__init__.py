"""Pages rendered on the server, one module for each group of people; URLs stand in `web.routes`."""
