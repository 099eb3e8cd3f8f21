// The protocol by which WebKit is driven: WebDriver, JSON over HTTP.
// https://www.w3.org/TR/webdriver2/
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a command may take, in milliseconds. */
const LIMIT = 60_000;

async function call(method, url, body, limit = LIMIT) {
  const signal = AbortSignal.timeout(limit);
  const response = await fetch(url, { method, body: body && JSON.stringify(body), signal });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}

/** How long a driver may take to start, in milliseconds. */
const PATIENCE = 20_000;

/** Waits until a driver that was just started listens. */
async function listening(driver) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await call('GET', `${driver}/status`);
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(20);
    }
  }
}

/** Opens a session: `ask` sends one of its commands and waits for the answer. */
export async function connect(driver, capabilities) {
  await listening(driver);
  const session = await call('POST', `${driver}/session`, { capabilities: { alwaysMatch: capabilities } });
  const ask = (method, command, body, limit) =>
    call(method, `${driver}/session/${session.sessionId}/${command}`, body, limit);
  return { ask, end: () => ask('DELETE', '') };
}
