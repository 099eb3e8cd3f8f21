// The program for authors, and a desk for a file of stories to use it at.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The one that CONFINS_PROGRAM names, else the last that was built here. */
export const program = process.env.CONFINS_PROGRAM ?? fileURLToPath(new URL('../target/debug/confins', import.meta.url));

/** A folder, gone with the stories. */
export const desk = mkdtempSync(join(tmpdir(), 'confins-desk-'));
after(() => rmSync(desk, { recursive: true, force: true }));
