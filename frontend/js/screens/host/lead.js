/* Which of several host pages holds the controls: what this page says of itself, and what it may do. */

const PAGE = 'qh-host-page';

/* A name this tab keeps over reloads, so that it goes on leading where it led. */
function pageName() {
  const kept = sessionStorage.getItem(PAGE);
  if (kept) return kept;
  const made = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  sessionStorage.setItem(PAGE, made);
  return made;
}

export function leads(view) {
  return view?.lead?.leads ?? true;
}

/* What goes with the hello: a page that was watching goes on watching, whoever comes back first. */
export function greeting(view) {
  return leads(view) ? { page: pageName() } : { page: pageName(), lead: false };
}

/* Why the controls are off: another page leads, took them over, or nobody holds them; null where they are ours. */
export function createLead() {
  let led = false;
  return {
    state(view) {
      if (leads(view)) {
        led = true;
        return null;
      }
      if (view.lead.free) return 'free';
      return led ? 'taken' : 'watching';
    },
  };
}
