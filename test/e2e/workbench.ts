// One VS Code window on a folder of its own, in a browser that reaches nothing but loopback.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startCodeServer, type CodeServer } from './codeServer.ts';
import { editorOn, type Editor } from './editor.ts';
import { writePrograms } from './programs.ts';
import { packRedHat } from './redHat.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OUTPUT = join(ROOT, 'test-output/e2e');
const VSIX = join(ROOT, 'test-output/libvirt-xml.vsix');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export interface Window extends Editor {
  /** The folder that is open, with the examples' files and those asked for. */
  readonly folder: string;
  /** Saves the file that is being edited, by its path or its name in the folder; gives what is then on disk. */
  readonly save: (file: string) => Promise<string>;
  /** Kept as test-output/e2e/NAME.png: the whole window, or the part of it that is asked for. */
  readonly picture: (name: string, part?: Part) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Opening {
  /** Path in the folder → text; a path that leads out of the folder lies beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Copies examples/ into the folder first. */
  readonly examples?: boolean;
  /** The folder's .vscode/settings.json. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** These of its folders are opened as a workspace of several, in place of the folder itself. */
  readonly roots?: readonly string[];
  /** Opens the folder without trusting it. */
  readonly restricted?: boolean;
  /** In an editor that has Red Hat's XML extension, too, and in which tags are closed as a user has it. */
  readonly besideRedHat?: boolean;
}

/** No help while typing: a test types every character itself. */
const TYPED_AS_IS = {
  'editor.accessibilitySupport': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingComments': 'never',
  'editor.autoClosingQuotes': 'never',
  'files.autoSave': 'off',
  'libvirtXml.autoCloseTags': 'off',
};

const servers = new Map<string, Promise<CodeServer>>();
const open = new Set<Window>();
let before: ReadonlySet<Window> = open;
let browser: Promise<Browser> | undefined;

/** Opens a window and waits until its files are listed. One that a test opens is closed with the test. */
export async function openWindow(opening: Opening = {}): Promise<Window> {
  const base = mkdtempSync(join(tmpdir(), 'libvirt-xml-guests-'));
  const folder = join(base, 'guests');
  writeFiles(folder, opening);
  const { url } = await serverFor(opening);
  browser ??= launch();
  const context = await (
    await browser
  ).newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.route(leavesLoopback, (route) => route.abort());
  // What runs in the page is compiled by tsx, which names functions by a helper that only exists on this side.
  await context.addInitScript('globalThis.__name = (value) => value');
  const page = await context.newPage();
  const shown =
    opening.roots === undefined ? { folder } : { workspace: workspaceOf(base, opening) };
  await page.goto(`${url}/?${new URLSearchParams(shown).toString()}`, {
    waitUntil: 'domcontentloaded',
  });
  const editor = editorOn(page);
  await editor.untilReady();
  const window: Window = {
    ...editor,
    folder,
    save: (file) => save(editor, resolve(folder, file)),
    picture: (name, part) => picture(page, name, part),
    close: async () => {
      open.delete(window);
      await context.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
  open.add(window);
  return window;
}

/** From here on, what is opened belongs to one test. */
export function beginTest(): void {
  before = new Set(open);
}

/** Closes what the test has opened; a picture of each window is kept first where a name is given. */
export async function endTest(failed: string | undefined): Promise<void> {
  let count = 0;
  if (failed !== undefined)
    for (const window of open) await window.picture(`failed-${failed}-${++count}`);
  for (const window of [...open]) if (!before.has(window)) await window.close();
}

/** Ends everything that the tests have started. */
export async function closeAll(): Promise<void> {
  for (const window of [...open]) await window.close();
  await (await browser)?.close();
  for (const server of servers.values()) await (await server).stop();
}

function serverFor({ restricted = false, besideRedHat = false }: Opening): Promise<CodeServer> {
  const key = JSON.stringify([restricted, besideRedHat]);
  const server = servers.get(key) ?? startServer(restricted, besideRedHat);
  servers.set(key, server);
  return server;
}

async function startServer(restricted: boolean, besideRedHat: boolean): Promise<CodeServer> {
  return startCodeServer({
    extensions: besideRedHat ? [VSIX, await packRedHat()] : [VSIX],
    restricted,
    settings: besideRedHat ? { ...TYPED_AS_IS, 'libvirtXml.autoCloseTags': 'auto' } : TYPED_AS_IS,
    programs: writePrograms(),
  });
}

function writeFiles(folder: string, { examples, files = {}, settings }: Opening): void {
  mkdirSync(folder);
  if (examples) cpSync(join(ROOT, 'examples'), folder, { recursive: true });
  const all = {
    ...files,
    ...(settings === undefined ? {} : { '.vscode/settings.json': JSON.stringify(settings) }),
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The file of a workspace that has these folders. */
function workspaceOf(base: string, { roots = [] }: Opening): string {
  const file = join(base, 'guests.code-workspace');
  writeFileSync(
    file,
    JSON.stringify({ folders: roots.map((path) => ({ path: `guests/${path}` })) }),
  );
  return file;
}

function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? CHROMIUM.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium found: set CHROMIUM');
  return chromium.launch({
    executablePath,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

function leavesLoopback({ protocol, hostname }: URL): boolean {
  return /^https?:$/.test(protocol) && !/^(127\.0\.0\.1|localhost|.*\.localhost)$/.test(hostname);
}

/** Nothing in the page tells that a save has ended, with all that is done on it: the tab looks clean from its beginning. */
async function save({ page, press }: Editor, path: string): Promise<string> {
  const written = () => statSync(path, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
  const before = written();
  await press('Control+S');
  for (const end = Date.now() + 30_000; written() === before;) {
    if (Date.now() > end) throw new Error(`${path} is not saved`);
    await page.waitForTimeout(50);
  }
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  return readFileSync(path, 'utf8');
}

async function picture(page: Page, name: string, part?: Part): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.waitForTimeout(300); // hovers and menus fade in
  const path = join(OUTPUT, `${name}.png`);
  await page.screenshot(part === undefined ? { path } : { path, clip: part });
}
