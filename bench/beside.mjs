// How long it takes to find an atlas's excerpts in a reader's copy of the article, on the
// production bundle: `CONFINS_ARTICLE=… node bench/beside.mjs` (`CONFINS_DIST` names another
// bundle). From the text's arrival to where everything is known of it, as the page itself
// marks it; five visits each, at full speed and with a quarter of the processor.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';

const VISITS = 5;
/** Milliseconds. */
const GOAL = 50;

const dist = process.env.CONFINS_DIST ?? fileURLToPath(new URL('../dist', import.meta.url));
const article = process.env.CONFINS_ARTICLE;
if (!article) {
  console.error('CONFINS_ARTICLE names no text: the article is never in the repository');
  process.exit(1);
}
const text = readFileSync(article, 'utf8');

async function once(origin, rate) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await page.goto(`${origin}/beside/index.html`);
    await page.waitForSelector('html[data-state=ready]');
    await page.frame({ name: 'confins' }).waitForSelector('html[data-state=ready]');
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    await page.locator('textarea').fill(text);
    await page.locator('.welcome button').click();
    await page.locator('article').waitFor();
    return await page.evaluate(() => performance.getEntriesByName('confins-excerpts')[0].duration);
  } finally {
    await browser.close();
  }
}

const { origin, close } = await serve({ '/': dist });
let missed = false;
for (const rate of [1, 4]) {
  const took = [];
  for (let i = 0; i < VISITS; i += 1) took.push(await once(origin, rate));
  took.sort((a, b) => a - b);
  const [least, median, most] = [took[0], took[(VISITS - 1) / 2], took.at(-1)].map((one) => one.toFixed(1));
  const says = rate > 1 ? '' : median <= GOAL ? `, goal ${GOAL}: met` : `, goal ${GOAL}: MISSED`;
  missed ||= says.endsWith('MISSED');
  console.log(`processor 1/${rate}: median ${median} ms (${least} to ${most}), ${text.length} letters${says}`);
}
close();
process.exit(missed ? 1 : 0);
