// What somebody might put into an atlas or an address to have it run, break or
// mislead: one text of each kind. Longer lists come from the folder that
// CONFINS_PAYLOADS names, when one is given.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** What a payload does where it runs, and what its markup carries where it is markup. */
const act = (n) => `window.__ran=${n}`;

/** Markup and script, each with its number. */
const MARKUP = [
  (n) => `<script>${act(n)}</script>`,
  (n) => `</script><script data-evil>${act(n)}</script>`,
  (n) => `"><img data-evil src=x onerror="${act(n)}">`,
  (n) => `' onfocus='${act(n)}' autofocus='`,
  (n) => `<svg data-evil onload=${act(n)}><animate onbegin=${act(n)} attributeName=x dur=1s>`,
  (n) => `<iframe data-evil srcdoc="<script>parent.__ran=${n}</script>"></iframe>`,
  (n) => `<math><mtext><table><mglyph><style><!--</style><img data-evil title="--&gt;&lt;img src=1 onerror=${act(n)}&gt;">`,
  (n) => `<a data-evil href="javascript:${act(n)}">a</a>`,
  (n) => `<base data-evil href="//elsewhere.example/"><form data-evil id=map><input name=querySelector value=${n}>`,
  (n) => `<meta data-evil http-equiv=refresh content="0;url=javascript:${act(n)}">`,
  (n) => `<style>*{display:none!important}</style><link data-evil rel=stylesheet href=//elsewhere.example/${n}>`,
  (n) => `<template data-evil><slot onslotchange=${act(n)}></template>`,
  (n) => `<!--><img data-evil src=x onerror=${act(n)}>-->`,
  (n) => `<![CDATA[><img data-evil src=x onerror=${act(n)}>]]>`,
  (n) => `<!-- /first:text --><b data-evil>${n}</b><!-- first:data -->`,
  (n) => `&lt;img data-evil src=x onerror=${act(n)}&gt;&#60;b&#62;&quot;`,
  (n) => `{{constructor.constructor('${act(n)}')()}}\${${act(n)}}#{${act(n)}}`,
  (n) => `javascript:${act(n)}//`,
  (n) => `data:text/html,<script>${act(n)}</script>`,
  (n) => `\\"];${act(n)};//\\'`,
  (n) => `"], #panel, [x="${n}`,
  (n) => `}</style><b data-evil>${n}</b>`,
  (n) => `url(//elsewhere.example/${n}) expression(${act(n)})`,
];

/** Characters that show as others, or not at all. */
const CHARACTERS = [
  (n) => `\u202e${n} abc`,
  (n) => `\u2067\u202dabc ${n}`,
  (n) => `\u202c\u2069\u2069\u202c${n}`,
  (n) => `قره باغ ${n} שלום`,
  (n) => `\u200b\u200c\u200d\ufeff${n}\u00ad\u2060`,
  (n) => `\ud800${n}\udfff`,
  (n) => `a\u0000b\u0007\u001b[31m${n}\u0085`,
  (n) => `line\r\nline\u2028line\u2029${n}`,
  (n) => `Z${'\u0301\u0302\u0303\u0336'.repeat(40)}algo ${n}`,
  (n) => `👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇦🇲${n}`,
  (n) => `𝔸\u{10ffff}\ufffe\uffff${n}`,
  (n) => `ﷺ﷽${'W'.repeat(300)}${n}`,
  (n) => `${'long '.repeat(200)}${n}`,
  () => '',
  () => ' \t ',
];

/** Words that mean something to a program. */
const WORDS = [
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'undefined', 'null', 'NaN', 'Infinity', 'true', '-0',
  '1e308', '0x10', '%s%n%x', '../../../etc/passwd', '%2e%2e%2f', 'C:\\CON', "' OR 1=1 --", '$(touch x)', '`id`',
  '=cmd|1!A1', '(((((((((((((((((a)+)+)+)+)+)+', '\\x00\\u0000', 'location', 'window', 'map', 'panel', 'app',
];

const KINDS = [...MARKUP, ...CHARACTERS, ...WORDS.map((word) => () => word)];

/** How many kinds there are. */
export const kinds = KINDS.length;

/** The payload of a number: kind by kind, each marked with its number. */
export const payload = (n) => KINDS[n % KINDS.length](n);

/** Addresses that must not become links. */
export const ADDRESSES = [
  'javascript:window.__ran=1', 'JaVaScRiPt:window.__ran=2', ' javascript:window.__ran=3', 'java\nscript:window.__ran=4',
  '\u0001javascript:window.__ran=5', 'javascript://example.org/%0awindow.__ran=6', 'data:text/html,<script>window.__ran=7</script>',
  'vbscript:x', 'blob:x', 'file:///etc/passwd', '//elsewhere.example/', '/elsewhere', '#region=karki', '?atlas=x', '',
  'https:elsewhere.example', 'https:\\\\elsewhere.example', 'https://elsewhere.example/\u202egpj.x', 'https://a"onclick="window.__ran=8',
];

/** The strings in what JSON holds, wherever they are. */
function strings(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

/** A folder's lists by name: a text file's lines, or a JSON file's strings. */
function lists(folder) {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const all = file.endsWith('.json') ? strings(JSON.parse(text)) : text.split('\n').filter((line) => !line.startsWith('#'));
      return { name: file.slice(folder.length + 1), payloads: [...new Set(all)].filter(Boolean) };
    });
}

/** Public lists, where some were fetched. */
export const given = process.env.CONFINS_PAYLOADS ? lists(process.env.CONFINS_PAYLOADS) : null;
