// Starts and stops a real VS Code server on loopback, with the packaged extension installed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CODE_SERVER, NODE } from './install.mjs';

export interface CodeServer {
  readonly url: string;
  /** The user's folder of this editor: settings in data/User, logs in server.log. */
  readonly home: string;
  readonly stop: () => Promise<void>;
}

export interface Wish {
  /** Packaged extensions. */
  readonly extensions: readonly string[];
  /** No folder is trusted, as in a VS Code that has just cloned somebody's repository. */
  readonly restricted?: boolean;
  /** The user's settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A folder of programs that go before those of the PATH. */
  readonly programs?: string | undefined;
}

/** Everything that would pop up, phone home or move the layout is off. */
const QUIET = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.menuBarVisibility': 'classic',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Ready for a browser when it resolves. */
export async function startCodeServer({
  extensions,
  restricted = false,
  settings,
  programs,
}: Wish): Promise<CodeServer> {
  const home = mkdtempSync(join(tmpdir(), 'libvirt-xml-editor-'));
  const folders = [
    ...['--config', join(home, 'config.yaml')],
    ...['--user-data-dir', join(home, 'data')],
    ...['--extensions-dir', join(home, 'extensions')],
  ];
  writeFileSync(join(home, 'config.yaml'), '{}\n');
  mkdirSync(join(home, 'data/User'), { recursive: true });
  mkdirSync(join(home, 'extensions'));
  const all = { ...QUIET, 'security.workspace.trust.enabled': restricted, ...settings };
  writeFileSync(join(home, 'data/User/settings.json'), JSON.stringify(all, null, 2));
  // Terminals and tasks have the environment of a login shell, which begins with a PATH of its own.
  writeFileSync(join(home, '.profile'), `PATH='${programs ?? ''}':"$PATH"\n`);
  for (const vsix of extensions) install(folders, vsix);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(join(home, 'server.log'), 'a');
  const child = spawn(
    NODE,
    [
      CODE_SERVER,
      ...folders,
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...['--ignore-last-opened', '--disable-proxy'],
      ...(restricted ? [] : ['--disable-workspace-trust']),
    ],
    // Its own process group, so that stopping it ends the extension hosts too.
    {
      stdio: ['ignore', log, log],
      env: { ...environment(), HOME: home, SHELL: '/bin/bash' },
      detached: true,
    },
  );
  // Whoever ends the tests from outside shall not have to look for the rest.
  process.once('exit', () => signal(child, 'SIGKILL'));
  await untilUp(child, url, home);
  return { url, home, stop: () => stop(child, home) };
}

function install(folders: readonly string[], vsix: string): void {
  const args = [CODE_SERVER, ...folders, '--install-extension', resolve(vsix), '--force'];
  const { status, stdout, stderr } = spawnSync(NODE, args, {
    encoding: 'utf8',
    env: environment(),
  });
  if (status !== 0 || !stdout.includes('successfully installed'))
    throw new Error(`VS Code does not take ${vsix}:\n${stdout}${stderr}`);
}

/** Without what an outer editor left in the environment; the marketplace is a closed port, so that nobody waits for it. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|CS_|PORT$|PASSWORD$)/.test(name),
  );
  const gallery = { serviceUrl: 'http://127.0.0.1:9', itemUrl: '', resourceUrlTemplate: '' };
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: JSON.stringify(gallery) };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}

async function untilUp(child: ChildProcess, url: string, home: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) break;
    const up = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await sleep(50);
  }
  throw new Error(`code-server is not up, see ${home}/server.log`);
}

async function stop(child: ChildProcess, home: string): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  signal(child, 'SIGTERM');
  await Promise.race([ended, sleep(5_000)]);
  signal(child, 'SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // The group is gone already.
  }
}
