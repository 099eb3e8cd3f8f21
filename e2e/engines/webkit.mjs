// WebKit, by WebDriver: `WEBKIT_DRIVER`, or Debian's, on a screen of its own.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import process from 'node:process';
import { reader } from '../reader.mjs';
import * as hands from './actions.mjs';
import { screen } from './screen.mjs';
import { connect } from './webdriver.mjs';

const display = await screen();

export const close = () => display.close();

/** Arguments of the driver's test browser. */
const args = ({ colorScheme, javaScriptEnabled }) => [
  '--automation',
  `--enable-javascript=${javaScriptEnabled}`,
  ...(colorScheme === 'dark' ? ['--dark-mode'] : []),
];

/** A port that nobody listens on. */
const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** A driver has one session; its browser has one window. */
async function launch(kind) {
  const port = await freePort();
  const driver = spawn(process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver', [`--port=${port}`], {
    env: await display.environment(kind.locale),
    stdio: 'inherit',
  });
  try {
    const session = await connect(`http://127.0.0.1:${port}`, {
      pageLoadStrategy: 'eager',
      'webkitgtk:browserOptions': { args: args(kind) },
    });
    return { ...session, stop: () => session.end().finally(() => driver.kill()) };
  } catch (error) {
    driver.kill();
    throw error;
  }
}

/**
 * Asks again, once, what the driver has not answered in 25 seconds: a command
 * sent while one document makes way for the next gets lost now and then.
 */
async function twice(send) {
  try {
    return await send(25_000);
  } catch (error) {
    if (error.name !== 'TimeoutError') throw error;
    process.emitWarning('WebKitWebDriver did not answer; asked again');
    return send();
  }
}

/** Runs in the page: keeps what goes wrong from now on. */
function hear() {
  const said = [];
  window.complaints = said;
  window.addEventListener('error', ({ message }) => said.push(message));
  window.addEventListener('unhandledrejection', ({ reason }) => said.push(String(reason)));
  document.addEventListener('securitypolicyviolation', (e) => said.push(`${e.violatedDirective}: ${e.blockedURI}`));
  const { error } = window.console;
  window.console.error = (...words) => {
    said.push(words.join(' '));
    error.apply(window.console, words);
  };
}

/** A tab for a reader, of whom nothing is known from before. */
export async function open(options) {
  const kind = reader(options);
  const { ask, stop } = await launch(kind);
  const act = (actions) => ask('POST', 'actions', { actions });
  const evaluate = (expression, limit) =>
    ask('POST', 'execute/sync', { script: `return (${expression});`, args: [] }, limit);
  const complaints = [];
  // What is asked first of a new document gets lost now and then: a question
  // that may be asked again comes before those that may not.
  const arrive = async () => {
    for (let tries = 1; ; tries += 1) {
      try {
        await evaluate('document.readyState', 2000);
        break;
      } catch (error) {
        if (error.name !== 'TimeoutError' || tries === 10) throw error;
      }
    }
    // The driver tells nothing of the console: the page is asked.
    if (kind.javaScriptEnabled) await evaluate(`(${hear})()`);
  };
  const collect = async () => complaints.push(...(await evaluate('window.complaints?.splice(0) ?? []')));
  // The window is its frame and the page.
  const { width, height } = kind.viewport;
  await ask('POST', 'window/rect', { x: 0, y: 0, width, height });
  const [across, down] = await evaluate('[innerWidth, innerHeight]');
  await ask('POST', 'window/rect', { x: 0, y: 0, width: 2 * width - across, height: 2 * height - down });
  return {
    async complaints() {
      await collect();
      return complaints;
    },
    async go(url) {
      await collect();
      await twice((limit) => ask('POST', 'url', { url }, limit));
      await arrive();
    },
    async reload() {
      await collect();
      await twice((limit) => ask('POST', 'refresh', {}, limit));
      await arrive();
    },
    // The driver's own waits for a page to load; within a page none does.
    back: () => evaluate('history.back()'),
    evaluate,
    click: (x, y) => act(hands.click(x, y, 'mouse')),
    press: (keys) => act(hands.press(keys)),
    type: (text) => act(hands.type(text)),
    screenshot: async () => Buffer.from(await ask('GET', 'screenshot'), 'base64'),
    close: stop,
  };
}
