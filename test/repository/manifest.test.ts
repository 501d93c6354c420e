// The manifest against the things that it names.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../server/src/rules/all.ts';
import { ROOT } from '../harness/root.ts';
import manifest from '../../package.json' with { type: 'json' };

const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const ids = RULES.map(({ id }) => id);

describe('the manifest', () => {
  it('lists the rules that there are, with the severities that there are', () => {
    const listed = contributes.configuration.properties['libvirtXml.rules'].properties;
    assert.deepEqual(Object.keys(listed).sort(), [...ids].sort());
    for (const rule of Object.values(listed))
      assert.deepEqual(rule.enum, ['off', 'error', 'warning', 'information', 'hint']);
  });

  it('has a category for each command, and says in the palette when it makes sense', () => {
    for (const { category } of contributes.commands) assert.equal(category, 'Libvirt XML');
    assert.deepEqual(contributes.menus.commandPalette.map(({ command }) => command).sort(), [
      ...commands.sort(),
    ]);
    for (const { when } of contributes.menus.commandPalette)
      assert.match(when, /editorLangId == xml|libvirtXml\.running|isWorkspaceTrusted/);
  });

  it('has a client that registers each command', () => {
    const files = readdirSync(join(ROOT, 'client/src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `client/src/${file}`);
    const client = [...files, 'server/src/protocol.ts']
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
    for (const command of commands) assert.ok(client.includes(`'${command}'`), command);
  });

  it('names files that are there', () => {
    const named = [
      manifest.icon,
      ...contributes.snippets.map(({ path }) => path),
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
    ];
    for (const path of named) assert.ok(existsSync(join(ROOT, path)), path);
  });

  it('scopes what a folder may decide to the resource', () => {
    const { properties } = contributes.configuration;
    assert.equal(properties['libvirtXml.hostTopology'].scope, 'resource');
    assert.equal(properties['libvirtXml.rules'].scope, 'resource');
  });

  it('leaves it to the machine alone which program is run, and runs none for a workspace that is not trusted', () => {
    const { properties } = contributes.configuration;
    assert.equal(properties['libvirtXml.virshPath'].scope, 'machine');
    for (const id of ['libvirtXml.captureHost', 'libvirtXml.refreshHost']) {
      const command = contributes.commands.find(({ command: each }) => each === id);
      assert.equal(command?.enablement, 'isWorkspaceTrusted');
    }
  });

  it('is activated by XML, and by a host map that was open before a reload', () => {
    const view = readFileSync(join(ROOT, 'client/src/hostMap/register.ts'), 'utf8');
    assert.ok(view.includes("'libvirtXml.hostMap'"));
    assert.deepEqual(manifest.activationEvents, [
      'onLanguage:xml',
      'onWebviewPanel:libvirtXml.hostMap',
    ]);
  });

  it('needs no package at run time, and no newer VS Code than its types say', () => {
    assert.ok(!('dependencies' in manifest));
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('is fit for the marketplace', () => {
    assert.ok(manifest.keywords.length <= 30);
    const icon = readFileSync(join(ROOT, manifest.icon));
    assert.equal(icon.toString('latin1', 1, 4), 'PNG');
    assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) >= 128);
  });
});

describe('what is generated', () => {
  it('is fresh', () => {
    const args = ['--import', 'tsx', 'scripts/generate.mts', '--check'];
    execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  });
});
