// `npm run bench`: how fast the parts and the whole are. Absolute figures depend on the machine; ratios within one run do not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { findDomains } from '../../server/src/analysis/findDomains.ts';
import { checkHostFiles } from '../../server/src/analysis/hostFiles.ts';
import { readDomain } from '../../server/src/domain/readDomain.ts';
import { RULES } from '../../server/src/rules/all.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { guest, HOST } from './documents.ts';
import { fleetInProcess, fleetWhileTyping } from './fleet.ts';
import { hostMapFigures } from './hostMap.ts';
import { MAIN_RULES } from './mainRules.ts';
import { schemaFigures } from './schemas.ts';
import { type } from './stdioServer.ts';

const root = process.cwd();
const server = join(root, 'dist/server.js');
const cli = join(root, 'dist/cli.js');
const { host } = checkHostFiles([{ name: 'host', text: HOST }], new Map());
const world = { host, rules: new Map() };
const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-bench-'));
writeFileSync(join(folder, 'libvirt-xml.host.txt'), HOST);
/** For xmllint: beside the folder in which somebody types, whose files the server reads. */
const documents = mkdtempSync(join(tmpdir(), 'libvirt-xml-bench-documents-'));

/** `npm run bench -- fleet` measures one of them alone. */
const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  process: inProcess,
  schemas: withSchemas,
  typing: whileTyping,
  map: theMap,
  fleet: fleets,
  terminal: onTheCommandLine,
};

void run();

async function run(): Promise<void> {
  try {
    const asked = process.argv.slice(2);
    for (const [name, part] of Object.entries(PARTS))
      if (asked.length === 0 || asked.includes(name)) await part();
  } finally {
    for (const one of [folder, documents]) rmSync(one, { recursive: true, force: true });
  }
}

function inProcess(): void {
  table('In one process, microseconds a document (median of batches)', [
    ['document', 'parse + DOM', 'model', 'analyze', 'of that rules', 'µs per kB'],
    ...[
      ['100 lines', 4, 400],
      ['30 kB', 38, 60],
      ['1 MB', 1340, 3],
    ].map(([name, disks, runs]) => {
      const text = guest(1, Number(disks));
      const [domain] = findDomains(parseXml(text).document);
      if (domain === undefined) throw new Error('the generated guest is no domain');
      const parse = microseconds(Number(runs), () => parseXml(text));
      const model = microseconds(Number(runs), () => readDomain(domain));
      const whole = microseconds(Number(runs), () => analyze(text, world));
      const bare = microseconds(Number(runs), () => analyze(text, world, []));
      return [
        `${String(name)} (${text.split('\n').length} lines)`,
        parse.toFixed(0),
        model.toFixed(0),
        whole.toFixed(0),
        (whole - bare).toFixed(0),
        (whole / (text.length / 1024)).toFixed(1),
      ];
    }),
  ]);
}

function withSchemas(): void {
  const figures = schemaFigures(root, documents, world, microseconds);
  if (figures === undefined) console.log("libvirt's schemas are left out: they are not installed");
  else table(figures.title, figures.rows);
}

function theMap(): void {
  table('The host map on the server, milliseconds', hostMapFigures(microseconds));
}

async function fleets(): Promise<void> {
  if (host === undefined) throw new Error('the generated host is none');
  table('Guests of one host that all want the same, in one process', fleetInProcess(host));
  table(
    'A workspace of such guests through the real server: what a person typing in one of them waits for',
    await fleetWhileTyping(server, folder),
  );
}

async function whileTyping(): Promise<void> {
  const rows = [
    [
      ...['document', 'start → first', 'edit p50', 'edit p95', 'edit max', 'memory'],
      'while the schema is read: edits, p95, max',
    ],
  ];
  const atOnce = { reading: 0, thinking: 0 };
  /** Long enough for libvirt's schema to be read, where it is installed. */
  const later = { reading: 3000, thinking: 0 };
  for (const [name, disks, count, pace] of [
    ['100 lines', 4, 400, atOnce],
    ['100 lines, the schema read', 4, 400, later],
    ['100 lines, by a fast typist who looks at it first', 4, 200, { reading: 1500, thinking: 50 }],
    ['700 lines', 47, 400, atOnce],
    ['700 lines, the schema read', 47, 400, later],
    ['1 MB', 1340, 30, atOnce],
  ] as const) {
    const text = guest(1, disks);
    const { startToFirst, edits, whileReading, memory } = await type(
      server,
      folder,
      text,
      count,
      pace,
    );
    const at = (part: number, of = edits) =>
      ([...of].sort((a, b) => a - b)[Math.floor(of.length * part)] ?? NaN).toFixed(1);
    rows.push([
      `${name} (${text.split('\n').length} lines)`,
      `${startToFirst.toFixed(0)} ms`,
      `${at(0.5)} ms`,
      `${at(0.95)} ms`,
      `${at(0.999)} ms`,
      memory === undefined ? 'unknown' : `${memory.toFixed(0)} MiB`,
      whileReading.length === 0
        ? ''
        : `${whileReading.length}, ${at(0.95, whileReading)} ms, ${at(0.999, whileReading)} ms`,
    ]);
  }
  table('Through the real server on stdio: what a person typing waits for', rows);
  const bare = seconds(process.execPath, ['-e', '0']) * 1000;
  console.log(`\nNode that does nothing takes ${bare.toFixed(0)} ms of each start.`);
}

function onTheCommandLine(): void {
  const rows = [['command', '1,000 files', '2,000 files', '10,000 files', 'growth 1,000 → 10,000']];
  for (const count of [1000, 2000, 10000]) {
    const at = join(folder, String(count));
    mkdirSync(at);
    for (let i = 0; i < count; i++) writeFileSync(join(at, `guest-${i}.xml`), guest(i, 4));
  }
  const commands: [string, (at: string) => [string, string[]]][] = [
    [
      'libvirt-xml lint --format json',
      (at) => [
        process.execPath,
        [cli, 'lint', '--format', 'json', '--host', join(folder, 'libvirt-xml.host.txt'), at],
      ],
    ],
    [
      'the same with --no-schemas',
      (at) => [
        process.execPath,
        [
          ...[cli, 'lint', '--format', 'json', '--no-schemas'],
          ...['--host', join(folder, 'libvirt-xml.host.txt'), at],
        ],
      ],
    ],
  ];
  const others = RULES.filter(({ id, scope }) => scope !== 'reading' && !MAIN_RULES.has(id));
  commands.push([
    'the first with the rules of the main job alone',
    (at) => [
      process.execPath,
      [
        ...[cli, 'lint', '--format', 'json', '--host', join(folder, 'libvirt-xml.host.txt')],
        ...[...others.flatMap(({ id }) => ['--rule', `${id}=off`]), at],
      ],
    ],
  ]);
  const schema = '/usr/share/libvirt/schemas/domain.rng';
  const shell =
    (words: string) =>
    (at: string): [string, string[]] => [
      'sh',
      ['-c', `find "$1" -name '*.xml' -print0 | xargs -0 -n 20000 ${words}`, 'sh', at],
    ];
  if (spawnSync('xmllint', ['--version']).error === undefined) {
    commands.push(['xmllint --noout', shell('xmllint --noout')]);
    if (existsSync(schema))
      commands.push(['xmllint --relaxng', shell(`xmllint --noout --relaxng ${schema}`)]);
    else console.log(`xmllint --relaxng is left out: ${schema} is not installed`);
  } else console.log('xmllint is left out: it is not installed');
  for (const [name, command] of commands) {
    const times = [1000, 2000, 10000].map((count) =>
      seconds(...command(join(folder, String(count)))),
    );
    const cell = (i: number, count: number) =>
      `${(times[i] ?? NaN).toFixed(2)} s, ${(((times[i] ?? NaN) * 1000) / count).toFixed(2)} ms a file`;
    rows.push([
      name,
      cell(0, 1000),
      cell(1, 2000),
      cell(2, 10000),
      ((times[2] ?? NaN) / (times[0] ?? NaN)).toFixed(1),
    ]);
  }
  table('On the command line, one process', rows);
}

/** The median of 7 batches after a warm-up. */
function microseconds(runs: number, work: () => unknown): number {
  for (let i = 0; i < runs; i++) work();
  const batches = Array.from({ length: 7 }, () => {
    const began = performance.now();
    for (let i = 0; i < runs; i++) work();
    return ((performance.now() - began) / runs) * 1000;
  });
  return batches.sort((a, b) => a - b)[3] ?? NaN;
}

/** The best of three: the others were disturbed. */
function seconds(command: string, args: string[]): number {
  const times = Array.from({ length: 3 }, () => {
    const began = performance.now();
    const { error, status } = spawnSync(command, args, { stdio: 'ignore' });
    if (error !== undefined || (status ?? 2) > 3) throw new Error(`${command} failed`);
    return (performance.now() - began) / 1000;
  });
  return Math.min(...times);
}

function table(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  console.log(`\n${title}\n\n${[line(head), rule, ...body.map(line)].join('\n')}`);
}
