// Chromium, by Playwright.
import { launch, reader } from '../reader.mjs';

const browser = await launch();

export const close = () => browser.close();

/** A tab for a reader, of whom nothing is known from before. */
export async function open(options) {
  const kind = reader(options);
  const context = await browser.newContext(kind);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const loaded = { waitUntil: 'domcontentloaded' };
  return {
    complaints: () => complaints,
    go: (url) => page.goto(url, loaded),
    reload: () => page.reload(loaded),
    back: () => page.goBack(loaded),
    evaluate: (expression) => page.evaluate(expression),
    click: (x, y) => (kind.hasTouch ? page.touchscreen : page.mouse)[kind.hasTouch ? 'tap' : 'click'](x, y),
    press: (keys) => page.keyboard.press(keys),
    type: (text) => page.keyboard.type(text),
    screenshot: () => page.screenshot(),
    close: () => context.close(),
  };
}
