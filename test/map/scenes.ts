import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { hostOf, hostText } from '../host/hosts.ts';
import { madeMap, type MapOptions } from './mapOf.ts';

/** What a picture is drawn of: a guest, its host, and who else is there. */
interface SceneText extends MapOptions {
  readonly host: HostTopology;
  readonly text: string;
}

const capture = (path: string): HostTopology => hostOf(hostText(path), path);

function json(host: unknown): HostTopology {
  const { topology } = readHostFile(JSON.stringify(host), 'host.json');
  if (topology === undefined) throw new Error('no host');
  return topology;
}

const ids = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

interface Guest {
  readonly gib: number;
  readonly vcpus?: number;
  readonly cpuset?: string;
  readonly inside?: string;
}

const guest = (name: string, { gib, vcpus = 4, cpuset, inside = '' }: Guest): string =>
  `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>${gib}</memory>
  <vcpu placement='static'${cpuset === undefined ? '' : ` cpuset='${cpuset}'`}>${vcpus}</vcpu>
  ${inside}
</domain>
`;

const bound = (mode: string, nodes: string): string =>
  `<numatune>\n    <memory mode='${mode}' nodeset='${nodes}'/>\n  </numatune>`;

const pins = (cpus: readonly number[], more = ''): string =>
  `<cputune>\n${cpus
    .map((cpu, vcpu) => `    <vcpupin vcpu='${vcpu}' cpuset='${cpu}'/>\n`)
    .join('')}${more}  </cputune>`;

/** Four nodes in two sockets with two threads per core and pools of both sizes. */
const hv04 = json({
  name: 'hv-04',
  capturedAt: '2026-11-18T16:40:00Z',
  nodes: ids(4).map((id) => ({
    id,
    cpus: `${id * 4}-${id * 4 + 3},${16 + id * 4}-${16 + id * 4 + 3}`,
    socket: id >> 1,
    memory: '64 GiB',
    reserve: id === 0 ? '3 GiB' : '2 GiB',
    hugepages: [
      { size: '2 MiB', total: 4096 },
      { size: '1 GiB', total: 20 },
    ],
    distances: Object.fromEntries(
      ids(4).map((to) => [to, to === id ? 10 : to >> 1 === id >> 1 ? 16 : 32]),
    ),
  })),
  cores: ids(16).map((core) => ({ cpus: `${core},${core + 16}`, core })),
});

/** A guest of two cells, the second of which has its memory on the wrong socket. */
const db1 = `<domain type='kvm'>
  <name>db1</name>
  <memory unit='GiB'>32</memory>
  <vcpu placement='static'>8</vcpu>
  <iothreads>1</iothreads>
  ${pins(
    [2, 18, 3, 19, 5, 21, 6, 22],
    "    <emulatorpin cpuset='1,17'/>\n    <iothreadpin iothread='1' cpuset='4'/>\n",
  )}
  <numatune>
    <memory mode='strict' nodeset='0,3'/>
    <memnode cellid='0' mode='strict' nodeset='0'/>
    <memnode cellid='1' mode='strict' nodeset='3'/>
  </numatune>
  <memoryBacking>
    <hugepages>
      <page size='1' unit='GiB'/>
    </hugepages>
  </memoryBacking>
  <cpu>
    <numa>
      <cell id='0' cpus='0-3' memory='16' unit='GiB'/>
      <cell id='1' cpus='4-7' memory='16' unit='GiB'/>
    </numa>
  </cpu>
</domain>
`;

/** Eight nodes of 64 CPUs. */
const big2 = json({
  name: 'big-2',
  nodes: ids(8).map((id) => ({
    id,
    cpus: `${id * 32}-${id * 32 + 31},${256 + id * 32}-${256 + id * 32 + 31}`,
    socket: id >> 2,
    memory: '256 GiB',
    reserve: '4 GiB',
    ...(id < 2 ? { hugepages: [{ size: '1 GiB', total: 208 }] } : {}),
    distances: Object.fromEntries(
      ids(8).map((to) => [to, to === id ? 10 : to >> 2 === id >> 2 ? 12 : 32]),
    ),
  })),
  cores: ids(256).map((core) => ({ cpus: `${core},${core + 256}`, core })),
});

const hana = `<domain type='kvm'>
  <name>hana-prod</name>
  <memory unit='GiB'>384</memory>
  <vcpu placement='static'>64</vcpu>
  ${pins(ids(64))}
  <numatune>
    <memory mode='strict' nodeset='0-1'/>
    <memnode cellid='0' mode='strict' nodeset='0'/>
    <memnode cellid='1' mode='strict' nodeset='1'/>
  </numatune>
  <memoryBacking>
    <hugepages>
      <page size='1' unit='GiB'/>
    </hugepages>
  </memoryBacking>
  <cpu>
    <numa>
      <cell id='0' cpus='0-31' memory='192' unit='GiB'/>
      <cell id='1' cpus='32-63' memory='192' unit='GiB'/>
    </numa>
  </cpu>
</domain>
`;

const crowd = (
  [
    ['hana-qa', 128, 2],
    ['oltp-01', 96, 3],
    ['oltp-02', 96, 3],
    ['web-01', 64, 4],
    ['web-02', 64, 4],
    ['web-03', 48, 4],
    ['build-01', 96, 5],
    ['build-02', 96, 5],
    ['spark-1', 64, 2],
    ['spark-2', 72, 5],
    ['mail', 24, 4],
    ['proxy', 32, 6],
    ['k8s-a', 64, 6],
    ['k8s-b', 64, 6],
    ['k8s-c', 64, 7],
    ['etl', 48, 7],
    ['gitlab', 32, 7],
    ['vault', 8, 6],
    ['desktop-7', 16, 7],
  ] as const
).map(([name, gib, node], i): readonly [string, string] => {
  const first = node * 32 + (i % 4) * 8;
  const inside =
    i % 3 === 0
      ? pins(ids(8).map((n) => first + n)) + bound('strict', String(node))
      : bound('strict', String(node));
  const cpuset = i % 3 === 0 ? {} : { cpuset: `${first}-${first + 7}` };
  return [`file:///vms/${name}.xml`, guest(name, { gib, vcpus: 8, inside, ...cpuset })];
});

/** The scenes by name: the pictures in `pictures/` show them. */
export const SCENES: Readonly<Record<string, SceneText>> = {
  article: {
    host: capture('article/numactl-H.txt'),
    text: guest('vm1', { gib: 35, cpuset: '0-9', inside: bound('strict', '0') }),
  },
  'two-sockets': {
    host: hv04,
    text: db1,
    others: {
      'file:///vms/web1.xml': guest('web1', {
        gib: 40,
        inside: pins([7, 23, 22, 6]) + bound('interleave', '0-1'),
      }),
      'file:///vms/ci-runner.xml': guest('ci-runner', {
        ...{ gib: 24, vcpus: 8, cpuset: '8-11,24-27' },
        inside: bound('strict', '2'),
      }),
    },
  },
  big: { host: big2, text: hana, others: Object.fromEntries(crowd) },
  cxl: {
    host: capture('e-cpuless-memory-deb13/numactl-H.txt'),
    text: guest('tiered', { gib: 1, inside: bound('preferred', '0') }),
  },
  'memory-less': {
    host: capture('d-four-memoryless-deb13/virsh-capabilities.xml'),
    text: guest('small', { gib: 1, inside: bound('restrictive', '0,2') }),
  },
  pools: {
    host: capture('f-hugepages-smt-deb13/virsh-capabilities.xml'),
    text: guest('paged', {
      gib: 1,
      inside: `<memoryBacking><hugepages/></memoryBacking>${bound('strict', '1')}`,
    }),
  },
};

/** The map of a scene. */
export const mapOfScene = ({ host, text, ...options }: SceneText) =>
  madeMap(text, host, options).map;
