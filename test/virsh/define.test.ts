import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import { needs } from '../harness/needs.ts';
import { CPU_MISTAKES } from './cpuMistakes.ts';
import { MISTAKES, type Mistake } from './mistakes.ts';

/** The test driver defines its own type of domain only; the parser that judges it is the one that the qemu driver uses. */
const documentFor = (type: 'test' | 'kvm', { body }: Mistake): string =>
  [
    `<domain type='${type}'>`,
    '<name>guest</name>',
    /<memory[ >][^/]*<\/memory>/.test(body) ? '' : "<memory unit='GiB'>2</memory>",
    /<vcpu(?:>| (?!id=))/.test(body) ? '' : '<vcpu>4</vcpu>',
    body,
    '<os><type>hvm</type></os>',
    '</domain>',
  ].join('\n');

describe('virsh define --validate, and we', function () {
  this.timeout(20_000);
  let folder = '';

  before(function () {
    needs('virsh', this);
    folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-virsh-'));
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  for (const mistake of [...MISTAKES, ...CPU_MISTAKES])
    it(`agree: ${mistake.name}${mistake.differs === undefined ? '' : `; but ${mistake.differs}`}`, () => {
      const file = join(folder, 'guest.xml');
      writeFileSync(file, documentFor('test', mistake));
      const virsh = spawnSync(
        'virsh',
        ['-c', 'test:///default', 'define', '--validate', '--file', file],
        { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
      );
      const analysis = analyze(documentFor('kvm', mistake), EMPTY_WORLD);
      const errors = (analysis?.findings ?? []).filter(({ severity }) => severity === 'error');
      const ours = errors.map(({ rule, message }) => `${rule}: ${message}`).join('\n');
      const isRefused = virsh.status !== 0;
      if (mistake.differs === undefined)
        assert.equal(isRefused, errors.length > 0, `virsh: ${virsh.stderr}we: ${ours}`);
      else assert.notEqual(isRefused, errors.length > 0, `both agree now: ${virsh.stderr}${ours}`);
    });
});
