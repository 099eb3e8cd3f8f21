// From the start of the navigation until a press on a place of the map is answered:
// the first frame in which the panel shows that place's text. A hand presses where
// the place is, from the page's first paint on, until it is. It knows where from an
// earlier visit, since a page that is still loading cannot say.
import { isReady, sleep } from '../browser.mjs';
import { press } from './gestures.mjs';

const EVERY = 100;
/** A page that answers nothing for so long is broken. */
const PATIENCE = 60_000;
/** What a page still does after its first answer: the program takes over, claims arrive. */
const SETTLING = 1000;

/** In the page: looks after every frame, as long as there is something to wait for. */
function watch({ name, quotations }) {
  if (window !== window.top) return;
  const answer = { text: null, claim: null, first: null };
  let panel = null;
  let [headings, quotes] = [[], []];
  let isStale = true;
  const seen = new MutationObserver(() => (isStale = true));
  const plain = (text) => text.replace(/\s+/g, ' ').trim();
  /** Whether the node's first line is shown, in the visible part of the panel, with nothing over it. */
  const isShown = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const line = [...range.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
    if (!line) return false;
    const { left, top, right, bottom } = panel.getBoundingClientRect();
    const inside =
      line.left >= Math.max(0, left) - 1 &&
      line.top >= Math.max(0, top) - 1 &&
      line.right <= Math.min(innerWidth, right) + 1 &&
      line.bottom <= Math.min(innerHeight, bottom) + 1;
    if (!inside) return false;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const top1 = document.elementFromPoint(line.left + Math.min(line.width / 2, 20), line.top + line.height / 2);
    return element.contains(top1) && element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  };
  /** A heading alone is no text: one of the next lines must be shown too. */
  const hasText = (heading) => {
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    walker.currentNode = heading;
    for (let node = walker.nextNode(), left = 8; node && left > 0; node = walker.nextNode()) {
      if (heading.contains(node) || !plain(node.data)) continue;
      if (isShown(node)) return true;
      left -= 1;
    }
    return false;
  };
  function collect() {
    isStale = false;
    headings = [...panel.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((one) => plain(one.textContent) === name);
    quotes = [...panel.querySelectorAll('blockquote')].filter((one) => {
      const words = plain(one.textContent);
      return quotations.some((quotation) => words.includes(quotation));
    });
  }
  function look() {
    panel ??= document.querySelector('#panel');
    if (!panel?.isConnected) panel = document.querySelector('#panel');
    if (!panel) return;
    if (isStale) collect();
    const now = performance.now();
    answer.first ??= now;
    const shows = headings.some((one) => isShown(one) && hasText(one));
    answer.shows = shows;
    if (shows && answer.text === null) {
      answer.text = now;
      window.__answered?.('');
    }
    if (answer.claim === null && quotes.some(isShown)) answer.claim = now;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = look;
  const frame = () => {
    port2.postMessage(0);
    if (answer.text === null || answer.claim === null || !answer.isOver) requestAnimationFrame(frame);
  };
  window.__answer = answer;
  seen.observe(document, { childList: true, characterData: true, subtree: true });
  requestAnimationFrame(frame);
}

/** In the page: until it has drawn once more and come to its other work. A hand that is quicker
 *  than that starves MapLibre on a processor: it draws for each press, and its workers' answers wait. */
const nextFrame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Tells when the page that is gone to next has painted anything. */
async function firstPaint(session) {
  await session.send('Page.enable');
  await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
  let isNew = false;
  const painted = new Promise((done) => {
    session.on('Page.lifecycleEvent', ({ name }) => {
      if (name === 'init') isNew = true;
      if (name === 'firstPaint' && isNew) done(Date.now());
    });
  });
  return { painted };
}

/** `place`: its name, and the words that are quoted of it; `spot`: where it is on the window. */
export async function answered({ page, session }, address, place, spot) {
  let isAnswered = false;
  session.on('Runtime.bindingCalled', ({ name }) => (isAnswered ||= name === '__answered'));
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: '__answered' });
  await page.addInitScript(watch, place);
  const { painted } = await firstPaint(session);
  await page.goto(address, { waitUntil: 'commit' });
  const from = await painted;
  const origin = await page.evaluate(() => performance.timeOrigin);
  let presses = 0;
  for (const end = Date.now() + PATIENCE; !isAnswered; presses += 1) {
    if (Date.now() > end) throw new Error('no press was answered');
    const next = sleep(EVERY);
    await press(session, spot);
    await page.evaluate(nextFrame);
    await next;
  }
  await isReady(page);
  await sleep(SETTLING);
  const { text, claim, shows } = await page.evaluate(() => Object.assign(window.__answer, { isOver: true }));
  return { answered: text, claimSeen: claim, firstPress: from - origin, presses, kept: shows };
}
