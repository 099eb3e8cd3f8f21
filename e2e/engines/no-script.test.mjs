// The page for readers whose browser runs no script.
import assert from 'node:assert/strict';
import { claims, excerpt, manifest, region, regionIds } from '../atlas.mjs';
import { until } from './page.mjs';
import { fromOutside } from './stories.mjs';

const KINDS = { 'in a window': {}, 'on a phone': { touch: true }, 'in the dark': { scheme: 'dark' } };

for (const [where, options] of Object.entries(KINDS)) {
  fromOutside(`${where}, map and texts can be read and links work`, { ...options, script: false }, async (page, server) => {
    await page.go(server.url);
    assert.equal(await page.first('#panel h1'), manifest.title.fr);
    assert.ok((await page.count('.first [data-layer=land] path')) > 4, 'no countries');
    const names = await page.all('.first .names text', (name) => name.textContent);
    for (const id of ['nagorno-karabakh', 'artsvashen']) assert.ok(names.includes(region(id).label.fr), `${id}: ${names}`);
    const quoted = await page.all('#panel blockquote', (quotation) => quotation.textContent.trim());
    for (const claim of claims) assert.ok(quoted.includes(excerpt(claim)), claim.id);
    const links = await page.all('#panel a[href^="#"]', (link) => link.getAttribute('href'));
    for (const id of regionIds) assert.ok(links.includes(`#region=${id}`), id);
    assert.match((await page.all('.no-script', (line) => line.innerText)).join(), /Sans JavaScript/);

    await page.click('#panel nav a[href="#region=artsvashen"]');
    await until(async () => {
      const [top, panel] = await page.evaluate(() =>
        ['[id="region=artsvashen"]', '#panel'].map((css) => document.querySelector(css).getBoundingClientRect().toJSON()),
      );
      const inView = top.y >= panel.y - 1 && top.y < Math.min(panel.y + panel.height, 844);
      assert.ok(inView, `the section is at ${top.y}, the panel from ${panel.y} to ${panel.y + panel.height}`);
    });
  });
}
