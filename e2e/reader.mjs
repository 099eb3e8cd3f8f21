// The browser, and the kinds of readers who use it.
import process from 'node:process';
import { chromium } from 'playwright-core';

/** What the browser is started with. */
export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser: `CHROMIUM`, or the system's. */
export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });

/** The options of a browser context for a kind of reader. Motion is reduced, so that flights are instant. */
export const reader = ({ width, height, touch, lang, scheme, motion, script, keeps } = {}) => ({
  javaScriptEnabled: script ?? true,
  viewport: { width: width ?? (touch ? 390 : 1280), height: height ?? (touch ? 844 : 800) },
  hasTouch: Boolean(touch),
  isMobile: Boolean(touch),
  locale: lang ?? 'fr',
  colorScheme: scheme ?? 'light',
  reducedMotion: motion ? 'no-preference' : 'reduce',
  // A service worker would answer in the place of a story's own answers.
  serviceWorkers: keeps ? 'allow' : 'block',
});
