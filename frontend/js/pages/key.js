// Sends the form of a host or screen link at once, so that the key leaves the address bar.
// A visitor who came back by the browser's history stays on the page and uses the button.

const form = document.getElementById('key');
const entries = performance.getEntriesByType ? performance.getEntriesByType('navigation') : [];
const cameBack = entries.length > 0 && entries[0].type === 'back_forward';

if (form && !cameBack) form.submit();
