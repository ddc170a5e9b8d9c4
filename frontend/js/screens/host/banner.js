/* The strip under the top bar for what must not be overlooked: not saved, link lost, controls elsewhere, paused, covered. */
import { mark, put, show } from '../../parts/nodes.js';
import { HostPart } from './part.js';
import { word } from './words.js';

function trouble(view, host) {
  const { link } = host;
  if (link !== 'up') return link === 'connecting' ? 'lost' : link;
  if (view.trouble) return 'not_saved';
  if (host.lead) return host.lead;
  if (view.stage.paused) return view.stage.awaits_host ? 'away' : 'paused';
  return view.stage.covered ? 'covered' : null;
}

class HostBanner extends HostPart {
  update(view, host) {
    const what = trouble(view, host);
    mark(document.body, 'data-trouble', what);
    show(this.parts.box, Boolean(what));
    if (!what) return;
    mark(this.parts.box, 'data-what', what);
    put(this.parts.what, word(`banner.${what}`));
    put(this.parts.more, word(`banner.${what}.more`));
    show(this.parts.take, host.link === 'up' && what === host.lead);
    put(this.parts.take, word(what === 'taken' ? 'banner.take_back' : 'banner.take'));
  }
}

customElements.define('host-banner', HostBanner);
