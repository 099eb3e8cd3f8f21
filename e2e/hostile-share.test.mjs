// What a reader takes along of an atlas that means harm: links, citations,
// markup to embed, figures, paper, and what is typed to find something.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { dist, eventually } from './support.mjs';
import { kinds, payload } from './payloads.mjs';
import { elsewhere, expectHarmless, expectTaken, files, read, rewritten, withEvil } from './evil.mjs';

/** The atlas with payloads in every text: those of `kind` alone, or all. */
const poisoned = (kind) => {
  let n = 0;
  const next = () => payload(kind ?? (n += 1));
  const bodies = new Map(files.map((file) => [file, JSON.stringify(rewritten(read(file), next))]));
  return (file) => bodies.get(file);
};

/** Answers in place of the browser to what would leave the page. */
const recorded = (page) =>
  page.evaluate(() => {
    window.__copied = [];
    window.__files = [];
    window.__printed = 0;
    window.print = () => (window.__printed += 1);
    Object.defineProperty(navigator, 'clipboard', { value: Object.create(Clipboard.prototype, { writeText: { value: async (text) => window.__copied.push(text) } }) });
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      window.__files.push(blob.text());
      return make.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = function saved() {};
  });

const take = async (page, act) => {
  await page.locator('#panel .more').evaluate((menu) => (menu.open = true));
  await page.locator(`#panel [data-share=${act}]`).dispatchEvent('click');
};

/** Every kind on a page of its own would take minutes: those that look like what they are to get into. */
const titles = [2, 3, 15, 16, 20, 23, 29, 30];

describe('what is copied', { concurrency: 2 }, () => {
  for (const kind of titles) {
    test(`of texts like ${JSON.stringify(payload(kind).slice(0, 40))}`, withEvil(poisoned(kind), async (page) => {
      await expectTaken(page);
      await recorded(page);
      for (const act of ['link', 'citation', 'bibtex', 'embed']) await take(page, act);
      await eventually(page, async () => assert.equal(await page.evaluate(() => window.__copied.length), 4));
      const [link, citation, bibtex, embed] = await page.evaluate(() => window.__copied);
      assert.equal(new URL(link).origin, new URL(page.url()).origin);
      assert.equal(citation.split('\n').length, 1);
      assert.equal(bibtex.match(/^@/gm).length, 2, bibtex);
      let depth = 0;
      for (const c of bibtex) {
        depth += c === '{' ? 1 : c === '}' ? -1 : 0;
        assert.ok(depth >= 0, bibtex);
      }
      assert.equal(depth, 0, bibtex);
      const made = await elsewhere(page, (html) => {
        const { body, head } = new DOMParser().parseFromString(html, 'text/html');
        return { elements: [...head.children, ...body.querySelectorAll('*')].map((e) => e.localName), text: body.textContent, attributes: [...(body.firstElementChild?.attributes ?? [])].map((a) => a.name) };
      }, embed);
      assert.deepEqual(made, { elements: ['iframe'], text: '', attributes: ['src', 'title', 'width', 'height', 'loading', 'allow'] });
    }));
  }
});

test('a figure of every kind of text draws, and does nothing else', withEvil(poisoned(), async (page) => {
  await expectTaken(page);
  await recorded(page);
  await take(page, 'svg');
  await eventually(page, async () => assert.equal(await page.evaluate(() => window.__files.length), 1));
  const file = await page.evaluate(() => window.__files[0]);
  const found = await elsewhere(page, (text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
    const all = [...svg.querySelectorAll('*')];
    return {
      errors: svg.querySelectorAll('parsererror').length,
      elements: [...new Set(all.map((e) => e.localName))].toSorted(),
      attributes: [...new Set(all.flatMap((e) => [...e.attributes].map((a) => a.name)))].filter((name) => /^on|href|^style$|^src$|:base/.test(name)),
      out: all.flatMap((e) => [...e.attributes]).filter((a) => /url\((?!#)|\/\//.test(a.value) && a.name !== 'xmlns').map((a) => a.value),
    };
  }, file);
  const { elements, ...rest } = found;
  assert.deepEqual(rest, { errors: 0, attributes: [], out: [] });
  const draws = ['circle', 'clipPath', 'defs', 'g', 'path', 'pattern', 'rect', 'svg', 'text', 'title', 'tspan'];
  assert.deepEqual(elements.filter((name) => !draws.includes(name)), []);
}));

for (const act of ['print', 'worksheet']) {
  test(`a sheet (${act}) of every kind of text is text`, withEvil(poisoned(), async (page) => {
    await expectTaken(page);
    await recorded(page);
    await take(page, act);
    await eventually(page, async () => assert.equal(await page.evaluate(() => window.__printed), 1));
    await page.emulateMedia({ media: 'print' });
    await expectHarmless(page, { layout: false });
    const wide = await page.evaluate(() => document.querySelector('#print').scrollWidth - document.querySelector('#print').clientWidth);
    assert.ok(wide <= 0, `the sheet is ${wide} px too wide`);
    await page.emulateMedia({ media: 'screen' });
  }));
}

test(`${kinds} payloads typed to find something find nothing that acts`, withEvil(() => undefined, async (page) => {
  const field = page.getByRole('combobox');
  for (let n = 0; n < kinds; n += 1) {
    await field.fill(payload(n));
    await field.press('ArrowDown');
    await field.press('Escape');
  }
  await field.fill('a'.repeat(100_000));
  assert.equal(await field.evaluate((input) => input.maxLength), 120);
  await field.evaluate((input) => {
    input.value = `${'ab '.repeat(400_000)}`;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await field.fill('karki');
  await page.getByRole('option').first().waitFor();
}));

describe('messages', () => {
  const shapes = [null, 1, 'x', [], ['read'], ['read', 'villages', '{', 1, 2, 3], ['picture', 'basemap', {}], ['failed', '<img src=x onerror=window.__ran=1>', 'x'], { confinsHeight: 1e308 }, { type: 'SKIP_WAITING' }];

  test('from anywhere to the page change nothing', withEvil(() => undefined, async (page) => {
    await page.getByRole('slider').waitFor();
    const before = await page.locator('body').ariaSnapshot();
    await page.evaluate((all) => {
      for (const data of all) {
        window.postMessage(data, '*');
        window.dispatchEvent(new MessageEvent('message', { data, origin: 'https://elsewhere.example' }));
      }
    }, shapes);
    await page.waitForTimeout(300);
    assert.equal(await page.locator('body').ariaSnapshot(), before);
  }));

  test('of any shape to the worker do not stop it, and are told', withEvil(() => undefined, async (page) => {
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    const worker = page.workers()[0];
    await worker.evaluate((all) => all.forEach((data) => self.dispatchEvent(new MessageEvent('message', { data }))), shapes);
    await page.getByRole('combobox').fill('karki');
    await page.getByRole('option').first().waitFor();
    await page.locator('.notices').getByText(/basemap_loader.*a message/).waitFor();
    assert.deepEqual(problems, []);
  }));
});

test('no id or name of the page hides anything of the window or the document', async () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const idsOf = (text) => {
    const document = new DOMParser().parseFromString(text, 'text/html');
    return [...document.querySelectorAll('[id], form[name], img[name], iframe[name], embed[name], object[name]')].map((e) => e.id || e.name);
  };
  await withEvil(() => undefined, async (page) => {
    const ids = [...(await elsewhere(page, idsOf, html)), ...(await elsewhere(page, idsOf, await page.content()))];
    const clobbered = await page.evaluate((given) => {
      const own = (target) => {
        const names = new Set();
        for (let at = target; at; at = Object.getPrototypeOf(at)) {
          // What this one has are the very elements.
          if (!String(at).includes('WindowProperties')) Object.getOwnPropertyNames(at).forEach((name) => names.add(name));
        }
        return names;
      };
      // Names that windows and documents have by themselves: of the prototypes, where content cannot add any.
      const known = new Set([...own(Window.prototype), ...own(Document.prototype), ...Object.getOwnPropertyNames(window).filter((name) => !document.getElementById(name))]);
      return given.filter((id) => known.has(id));
    }, ids);
    assert.deepEqual(clobbered, []);
  })();
});
