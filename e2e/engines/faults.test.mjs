// Files that do not arrive, or not as they should.
import assert from 'node:assert/strict';
import { expectClaims, expectContents, manifest } from '../support.mjs';
import { faults } from '../server.mjs';
import { until } from './page.mjs';
import { fromOutside, ready, stateOf } from './stories.mjs';

/** What the engines themselves say of files that do not arrive, or not whole. */
const MISSED = [
  /Failed to load resource/,
  /Failed to fetch|Fetch API cannot load|network error|integrity|ERR_/,
  /NetworkError|Error in input stream|operation was aborted/,
  /Load failed|network connection was lost/,
  /\.wasm: HTTP 404/,
];

/** The page names a file that failed; trying again, once it is there, brings it. */
async function mendedBy(page, file, mend) {
  await until(async () => {
    const told = await page.all('[role=alert] .notice', (notice) => notice.innerText);
    assert.ok(told.some((text) => text.includes(file)), `${file} is not named: ${told}`);
  });
  mend();
  await page.click(['button', 'Réessayer']);
  await until(async () => assert.equal(await page.count('[role=alert] .notice'), 0));
  await ready(page);
}

for (const [how, fault] of Object.entries({ missing: faults.missing, dropped: faults.dropped, cut: faults.cut })) {
  fromOutside(`a layer ${how}: it is named, the rest works, and trying again brings it`, { expected: MISSED }, async (page, server) => {
    const mend = server.spoil(/villages\.geojson$/, fault);
    // Named in the address, an atlas is read anew, whatever the page came with.
    await page.go(`${server.url}?atlas=geodata/`);
    await ready(page);
    await expectContents(page);
    await page.click('#panel nav [data-link=artsvashen]');
    await expectClaims(page, 'artsvashen');
    await mendedBy(page, 'villages.geojson', mend);
    await expectClaims(page, 'artsvashen');
  });
}

for (const [how, fault] of Object.entries({ missing: faults.missing, dropped: faults.dropped, 'another page': faults.page })) {
  fromOutside(`the texts ${how}: the page says so, and trying again brings them`, { expected: MISSED }, async (page, server) => {
    const mend = server.spoil(new RegExp(`${manifest.claims}$`), fault);
    await page.go(`${server.url}?atlas=geodata/`);
    await until(async () => assert.equal(await stateOf(page), 'failed'));
    await mendedBy(page, manifest.claims, mend);
    await page.click('#panel nav [data-link=karki]');
    await expectClaims(page, 'karki');
  });
}

for (const [how, fault] of Object.entries({ missing: faults.missing, dropped: faults.dropped, cut: faults.cut })) {
  fromOutside(`the program ${how}: the page says so, and trying again starts it`, { expected: MISSED }, async (page, server) => {
    const mend = server.spoil(/^confins.*\.wasm$/, fault);
    await page.go(server.url);
    await until(async () => assert.equal(await stateOf(page), 'failed'));
    const told = (await page.all('[role=alert]', (alert) => alert.innerText)).join(' ');
    assert.match(told, /La carte n’a pas pu démarrer/);
    mend();
    await page.click(['link', 'Réessayer']);
    await ready(page);
    await expectContents(page);
  });
}
