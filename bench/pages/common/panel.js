// The panel: the article's title, then what is claimed of the place selected.
import { json, manifest, text } from './atlas.js';

const panel = document.querySelector('#panel');
const element = (name, content) => Object.assign(document.createElement(name), { textContent: content });

panel.replaceChildren(element('h1', text(manifest.title)), element('p', text(manifest.introduction)));

/** The texts are asked for once the map has what it needs. */
let texts;
export const loadTexts = () => (texts ??= Promise.all([json(manifest.regions), json(manifest.claims)]));

export async function show(id) {
  const [{ regions }, { claims, speakers }] = await loadTexts();
  const region = regions.find((one) => one.id === id);
  const about = (wanted) => claims.filter((claim) => claim.regions.includes(wanted));
  const own = about(id);
  const cards = (own.length > 0 || !region.parent ? own : about(region.parent)).map((claim) => {
    const card = document.createElement('article');
    const speaker = speakers.find((one) => one.id === claim.speaker);
    const quotation = claim.selectors.find((one) => one.type === 'TextQuoteSelector').exact;
    card.append(element('h3', text(speaker.name)), element('p', text(claim.summary)), element('blockquote', quotation));
    return card;
  });
  panel.replaceChildren(element('h2', text(region.label)), ...cards);
}
