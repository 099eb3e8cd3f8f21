// The search field.
import assert from 'node:assert/strict';
import { eventually, expectClaims, expectFocus, expectInView } from '../support.mjs';
import { both } from './stories.mjs';

const field = ['combobox', /^Chercher/];

for (const spelling of ['Bashkend', 'Արծվաշեն', 'Башкенд']) {
  both(`“${spelling}” is typed, found and chosen by keyboard`, '', async (page) => {
    await page.click(field);
    await page.type(spelling);
    assert.equal(await page.first(field, (input) => input.value), spelling);
    await eventually(page, async () => {
      const [first] = await page.all('[role=option]', (option) => option.innerText);
      assert.match(first ?? 'nothing', /^Artsvashen/);
    });
    await page.press('ArrowDown');
    await page.press('Enter');
    await expectClaims(page, 'artsvashen');
    await expectInView(page, 'artsvashen');
    await expectFocus(page, 'h2');
  });
}

both('a find is chosen by hand', '', async (page) => {
  await page.click(field);
  await page.type('stepanak');
  await page.click(['option', /^Stepanakert/]);
  await expectClaims(page, 'stepanakert');
});

both('what is not there is said', '', async (page) => {
  await page.click(field);
  await page.type('zzzzqq');
  await eventually(page, async () => {
    assert.match((await page.all('#panel .finder [role=status]', (line) => line.textContent)).join(), /Rien trouvé/);
  });
  assert.equal(await page.count('[role=option]'), 0);
});
