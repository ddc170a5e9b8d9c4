/* What a page does not need for its first picture: styles, markup with its words, and scripts. Fetched when that is up.
 *
 * On a narrow line everything asked for at once shares it. What has been lost is lost for this page: a browser
 * never asks again for a module that failed.
 */

function element(address) {
  const isStyle = /\.css$/.test(address);
  const node = document.createElement(isStyle ? 'link' : 'script');
  node[isStyle ? 'href' : 'src'] = address;
  if (isStyle) node.rel = 'stylesheet';
  else node.type = 'module';
  return node;
}

function add(address, onLoad, onError) {
  const node = element(address);
  node.async = false;
  node.onload = onLoad;
  node.onerror = onError;
  document.head.appendChild(node);
}

/* The templates of a page go into this one, the words of its `more-words` to the words that are here. */
function takeIn(page) {
  const words = page.getElementById('more-words');
  document.getElementById('words').content.appendChild(document.importNode(words.content, true));
  words.parentNode.removeChild(words);
  [].forEach.call(page.querySelectorAll('template'), function (one) {
    document.body.appendChild(document.importNode(one, true));
  });
}

function fetchMarkup(address, onLoad, onError) {
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = 'document';
  request.onload = function () {
    if (request.status !== 200 || !request.response) return onError();
    takeIn(request.response);
    onLoad();
  };
  request.onerror = onError;
  request.send();
}

/* `load()` fetches all of them, once, scripts after everything they need; `here` when all have come, `failed` when
 * one was lost: either is told. */
export function createLater(addresses, onSettled) {
  const scripts = addresses.filter(function (address) { return /\.js$/.test(address); });
  const first = addresses.filter(function (address) { return scripts.indexOf(address) < 0; });
  const later = { here: false, failed: false, load: load };
  let begun = false;

  function lose() {
    later.failed = true;
    onSettled();
  }

  function fetchAll(wanted, onAll) {
    let missing = wanted.length;
    wanted.forEach(function (address) {
      (/\.(css|js)$/.test(address) ? add : fetchMarkup)(address, function () {
        missing -= 1;
        if (!missing) onAll();
      }, lose);
    });
  }

  function load() {
    if (begun) return;
    begun = true;
    fetchAll(first, function () {
      fetchAll(scripts, function () {
        later.here = true;
        onSettled();
      });
    });
  }

  return later;
}
