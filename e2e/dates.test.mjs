// The date of the map, and what came after the article.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist } from './atlas.mjs';
import { read, withEvil } from './evil.mjs';
import {
  address, boxOf, both, colourAt, eventually, expectClaims, expectInView, freeBox, regionIds, screens, story, view,
} from './support.mjs';

const chronicle = JSON.parse(readFileSync(join(dist, 'geodata/chronicle.json'), 'utf8'));
const asOf = (page) => page.locator('.as-of').innerText();
const slider = (page) => page.getByRole('slider', { name: 'Date de la carte' });
const band = (page, name) => page.locator('.time[role=group]').getByRole('button', { name, exact: true });
const said = (page) => page.locator('.time[role=group] .told').innerText();
/** The line comes with the chronicle, which is read last. */
const lined = (page) => page.locator('.time[role=group] .band').first().waitFor();
const openTold = async (page) => {
  await page.getByRole('button', { name: 'Tout ce qui est dit de cette date' }).click();
  // The worker writes the line anew.
  await page.locator('.time[role=group] .told[data-open=true]').waitFor();
};
const own = 'Situation au 17 avril 2024';

/** Which of the enclave's outlines are on the map, leaving out the traces of what is no more. */
const outlines = (page) => marked(page, ':not(.gone, .is-past)');

/** The enclave's outlines that a selector fits. */
const marked = (page, selector) =>
  page.$$eval(`#map [data-region=nagorno-karabakh] .land > .mark${selector}`, (marks) =>
    marks.map((mark) => mark.getAttribute('class').match(/hatched|dotted-outline|contact-line|road/)?.[0]).sort(),
  );

both(
  'each period is a band, and draws its own map',
  '',
  async (page) => {
    const drawn = {
      '1923–1991': ['dotted-outline'],
      '1991–1994': [],
      '1994–2020': ['contact-line', 'hatched'],
      'nov. 2020 – sept. 2023': ['hatched', 'road'],
      'depuis sept. 2023': ['dotted-outline'],
    };
    await lined(page);
    assert.deepEqual(await page.locator('.time[role=group] .band').allInnerTexts(), Object.keys(drawn));
    for (const [name, marks] of Object.entries(drawn)) {
      // On its name: events lie below it.
      await band(page, name).click({ position: { x: 20, y: 6 } });
      await eventually(page, async () => assert.deepEqual(await outlines(page), marks, name));
      assert.equal(await band(page, name).getAttribute('aria-pressed'), 'true');
    }
    assert.equal(await asOf(page), own);
    await eventually(page, async () => assert.equal((await address(page)).get('asof'), null));
  },
);

both(
  'bands stand side by side in the order of time, and none is wider than the line',
  '',
  async (page) => {
    await lined(page);
    const axis = await page.locator('.time[role=group] .axis').boundingBox();
    let end = axis.x;
    for (const one of await page.locator('.time[role=group] .band').all()) {
      const { x, width, height } = await one.boundingBox();
      assert.ok(Math.abs(x - end) < 1, `${x} is not ${end}`);
      assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
      end = x + width;
    }
    assert.ok(Math.abs(end - axis.x - axis.width) < 1);
  },
);

both(
  'marks have room for a finger, and one leads to its event',
  '',
  async (page) => {
    await lined(page);
    const boxes = await Promise.all((await page.locator('.time[role=group] .stop').all()).map((mark) => mark.boundingBox()));
    assert.ok(boxes.length > 5 && boxes.length <= chronicle.events.length, `${boxes.length} marks`);
    for (const [at, { x, width, height }] of boxes.entries()) {
      assert.ok(width >= 23.9 && height >= 23.9, `${width} × ${height}`);
      if (at > 0) assert.ok(x >= boxes[at - 1].x + 23.9, `mark ${at} lies over the one before`);
    }
    await page.locator('.time[role=group] .stop').first().click();
    await eventually(page, async () => assert.equal(await asOf(page), 'Situation au 7 juillet 1923'));
    assert.ok((await said(page)).includes(chronicle.events[0].text.fr));
  },
);

test(
  'a mark that is pointed at is told, and the map stays',
  story('', async (page) => {
    await lined(page);
    await page.locator('.time[role=group] .stop').first().hover();
    await eventually(page, async () => {
      const pointed = await page.locator('.time[role=group] .pointed').innerText();
      assert.ok(pointed.includes('7 juillet 1923') && pointed.includes(chronicle.events[0].text.fr), pointed);
    });
    assert.equal(await asOf(page), own);
    await page.mouse.move(400, 300);
    await eventually(page, async () => assert.equal(await page.locator('.time[role=group] .pointed').innerText(), ''));
    await band(page, '1994–2020').focus();
    await eventually(page, async () => {
      assert.ok((await page.locator('.time[role=group] .pointed').innerText()).includes('Du cessez-le-feu de 1994 à la guerre de 2020'));
    });
  }),
);

test(
  'the slider is drawn to the nearest event',
  story('', async (page) => {
    await lined(page);
    const line = await page.locator('.time[role=group] .axis').boundingBox();
    const y = line.y + line.height / 2;
    await page.mouse.move(line.x + line.width, y);
    await page.mouse.down();
    await page.mouse.move(line.x + line.width * 0.6, y, { steps: 5 });
    await page.mouse.move(line.x - 4, y, { steps: 5 });
    await eventually(page, async () => assert.equal(await asOf(page), 'Situation au 7 juillet 1923'));
    await page.mouse.up();
    const { x, width } = await page.locator('.time[role=group] .axis').boundingBox();
    assert.deepEqual([x, width], [line.x, line.width], 'the line stays where it is');
  }),
);

both(
  'where no reliable outline is known, the line says so',
  '#asof=1993-01-01',
  async (page) => {
    assert.deepEqual(await outlines(page), []);
    const lacks = page.locator('.time[role=group] .told').getByText('Aucun contour sûr pour cette date');
    await lacks.waitFor();
    await band(page, '1994–2020').click({ position: { x: 20, y: 6 } });
    await lacks.waitFor({ state: 'detached' });
  },
);

both(
  'what a step in time changes is shown, and said, until the next step',
  '#asof=2020-09-27',
  async (page) => {
    assert.deepEqual([await marked(page, '.is-past'), await marked(page, '.is-new')], [[], []]);
    await slider(page).focus();
    // To the day of the ceasefire both outlines hold; the next stop has the later one alone.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await eventually(page, async () => {
      assert.equal(await asOf(page), 'Situation au 12 mai 2021');
      assert.deepEqual(await marked(page, '.is-past'), ['contact-line', 'hatched']);
      assert.deepEqual(await marked(page, '.is-new'), ['hatched', 'road']);
    });
    assert.match(await page.locator('.time[role=group] .changes').textContent(), /^Ce qui change\s: en plus, .*Route de Latchine.*\s; en moins, .*Ligne de contact, 1994–2020\.$/);
    assert.equal(await page.locator('.time[role=group] .told').getAttribute('aria-live'), 'polite');
    await page.keyboard.press('ArrowRight');
    await eventually(page, async () => {
      assert.deepEqual([await marked(page, '.is-past'), await marked(page, '.is-new')], [[], []]);
    });
  },
);

const play = (page) => page.locator('.time[role=group] [data-play]');

for (const [how, options] of Object.entries({ 'with motion': { motion: true }, 'without motion': {} })) {
  test(
    `time passes when it is asked to, ${how}, and rests for any other act`,
    story('', options, async (page) => {
      await page.waitForTimeout(3_000);
      assert.equal(await asOf(page), own, 'it passes by itself');
      await play(page).click();
      await eventually(page, async () => assert.equal(await asOf(page), 'Situation au 7 juillet 1923'));
      assert.equal(await play(page).getAttribute('aria-label'), 'Pause');
      await eventually(page, async () => assert.equal(await asOf(page), 'Situation au 9 février 1924'));
      await page.mouse.click(400, 300);
      await eventually(page, async () => assert.equal(await play(page).getAttribute('aria-label'), 'Dérouler le temps'));
      await page.waitForTimeout(3_000);
      assert.equal(await asOf(page), 'Situation au 9 février 1924');
      await play(page).click();
      await play(page).click();
      await eventually(page, async () => assert.equal(await play(page).getAttribute('aria-label'), 'Dérouler le temps'));
    }),
  );
}

test(
  'time ends at the atlas’s own date',
  story('#asof=2024-03-09', async (page) => {
    await play(page).click();
    await eventually(page, async () => assert.equal(await asOf(page), own));
    assert.equal(await play(page).getAttribute('aria-label'), 'Dérouler le temps');
  }),
);

test(
  'what a claim speaks of stands on the line while it is read',
  story('', async (page) => {
    const spoken = page.locator('.time[role=group] .spoken');
    assert.equal(await spoken.count(), 0);
    await view(page, '#claim=six-week-war');
    await eventually(page, async () => assert.equal(await spoken.count(), 1));
    const [one, before, after] = await Promise.all(
      [spoken, band(page, '1994–2020'), band(page, 'nov. 2020 – sept. 2023')].map((part) => part.boundingBox()),
    );
    assert.ok(one.x > before.x && one.x + one.width <= after.x + 4, JSON.stringify([one, before, after]));
    await view(page, '#step=2');
    await eventually(page, async () => assert.equal(await spoken.count(), 1));
    assert.ok((await spoken.boundingBox()).width > 2 * one.width, 'from 1994 to September 2023');
  }),
);

const PARTS = ['.legend', '.scale-bar', '.credits', '.as-of', '.controls .zoom'];

both(
  'the line lies over nothing that the map shows or says, and ends at the panel',
  '',
  async (page) => {
    await lined(page);
    const { x, y, width, height } = await page.locator('.time[role=group]').boundingBox();
    assert.ok(height >= 44 && height <= 56, `${height}`);
    const map = await page.locator('#map').boundingBox();
    assert.deepEqual([x, width], [map.x, map.width]);
    for (const part of PARTS) {
      const box = await page.locator(part).boundingBox();
      assert.ok(box.y + box.height <= y + 0.5, `${part} reaches down to ${box.y + box.height}, the line begins at ${y}`);
    }
    for (const id of regionIds) {
      const box = await boxOf(page, id);
      // States go on beyond the first view.
      if (box && !['armenia', 'azerbaijan', 'turkey'].includes(id)) assert.ok(box.bottom <= y + 1, `${id} reaches down to ${box.bottom}`);
    }
    await view(page, '#region=syunik-corridor');
    await expectInView(page, 'syunik-corridor');
    assert.equal(await page.locator('.time[role=group]').evaluate((line) => document.elementFromPoint(line.offsetLeft + 100, line.getBoundingClientRect().bottom - 4).closest('.time') === line), true);
  },
);

for (const [where, options] of Object.entries(screens)) {
  const timeless = (file) => (file === 'atlas.json' ? JSON.stringify({ ...read(file), chronicle: undefined }) : undefined);
  test(`${where}, an atlas without a chronicle has no line, and its map reaches down to its foot`, withEvil(timeless, async (page) => {
    assert.equal(await page.locator('.time:visible').count(), 0);
    await eventually(page, async () => {
      const foot = await page.locator('.foot').boundingBox();
      const { bottom } = await freeBox(page);
      assert.ok(Math.abs(foot.y + foot.height - bottom) < 1, `${foot.y + foot.height} is not ${bottom}`);
    });
  }, options));
}

test(
  'a narrow frame keeps its map whole',
  story('?embed', { width: 400, height: 700 }, async (page) => {
    assert.equal(await page.locator('.time:visible').count(), 0);
  }),
);

both(
  'land and border are those of the date: until 24 May 2024 Armenia’s, since then Azerbaijan’s',
  '',
  async (page) => {
    const seen = async (hash) => {
      // The middle is inside the land that was transferred, beside Gizilhajili.
      await view(page, `#map=13/41.0566/45.1734${hash}`);
      const { left, right, top, bottom } = await freeBox(page);
      const colour = await colourAt(page, { x: (left + right) / 2, y: (top + bottom) / 2 });
      const [red, green, , alpha] = colour.split(',').map(Number);
      assert.equal(alpha, 255, 'nothing is painted yet');
      return red > green ? 'Armenia' : 'Azerbaijan';
    };
    await eventually(page, async () => assert.equal(await seen(''), 'Armenia'));
    await eventually(page, async () => assert.equal(await seen('&asof=2024-06'), 'Azerbaijan'));
    await eventually(page, async () => assert.equal(await seen('&asof=2024-05-01'), 'Armenia'));
  },
);

both(
  'the slider stops at every event by keyboard, and each is told with its sources',
  '',
  async (page) => {
    await openTold(page);
    await slider(page).focus();
    await page.keyboard.press('Home');
    for (const [n, event] of chronicle.events.entries()) {
      await eventually(page, async () => {
        const text = await said(page);
        assert.ok(text.includes(event.text.fr), `${event.when.start}: ${text}`);
        const sources = await page.locator('.time[role=group] .told .event').first().locator('li').count();
        assert.ok(sources > 0 && sources === event.sources.length, `${event.when.start}: ${sources} sources`);
      });
      const [date, period] = (await slider(page).getAttribute('aria-valuetext')).split(', ');
      assert.ok((await asOf(page)).endsWith(date), date);
      assert.ok(chronicle.periods.some((one) => one.name.fr === period), period);
      if (n < chronicle.events.length - 1) await page.keyboard.press('ArrowRight');
    }
    assert.equal(await asOf(page), own);
    await page.keyboard.press('Home');
    await eventually(page, async () => assert.equal(await asOf(page), 'Situation au 7 juillet 1923'));
    await page.keyboard.press('End');
    await eventually(page, async () => assert.equal(await asOf(page), own));
  },
);

both(
  'claims that do not speak of the date say so, and the way back is one button',
  '#region=nagorno-karabakh&asof=2020-09-27',
  async (page) => {
    await expectClaims(page, 'nagorno-karabakh');
    const off = (id) => page.locator(`#panel [data-claim=${id}] .not-then`).count();
    assert.equal(await off('six-week-war'), 0);
    assert.equal(await off('withdrawal-confirmed'), 1);
    const back = page.getByRole('button', { name: 'Revenir au 17 avril 2024' });
    await back.click();
    await eventually(page, async () => {
      assert.equal(await page.locator('#panel .not-then').count(), 0);
      assert.equal((await address(page)).get('asof'), null);
      assert.equal(await back.count(), 0);
    });
    assert.equal(await slider(page).evaluate((input) => input === document.activeElement), true);
  },
);

both(
  'what came after the article is closed, apart, dated and attributed',
  '#region=artsvashen',
  async (page) => {
    await expectClaims(page, 'artsvashen');
    const since = page.locator('#panel details.since');
    await since.waitFor();
    assert.equal(await since.getAttribute('open'), null);
    assert.equal(await since.locator('[data-claim]').count(), 0);
    await since.locator('> summary').click();
    assert.match(await since.innerText(), /Dernière vérification : 22 novembre 2026/);
    const events = chronicle.since.events.filter((e) => e.regions.includes('artsvashen'));
    assert.ok(events.length > 0);
    for (const event of events) assert.ok((await since.innerText()).includes(event.text.fr));
    assert.equal(await since.locator('.event').count(), events.length);
    assert.equal(await asOf(page), 'Situation au 17 avril 2024');
  },
);

both(
  'every region has that section',
  '',
  async (page) => {
    for (const id of regionIds) {
      await page.evaluate((to) => { window.location.hash = `region=${to}`; }, id);
      await eventually(page, async () => assert.equal(await page.locator('#panel details.since').count(), 1, id));
    }
  },
);

test(
  'on a phone what is told of a date, opened, can be scrolled to its end, and the line stays in reach',
  story('#asof=2022-12-12', { touch: true }, async (page) => {
    await openTold(page);
    const box = (selector) => page.locator(selector).boundingBox();
    const [opened, line] = [await box('.time .told'), await box('.time .axis')];
    assert.ok(opened.y >= 0 && opened.y + opened.height <= line.y, JSON.stringify([opened, line]));
    await page.locator('.time[role=group] .told .sources summary').click();
    await page.locator('.time[role=group] .told li').last().scrollIntoViewIfNeeded();
    await page.locator('.time[role=group] [data-now]').click();
    await eventually(page, async () => assert.equal(await asOf(page), own));
  }),
);
