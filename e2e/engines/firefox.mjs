// Firefox, by WebDriver BiDi: `FIREFOX`, or Debian's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { reader } from '../reader.mjs';
import * as hands from './actions.mjs';
import { connect } from './bidi.mjs';

// What a session cannot be told yet is said to the browser as it starts: one
// for each kind of reader, so that few are started.
const preferences = ({ javaScriptEnabled, hasTouch, colorScheme, reducedMotion }) => ({
  'javascript.enabled': javaScriptEnabled,
  'dom.w3c_touch_events.enabled': hasTouch ? 1 : 0,
  // 1: coarse; 6: fine, and able to hover.
  'ui.primaryPointerCapabilities': hasTouch ? 1 : 6,
  'ui.allPointerCapabilities': hasTouch ? 1 : 6,
  'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
  'ui.prefersReducedMotion': reducedMotion === 'reduce' ? 1 : 0,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
});

/** How long it may take to start, in milliseconds. */
const PATIENCE = 60_000;

const running = new Map();

async function launch(lines) {
  const profile = await mkdtemp(join(tmpdir(), 'confins-firefox-'));
  await writeFile(join(profile, 'user.js'), lines);
  const child = spawn(
    process.env.FIREFOX ?? 'firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const url = new Promise((done, failed) => {
    const said = [];
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
      if (address) done(address);
    });
    child.on('error', failed);
    const never = (how) => () => failed(new Error(`Firefox ${how} before it listened:\n${said.join('\n')}`));
    ended.then(never('ended'), failed);
    setTimeout(never(`took ${PATIENCE} ms`), PATIENCE).unref();
  });
  const end = async () => {
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true });
  };
  try {
    const session = await connect(await url);
    await session.send('session.subscribe', { events: ['log.entryAdded'] });
    return { ...session, end };
  } catch (error) {
    await end();
    throw error;
  }
}

function browserFor(kind) {
  const lines = Object.entries(preferences(kind))
    .map(([name, value]) => `user_pref("${name}", ${value});\n`)
    .join('');
  if (!running.has(lines)) running.set(lines, launch(lines));
  return running.get(lines);
}

export async function close() {
  // One that did not start has said so to its story.
  for (const browser of await Promise.allSettled(running.values())) await browser.value?.end();
}

/** A tab for a reader, of whom nothing is known from before. */
export async function open(options) {
  const kind = reader(options);
  const { send, listen } = await browserFor(kind);
  const { userContext } = await send('browser.createUserContext');
  const { context } = await send('browsingContext.create', { type: 'tab', userContext });
  await send('browsingContext.setViewport', { context, viewport: kind.viewport });
  await send('emulation.setLocaleOverride', { contexts: [context], locale: kind.locale });
  const complaints = [];
  listen('log.entryAdded', ({ level, source, text }) => {
    if (level === 'error' && source.context === context) complaints.push(text);
  });
  const loaded = { context, wait: 'interactive' };
  const act = (actions) => send('input.performActions', { context, actions });
  return {
    complaints: () => complaints,
    go: (url) => send('browsingContext.navigate', { ...loaded, url }),
    reload: () => send('browsingContext.reload', loaded),
    back: () => send('browsingContext.traverseHistory', { context, delta: -1 }),
    async evaluate(expression) {
      // Where pages run no script, nothing can be awaited in them either.
      const asText = kind.javaScriptEnabled
        ? `(async () => JSON.stringify({ value: await (${expression}) }))()`
        : `JSON.stringify({ value: (${expression}) })`;
      const target = { context };
      const answer = await send('script.evaluate', { expression: asText, target, awaitPromise: true });
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      return JSON.parse(answer.result.value).value;
    },
    click: (x, y) => act(hands.click(x, y, kind.hasTouch ? 'touch' : 'mouse')),
    press: (keys) => act(hands.press(keys)),
    type: (text) => act(hands.type(text)),
    async screenshot() {
      const { data } = await send('browsingContext.captureScreenshot', { context });
      return Buffer.from(data, 'base64');
    },
    close: () => send('browser.removeUserContext', { userContext }),
  };
}
