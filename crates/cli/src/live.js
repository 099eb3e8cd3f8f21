// Shows an atlas as it is written (`confins serve --watch`): reloads the page when its
// files have changed, and says what is wrong in them. No part of a published site.

const edition = new URL(import.meta.url).searchParams.get('edition');
const kept = 'confins-live';
const pause = () => new Promise((later) => setTimeout(later, 500));

/** What the check says, beneath the page; nothing where it finds no error. */
function tell(text) {
  const box = document.getElementById('confins-live') ?? document.createElement('pre');
  if (!text) return box.remove();
  Object.assign(box, { id: 'confins-live', textContent: text });
  box.setAttribute('role', 'alert');
  const { style } = box;
  style.cssText = 'position:fixed;inset:auto 0 0;z-index:99;margin:0;padding:1em;max-height:40vh;overflow:auto';
  style.cssText += 'background:#fff4f4;color:#700;border-top:3px solid #c00;font:13px/1.5 monospace;white-space:pre-wrap';
  document.body.append(box);
  return box;
}

/** The panel stays where it was read; where the map is, the address says. */
function reload(wanted) {
  const top = document.getElementById('panel')?.scrollTop ?? 0;
  sessionStorage.setItem(kept, JSON.stringify({ wanted, top }));
  window.location.reload();
}

/** Puts the panel where it was; waits where another page came than was told of, lest it is reloaded without end. */
async function restore() {
  const { wanted, top } = JSON.parse(sessionStorage.getItem(kept) ?? '{}');
  sessionStorage.removeItem(kept);
  const panel = document.getElementById('panel');
  if (top && panel) panel.scrollTop = top;
  if (wanted && wanted !== edition) await pause();
}

/** Asks without end; an answer comes when there is news. */
async function follow() {
  let known = '';
  for (;;) {
    try {
      const answer = await fetch(`confins-live?edition=${edition}&told=${known}`, { cache: 'no-store' });
      const news = await answer.json();
      if (news.edition !== edition) return reload(news.edition);
      known = news.told;
      tell(news.text);
    } catch {
      // The server is gone, or not there again yet.
      await pause();
    }
  }
}

await restore();
await follow();
