// What WebKit's window needs: a screen, and a system in the reader's language.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

// The test browser's own buttons would keep a window wider than a phone.
const NARROW = 'toolbar, toolbar *, entry, button { min-width: 0; min-height: 0; margin: 0; padding: 0; }';
const STILL = '[Settings]\ngtk-enable-animations=0\n';

/** How long a screen may take to start, in milliseconds. */
const PATIENCE = 20_000;

/** `fr` as the system has it: each language with one country. */
const localeOf = (lang) => ({ en: 'en_GB', fr: 'fr_FR', de: 'de_DE' })[lang.slice(0, 2)];

/** Starts a screen that nobody sees. */
export async function screen() {
  const folder = await mkdtemp(join(tmpdir(), 'confins-screen-'));
  await mkdir(join(folder, 'gtk-3.0'));
  await writeFile(join(folder, 'gtk-3.0/gtk.css'), NARROW);
  await writeFile(join(folder, 'gtk-3.0/settings.ini'), STILL);
  // It chooses a free number, and says which on its fourth file.
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2000x1600x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await once(xvfb.stdio[3], 'data', { signal: AbortSignal.timeout(PATIENCE) });
  const locales = new Map();
  const make = (locale) =>
    promisify(execFile)('localedef', ['-i', locale, '-f', 'UTF-8', join(folder, `${locale}.UTF-8`)]);
  return {
    /** The environment of a window in a language. */
    async environment(lang) {
      const locale = localeOf(lang);
      if (!locales.has(locale)) locales.set(locale, make(locale));
      await locales.get(locale);
      return {
        ...process.env,
        DISPLAY: `:${String(number).trim()}`,
        XDG_CONFIG_HOME: folder,
        LOCPATH: folder,
        LC_ALL: `${locale}.UTF-8`,
        LANGUAGE: '',
        // Drawn without a graphics card, frames take half as long this way.
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      };
    },
    async close() {
      xvfb.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
