// One visit: a browser of its own, with a page in it that has not been anywhere.
import process from 'node:process';
import { chromium } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { apply } from './profiles.mjs';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];
/** What WebGL needs where there is no graphics card; the same for every page. */
const SOFTWARE_GL = ['--enable-unsafe-swiftshader'];

export const VIEWPORT = { width: 1280, height: 800 };
/** How long a page may take to be ready, or to answer. */
export const PATIENCE = 120_000;

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...ARGS, ...SOFTWARE_GL] });

/** The map's bare background is painted in a colour that nothing else has, so that
 *  it cannot pass for land when pixels are compared. Every page has its background
 *  from this property. */
function markBackground() {
  const paint = () => document.documentElement?.style.setProperty('--map-paper', '#ff00ff');
  if (document.documentElement) paint();
  else {
    const seen = new MutationObserver(() => {
      if (!document.documentElement) return;
      seen.disconnect();
      paint();
    });
    seen.observe(document, { childList: true });
  }
  // For the record: how much memory a page's WebAssembly holds.
  window.__memories = [];
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await own.apply(WebAssembly, args);
      const exports = Object.values((result.instance ?? result).exports ?? {});
      const memory = exports.find((one) => one instanceof WebAssembly.Memory);
      if (memory) window.__memories.push(memory);
      return result;
    };
  }
}

/** Adds up what the page and its workers fetch, and apart what its service worker does. */
async function countBytes(session) {
  const requests = new Map();
  const keepers = new Set();
  const note = (method, params, kept = false) => {
    const { requestId } = params;
    if (method === 'Network.responseReceived' && !/^(data|blob):/.test(params.response.url)) {
      requests.set(requestId, { url: params.response.url, bytes: params.response.encodedDataLength, parts: [], kept });
    }
    const request = requests.get(requestId);
    if (!request) return;
    const at = Date.now();
    if (method === 'Network.dataReceived') request.parts.push({ at, bytes: params.encodedDataLength });
    if (method === 'Network.loadingFinished') Object.assign(request, { total: params.encodedDataLength, ended: at });
    note.last = at;
  };
  const METHODS = ['Network.responseReceived', 'Network.dataReceived', 'Network.loadingFinished'];
  for (const method of METHODS) session.on(method, (params) => note(method, params));
  await session.send('Network.enable');
  // A worker's requests are told to its own session only.
  let next = 1;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'service_worker') keepers.add(sessionId);
    for (const method of ['Network.enable', 'Runtime.runIfWaitingForDebugger']) {
      const message = JSON.stringify({ id: next++, method });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => {});
    }
  });
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const { method, params } = JSON.parse(message);
    if (METHODS.includes(method)) note(method, params, keepers.has(sessionId));
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
  return {
    lastAt: () => note.last ?? 0,
    total: () => sum([...requests.values()].map((r) => r.total ?? r.bytes)),
    /** Without what a service worker has fetched for a time without network. */
    read: () => sum([...requests.values()].filter((r) => !r.kept).map((r) => r.total ?? r.bytes)),
    count: () => requests.size,
    /** What had arrived by then, of requests that had been answered. */
    until(time) {
      const arrived = (r) => (r.ended <= time ? r.total : sum(r.parts.filter((p) => p.at <= time).map((p) => p.bytes)));
      return sum([...requests.values()].map(arrived));
    },
    countUntil: (time) => [...requests.values()].filter((r) => r.ended <= time).length,
  };
}
const sum = (numbers) => numbers.reduce((a, b) => a + (b || 0), 0);

export async function visit(profile) {
  const browser = await launch();
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'fr', colorScheme: 'light', reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const whole = await browser.newBrowserCDPSession();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('crash', () => problems.push('the page crashed'));
  const bytes = await countBytes(session);
  await page.addInitScript(markBackground);
  await apply(session, profile);
  return { browser, page, session, whole, problems, bytes, close: () => browser.close() };
}

export const isReady = (page) => page.waitForSelector('html[data-state=ready]', { state: 'attached', timeout: PATIENCE });

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** The browser's processes: type and number. */
export async function processes(whole) {
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  return processInfo.map(({ type, id }) => ({ type, id }));
}

const TICKS_PER_SECOND = 100;

/** Milliseconds of processor that all of the browser's processes have used. */
export async function processorTime(whole) {
  const used = await Promise.all(
    (await processes(whole)).map(async ({ id }) => {
      const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * (1000 / TICKS_PER_SECOND);
    }),
  );
  return sum(used);
}
