import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../harness/needs.ts';
import { ROOT } from '../harness/root.ts';

/** The state of virsh's test driver lives in one process: edit and look in the same. */
const COMMANDS = 'edit test; dumpxml --inactive test';

describe('virsh edit with libvirt-xml guard as the editor', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-guard-'));
  before(function () {
    needs('virsh', this);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** An editor that writes a numatune the first time it is called, and another the next time. */
  function editor(name: string, ...written: readonly string[]): string {
    const path = join(folder, name);
    const steps = written.map(
      (numatune, index) =>
        `  ${index}) sed -i -e 's|<numatune>.*</numatune>||' -e "s|<os>|<numatune>${numatune}</numatune><os>|" "$1" ;;`,
    );
    writeFileSync(
      path,
      [
        '#!/bin/sh',
        `count=$(cat ${path}.count 2>/dev/null || echo 0)`,
        `echo $((count + 1)) > ${path}.count`,
        'case $count in',
        ...steps,
        'esac',
        '',
      ].join('\n'),
    );
    chmodSync(path, 0o755);
    return path;
  }

  async function edit(editorPath: string, answer?: string) {
    const guard = `${process.execPath} ${join(ROOT, 'dist/cli.js')} guard`;
    const env = {
      ...process.env,
      LC_ALL: 'C',
      TERM: 'dumb',
      VISUAL: guard,
      EDITOR: guard,
      LIBVIRT_XML_EDITOR: editorPath,
    };
    const args = ['-q', '-c', 'test:///default', COMMANDS];
    const output =
      answer === undefined
        ? withoutTerminal(args, env)
        : await onTerminal(`virsh -q -c test:///default '${COMMANDS}'`, env, answer);
    return { output, stored: /^<domain[\s\S]*?^<\/domain>/m.exec(output)?.[0] ?? '' };
  }

  function withoutTerminal(args: readonly string[], env: NodeJS.ProcessEnv): string {
    const { stdout, stderr } = spawnSync('virsh', args, { encoding: 'utf8', env });
    return stdout + stderr;
  }

  /** As a person does: answers when asked, and stays until the end. */
  async function onTerminal(line: string, env: NodeJS.ProcessEnv, answer: string): Promise<string> {
    const child = spawn('script', ['-qec', line, '/dev/null'], { env });
    let output = '';
    let isAnswered = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isAnswered || !QUESTION.test(output)) return;
      isAnswered = true;
      child.stdin.write(answer);
    });
    await once(child, 'close');
    return output.replaceAll('\r', '');
  }

  const QUESTION = /Edit again \(e\), take it as it is \(t\)/;
  const WRONG = "<memory mode='strickt' nodeset='0'/>";
  const RIGHT = "<memory mode='preferred' nodeset='1'/>";

  it('lets through what is right', async () => {
    const { output, stored } = await edit(editor('right', RIGHT));
    assert.match(stored, /<memory mode='preferred' nodeset='1'\/>/);
    assert.doesNotMatch(output, /numatune\//);
  });

  it('keeps from virsh what is wrong, when there is nobody to ask', async () => {
    const { output, stored } = await edit(editor('wrong', WRONG));
    assert.match(output, /\[numatune\/bad-mode\]/);
    assert.match(output, /what was written is not given on; the domain stays as it was/);
    assert.match(stored, /<name>test<\/name>/);
    assert.doesNotMatch(stored, /numatune/);
  });

  it('asks on a terminal, and goes back to the editor', async () => {
    const { output, stored } = await edit(editor('twice', WRONG, RIGHT), 'e\n');
    assert.match(output, /\[numatune\/bad-mode\]/);
    assert.match(output, QUESTION);
    assert.match(stored, /<memory mode='preferred' nodeset='1'\/>/);
  });

  it('leaves the domain unchanged when that is the answer', async () => {
    const { output, stored } = await edit(editor('leave', WRONG), 'l\n');
    assert.match(output, /the domain stays as it was/);
    assert.match(stored, /<name>test<\/name>/);
    assert.doesNotMatch(stored, /numatune/);
  });
});
